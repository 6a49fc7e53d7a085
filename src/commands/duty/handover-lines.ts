import { type Refusal, refuse } from '../../domain/refusal.ts'
import { type Line, line, offer } from '../../domain/say.ts'
import { handoverTakenBy, takeHandovers } from '../../store/handover.ts'
import { otherwise } from '../../store/inbox.ts'
import type { Decision, Situation } from '../define.ts'
import { outcomeOfRefusal } from '../outcome.ts'

export interface Waiting {
  id: number
  from_id: number
  text: string | null
  community: string
  from: string
}

/** What was left for somebody, also shown when they check in; the words in private only. */
export function handoverLines(waiting: readonly Waiting[], inGroup: boolean): Line[] {
  if (waiting.length === 0) return []
  return inGroup
    ? [line('handover.waits_group', { count: waiting.length })]
    : waiting
        .slice(0, 3)
        .map(({ from, community, text }) => line('handover.waits', { from, community, text: text ?? '' }))
}

/** `/交接 收到`: takes all that waits, and tells who left it. */
export function takeAll(
  situation: Situation<unknown, unknown>,
  waiting: readonly Waiting[],
): Decision | Refusal {
  const { who, now, key } = situation
  if (!who.person) return refuse('who.unregistered')
  if (waiting.length === 0) return refuse('handover.nothing')
  const by = { actorId: who.person.id, message: key, at: now }
  return {
    say: [line('handover.taken', { names: [...new Set(waiting.map(({ from }) => from))] })],
    offer: [offer('offer.handovers', '/交接')],
    writes: [
      takeHandovers(
        waiting.map(({ id }) => id),
        by,
      ),
      otherwise(key, JSON.stringify(outcomeOfRefusal(situation, refuse('handover.nothing')))),
    ],
    mail: waiting.map(({ id, from_id, community }) => ({
      to: from_id,
      say: [line('mail.handover_taken', { name: who.person?.name ?? '', community })],
      dedupe: `handover-taken/${id}`,
      when: handoverTakenBy(id, key),
    })),
  }
}
