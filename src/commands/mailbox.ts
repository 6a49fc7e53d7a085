import { type Line, line } from '../domain/say.ts'
import type { Decision, Who } from './define.ts'
import type { Outcome } from './outcome.ts'

/** Lines of an answer at most (product rule 3.8). */
const longestAnswer = 12

export interface FittingMail {
  id: number
  lines: Line[]
}

/** Which of the waiting mails are shown below an answer in private: as far as the twelve lines go; the rest waits on (product rule 5). */
export function mailThatFits(mail: readonly { id: number; say: string }[], outcome: Outcome): FittingMail[] {
  if (outcome.audience !== 'person') return []
  let room = longestAnswer - outcome.say.length - (outcome.offer.length > 0 ? 1 : 0) - 1
  const fitting: FittingMail[] = []
  for (const { id, say } of mail) {
    const lines = JSON.parse(say) as Line[]
    room -= lines.length
    if (room < 0) break
    fitting.push({ id, lines })
  }
  fitting[0]?.lines.unshift(line('mail.title', { count: fitting.length }))
  return fitting
}

/** What the group hears of private messages that an act in it has caused: how many people have some, not who (product rule 5). */
export function mailHint(decision: Decision | undefined, who: Who): Line[] {
  const people = new Set((decision?.mail ?? []).map(({ to }) => to))
  return who.inGroup && people.size > 0 ? [line('mail.hint', { count: people.size })] : []
}
