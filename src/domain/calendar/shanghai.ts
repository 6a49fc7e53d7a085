/**
 * Instants are ms UTC; days are `YYYY-MM-DD` and months `YYYY-MM` of Asia/Shanghai, which has been +08:00 without
 * summer time since 1991 (tech-choices §i; a test compares this with Intl for 2020–2040).
 */

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
const OFFSET = 8 * HOUR

/** The Shanghai day of an instant, `YYYY-MM-DD`. */
export const dayOf = (at: number): string => new Date(at + OFFSET).toISOString().slice(0, 10)

/** The Shanghai month of an instant, `YYYY-MM`. */
export const monthOf = (at: number): string => dayOf(at).slice(0, 7)

/** The instant at which a Shanghai day begins. */
export const startOfDay = (day: string): number => Date.parse(`${day}T00:00:00Z`) - OFFSET

/** Minutes since Shanghai midnight, 0–1439. */
export const minuteOfDay = (at: number): number => Math.floor((at - startOfDay(dayOf(at))) / MINUTE)

/** A day, so many days on (or back). */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10)

/** Whole days from one day to another; negative when the second lies before the first. */
export const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY

/** A month, so many months on (or back). */
export function addMonths(month: string, months: number): string {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + months
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}`
}

/** The last day of a month. */
export const lastDayOf = (month: string): string => addDays(`${addMonths(month, 1)}-01`, -1)

/** 1 for Monday to 7 for Sunday. */
export const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7

/** Whether the text is a day of the calendar (`2026-02-29` is not). */
export const isDay = (text: string): boolean => {
  const at = Date.parse(`${text}T00:00:00Z`)
  return (
    /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === text
  )
}

/** `HH:MM` of minutes since midnight; 1440 is `24:00`. */
export const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
