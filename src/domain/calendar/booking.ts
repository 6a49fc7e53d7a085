import { addMonths, dayOf, monthOf } from './shanghai.ts'

/** The day on which a month is no longer open: the 6th of the next (it closes on the 5th at 24:00, rule 4). */
const closedFrom = (month: string): string => `${addMonths(month, 1)}-06`

/** Whether a month's figures are final at that instant. */
export const isClosed = (month: string, at: number): boolean => dayOf(at) >= closedFrom(month)

/** The earliest month that is still open at that instant. */
export function openMonth(at: number): string {
  const before = addMonths(monthOf(at), -1)
  return isClosed(before, at) ? monthOf(at) : before
}

/** The month in which a service day is booked at that instant: its own, or the open one when its own has closed (R069). */
export function bookingMonth(serviceDay: string, at: number): string {
  const own = serviceDay.slice(0, 7)
  return isClosed(own, at) ? openMonth(at) : own
}
