/** How the ledger and a register agree about a person's day (R063). */
export type Standing = 'agree' | 'only_here' | 'only_there' | 'different'

export const standings: readonly Standing[] = ['different', 'only_there', 'only_here', 'agree']

/** A person's day in the ledger and in a register: minutes, null where it says nothing; clock times where both say one span. */
export interface DayOfBooks {
  ledger: number | null
  book: number | null
  from: number | null
  to: number | null
  bookFrom: number | null
  bookTo: number | null
}

/** Whether they agree: to the minute, and in their clock times where both have them. */
export function compare(day: DayOfBooks): Standing {
  if (day.book === null) return 'only_here'
  if (day.ledger === null || day.ledger === 0) return 'only_there'
  const timed = day.from !== null && day.bookFrom !== null
  const sameTimes = !timed || (day.from === day.bookFrom && day.to === day.bookTo)
  return day.ledger === day.book && sameTimes ? 'agree' : 'different'
}

/** The three figures of a person's day, as a decision was taken on them. */
export interface Figures {
  ledger: number
  unitBook: number | null
  communityBook: number | null
}

/** Whether a decision still holds: no figure has changed since. */
export const holds = (decided: Figures, now: Figures): boolean =>
  decided.ledger === now.ledger &&
  decided.unitBook === now.unitBook &&
  decided.communityBook === now.communityBook
