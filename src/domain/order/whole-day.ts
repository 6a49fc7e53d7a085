import { addDays, dayOf, startOfDay } from '../calendar/shanghai.ts'

/** Whether the planned time of an order is only a day, ms: nobody said an hour. */
export const isWholeDay = (starts_at: number, ends_at: number | null): boolean =>
  ends_at !== null &&
  startOfDay(dayOf(starts_at)) === starts_at &&
  startOfDay(addDays(dayOf(starts_at), 1)) === ends_at
