import { daysBetween } from '../calendar/shanghai.ts'

/** Days without contact after which the member is reminded, and the secretary told (R090). */
export const silentAfter = { member: 30, secretary: 37 }

/** A form that was stopped can be gone on with for so many days after the visit. */
export const formLives = 3

/** A support pair as its rhythm is judged: visits wanted and made this month, the last one, since when there is a pair. */
interface Rhythm {
  quota: number
  visits: number
  last_day: string | null
  since: string
}

/** Visits that are still to be made this month (R079). */
export const missing = ({ quota, visits }: Pick<Rhythm, 'quota' | 'visits'>): number =>
  Math.max(0, quota - visits)

/** Days since the household was last visited, or since there is a pair. */
export const daysSilent = ({ last_day, since }: Pick<Rhythm, 'last_day' | 'since'>, today: string): number =>
  daysBetween(last_day ?? since, today)

/** Of so many households as many are done for the month: `2/3`. */
export const householdsDone = (pairs: readonly Pick<Rhythm, 'quota' | 'visits'>[]): number =>
  pairs.filter((pair) => missing(pair) === 0).length

/** How many households a member looks after, and how many of them have had their visits of the month. */
export interface SupportMonth {
  count: number
  done: number
}
