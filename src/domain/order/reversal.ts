import { bookingMonth } from '../calendar/booking.ts'
import { type ChainLine, standingOf } from '../ledger/correction.ts'

/** What a reopened order does to a credited line: a correction that takes back all that stands, or a no where it still waits. */
export type Reversal =
  | { entry: number; reject: true }
  | { entry: number; reject: false; revision: number; minutes: number; points: number; bookingMonth: string }

/**
 * Takes back what an order has credited, when its requester was not satisfied (rule 8.6): for each line with its
 * corrections one more correction, in the month of service while that is open, else in the open one. Afterwards nothing
 * stands of any line; what stood for nothing already is left alone.
 */
export const reversals = (chains: readonly (readonly ChainLine[])[], now: number): Reversal[] =>
  chains.flatMap((chain): Reversal[] => {
    const [line] = chain
    if (!line) return []
    if (line.verdict === null) return [{ entry: line.id, reject: true }]
    const { minutes, points } = standingOf(chain)
    if (minutes === 0 && points === 0) return []
    return [
      {
        entry: line.id,
        reject: false,
        revision: chain.length,
        minutes: 0 - minutes,
        points: 0 - points,
        bookingMonth: bookingMonth(line.service_day, now),
      },
    ]
  })
