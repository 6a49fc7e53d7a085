import { type Line, line, type Offer } from '../domain/say.ts'
import type { Query } from '../store/d1.ts'
import { post, postAll } from '../store/mail.ts'
import type { Decision, Who } from './define.ts'
import type { Outcome } from './outcome.ts'

/** Lines of an answer at most (product rule 3.8). */
const longestAnswer = 12

export interface FittingMail {
  dedupe: string
  lines: Line[]
  offer: Offer[]
}

type Waiting = { dedupe: string; say: string; offer: string }

/** A waiting letter as it is shown: its lines, and what may come next as commands to type. */
function linesOf({ say, offer }: Waiting): Line[] {
  const next = (JSON.parse(offer) as Offer[]).map(({ command }) => command)
  return [...(JSON.parse(say) as Line[]), ...(next.length > 0 ? [line('mail.next', { next })] : [])]
}

/**
 * The lines of the card of commands, fewer where the oldest letter would find no room below it: the letter is news, and the
 * card comes again whenever it is asked for (product rule 5).
 */
export function roomForMail(say: Line[], mail: readonly Waiting[], offers: number): Line[] {
  const [first] = mail
  if (!first) return say
  const left = longestAnswer - (offers > 0 ? 1 : 0) - 1 - linesOf(first).length - (mail.length > 1 ? 1 : 0)
  return say.length <= left || left < 3 ? say : [...say.slice(0, left - 1), line('mail.cut')]
}

/**
 * Which of the waiting mails are shown below an answer in private: as far as the twelve lines go; the rest waits on
 * (product rule 5), and a last line says so (see `mailThatWaits`). Between a question and its numbered answers nothing is
 * shown.
 */
export function mailThatFits(mail: readonly Waiting[], outcome: Outcome): FittingMail[] {
  if (outcome.audience !== 'person' || outcome.asks !== undefined) return []
  let room = longestAnswer - outcome.say.length - (outcome.offer.length > 0 ? 1 : 0) - 1
  const fitting: FittingMail[] = []
  for (const [i, letter] of mail.entries()) {
    const lines = linesOf(letter)
    room -= lines.length
    if (room < (i < mail.length - 1 ? 1 : 0)) break
    fitting.push({ dedupe: letter.dedupe, lines, offer: JSON.parse(letter.offer) as Offer[] })
  }
  fitting[0]?.lines.unshift(line('mail.title', { count: fitting.length }))
  return fitting
}

/** What the one letter that offers something offers, below an answer that offers nothing itself: it can be chosen by number. */
export function offersOfMail(fitting: readonly FittingMail[], outcome: Outcome): Offer[] {
  const [one, more] = fitting.filter(({ offer }) => offer.length > 0)
  if (outcome.offer.length > 0 || !one || more) return outcome.offer
  // They stand in the last line of the answer instead.
  one.lines.pop()
  return one.offer
}

/** Answers that say the question about a partner again, or what was answered to it. */
const aboutPartner = ['pair.asks_you', 'pair.yes', 'pair.yes_already', 'pair.declined']
/** Answers that show a preview of pairs anew, or that confirm it. */
const aboutPreview = ['pair.preview', 'pair.preview_page', 'pair.asked']

/** Acts that answer the letters which ask for them. */
const answers = ['接单', '退单', '完成', '满意', '建议', '心愿', '派单', '指派', '核销', '取消单']

/** The letters that asked for just what is done now, and for nothing else: they need no reading any more. */
export function answeredMail<One extends Waiting>(
  mail: readonly One[],
  act: string,
  {
    order,
    suggestion,
    together,
  }: { order?: unknown; suggestion?: { id?: number }; together?: { order: number } },
  { say }: Outcome,
): One[] {
  if (say.some(({ code }) => aboutPartner.includes(code)))
    return mail.filter(({ offer }) => {
      const commands = (JSON.parse(offer) as Offer[]).map(({ command }) => command)
      return commands.length > 0 && commands.every((one) => one === '/同意 搭档' || one === '/婉拒 搭档')
    })
  const [first] = say
  if (first && aboutPreview.includes(first.code))
    return mail.filter((letter) => {
      const [head] = JSON.parse(letter.say) as Line[]
      return head?.code === 'pair.preview' && head.params?.community === first.params?.community
    })
  if (!answers.includes(act)) return []
  const about = String(order ?? suggestion?.id ?? together?.order)
  return mail.filter(({ offer }) => {
    const commands = (JSON.parse(offer) as Offer[]).map(({ command }) => command.split(' '))
    const isAbout = (words: string[]) => words.find((word) => /^\d+$/.test(word)) === about
    return commands.some(([name]) => name === `/${act}`) && commands.every(isAbout)
  })
}

/** The letters that an act leaves nothing to be read of, by the beginnings of their names. */
export const settledMail = <One extends Waiting>(
  mail: readonly One[],
  settles: readonly string[] = [],
): One[] => mail.filter(({ dedupe }) => settles.some((name) => dedupe.startsWith(name)))

/** That more waits than is shown, and how to see it, where a line is left for it. */
export function mailThatWaits(
  mail: readonly unknown[],
  fitting: readonly FittingMail[],
  outcome: Outcome,
): Line[] {
  if (outcome.audience !== 'person' || outcome.asks !== undefined || fitting.length === mail.length) return []
  const shown = fitting.reduce((sum, { lines }) => sum + lines.length, outcome.say.length)
  return shown + (outcome.offer.length > 0 ? 1 : 0) < longestAnswer ? [line('mail.more')] : []
}

/** What the group hears of private messages that an act in it has caused: how many people have some, not who (product rule 5). */
export function mailHint(decision: Decision | undefined, who: Who): Line[] {
  const people = new Set((decision?.mail ?? []).map(({ to }) => to))
  return who.inGroup && people.size > 0 ? [line('mail.hint', { count: people.size })] : []
}

/** The statements that put a decision's letters into the outbox: one for all that hang on nothing. */
export function lettersOf(decision: Decision | undefined, now: number): Query[] {
  const letters = [...(decision?.mail ?? []), ...(decision?.tell ?? [])]
  const free = letters.filter(({ when }) => when === undefined)
  return [
    ...(free.length > 0 ? [postAll(free, now)] : []),
    ...letters.filter(({ when }) => when !== undefined).map((letter) => post(letter, now)),
  ]
}
