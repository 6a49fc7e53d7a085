/** An entry of a person's day that stands (not rejected, withdrawn or corrected), as the rules need it. */
export interface StandingEntry {
  id: number
  service_day: string
  /** ms; null for hours typed without clock times. */
  started_at: number | null
  ended_at: number | null
  minutes: number
}

/** A line of the ledger before it has a number. Instants in ms; `waitsFor` names why it needs somebody's yes. */
export interface EntryDraft {
  kind: 'duty' | 'makeup' | 'manual'
  serviceDay: string
  startedAt: number | null
  endedAt: number | null
  minutes: number
  bookingMonth: string
  points: number
  /** Hundredths; without it 100. */
  difficulty?: number
  waitsFor: WaitsFor[]
}

/** adhoc: a duty off the roster; past_shift: one that ran on long after its shift; typed: hours by hand; makeup: a duty after the fact; system: closed by the system; full_day: a day above eight hours. */
/** overlap, day_twice: entered anew when accounts were joined, and then it met another line or made a day too long (rule 8.18). */
export type WaitsFor =
  | 'adhoc'
  | 'past_shift'
  | 'typed'
  | 'makeup'
  | 'system'
  | 'full_day'
  | 'overlap'
  | 'day_twice'

/** Minutes of a day that stand. */
export const minutesOn = (entries: readonly StandingEntry[], day: string): number =>
  entries.reduce((sum, entry) => (entry.service_day === day ? sum + entry.minutes : sum), 0)

/** The first entry whose clock times meet the span, ms; entries without clock times meet nothing. */
export const overlapping = (
  entries: readonly StandingEntry[],
  from: number,
  to: number,
): StandingEntry | undefined =>
  entries.find((e) => e.started_at !== null && e.ended_at !== null && e.started_at < to && e.ended_at > from)
