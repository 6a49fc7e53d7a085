import type { HolidayRow } from '../../domain/calendar/working-days.ts'
import { type Line, line, type Offer, offer } from '../../domain/say.ts'
import type { Candidate } from '../../store/role.ts'
import type { ShiftToSwap } from '../../store/shifts-to-swap.ts'
import type { Swap } from '../../store/swap.ts'
import type { Decision, Situation } from '../define.ts'

/** What every part of `/换班` knows. */
export interface SwapFacts {
  first: Candidate[]
  second: Candidate[]
  shifts: ShiftToSwap[]
  engaged: { person_id: number; starts_at: number | null; ends_at: number | null }[]
  toMe: Swap[]
  fromMe: Swap[]
  toApprove: Swap[]
  ofShift: Swap[]
  told: { community_id: number; person_id: number }[]
  calendar: HolidayRow[]
}

export type OfSwap = Situation<unknown, SwapFacts>

/** The parameters of every sentence about a swap. */
export const wordsOf = ({
  shift_id,
  from,
  to,
  community,
  starts_at,
  ends_at,
}: Pick<Swap, 'shift_id' | 'from' | 'to' | 'community' | 'starts_at' | 'ends_at'>) => ({
  number: `S${shift_id}`,
  from,
  to,
  community,
  shifts: [`${starts_at}-${ends_at}`],
})

/** Several swaps fit: each with its number, and the command that names it. */
export const whichSwap = (swaps: readonly Swap[], answer: string): Decision => ({
  say: [line('swap.which'), ...swaps.map((swap) => line('swap.item', wordsOf(swap)))],
  offer: swaps.slice(0, 6).map((swap) => answerOffer(answer, swap.shift_id)),
})

/** A button that answers one swap, perhaps with the reason that was given. */
export const answerOffer = (answer: string, shift: number, reason = ''): Offer =>
  offer('offer.swap', `/换班 ${answer} S${shift} ${reason}`.trim(), { answer, number: `S${shift}` })

/** `/换班` alone: what waits for my answer, what I have asked, what waits for me as a secretary; how to ask. */
export function openSwaps({ facts }: OfSwap): Decision {
  const toMe = facts.toMe.filter(({ state }) => state === 'asked')
  const say: Line[] = [
    ...toMe.map((swap) => line('swap.asks_you', wordsOf(swap))),
    ...facts.fromMe.map((swap) =>
      line(swap.state === 'asked' ? 'swap.you_asked' : 'swap.you_wait', wordsOf(swap)),
    ),
    ...facts.toApprove.map((swap) => line('swap.to_approve', wordsOf(swap))),
  ]
  const offers = [
    ...toMe.flatMap(({ shift_id }) => [answerOffer('同意', shift_id), answerOffer('不同意', shift_id)]),
    ...facts.toApprove.map(({ shift_id }) => answerOffer('批准', shift_id)),
    ...facts.fromMe.map(({ shift_id }) => answerOffer('撤回', shift_id)),
  ]
  return {
    say: [line(say.length > 0 ? 'swap.list' : 'swap.list_empty'), ...say.slice(0, 8), line('swap.how')],
    ...(offers.length > 0 ? { offer: offers.slice(0, 4) } : {}),
  }
}
