import type { Arrival, Platform } from './platform.ts'

/** What arrived, as the platforms saw it. */
export interface Arrived {
  /** Letters that arrived, each once for each addressee. */
  letters: number
  /** Noted as sent, and arrived nowhere. */
  lost: number
  twice: number
  /** Came again although its run lived and had been told that it arrived. */
  withoutReason: number
  /** Came again without saying that it may have come before. */
  unwarned: number
  /** Said so without having come before: their first try is lost, or its run was killed before it sent them. */
  warnedForNothing: number
  /** Repeated because of a kill; the others because of an answer that never came. */
  afterKill: number
}

const hasReason = ({ confirmed, by }: Arrival) => !confirmed || by?.killed === true

/** Judges every letter by its arrivals; `sent` is how many the outbox has noted. */
export function judge({ arrivals }: Platform, sent: number): Arrived {
  const letters = [...arrivals.values()]
  const repeated = letters.filter((times) => times.length > 1)
  const count = (of: Arrival[][], what: (first: Arrival, ...later: Arrival[]) => boolean) =>
    of.filter(([first, ...later]) => first && what(first, ...later)).length
  return {
    letters: letters.length,
    lost: sent - letters.length,
    twice: repeated.length,
    withoutReason: repeated.filter((times) => !times.slice(0, -1).every(hasReason)).length,
    unwarned: count(repeated, (_, ...later) => later.some(({ warned }) => !warned)),
    warnedForNothing: count(letters, ({ warned }) => warned),
    afterKill: count(repeated, ({ by }) => by?.killed === true),
  }
}

/** Minutes from an instant until everybody whose address begins so has had their letters once, and half of them. */
export function minutesUntil({ arrivals }: Platform, from: number, prefixes: readonly string[]) {
  const first = [...arrivals]
    .filter(([letter]) => prefixes.some((prefix) => letter.startsWith(prefix)))
    .map(([, times]) => ((times[0]?.at ?? from) - from) / 60_000)
    .sort((a, b) => a - b)
  return { half: first[Math.floor(first.length / 2)] ?? 0, all: first.at(-1) ?? 0 }
}
