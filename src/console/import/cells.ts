import { addDays, isDay } from '../../domain/calendar/shanghai.ts'
import { findDays } from '../../text/days.ts'
import { findDurations } from '../../text/durations.ts'
import { fold } from '../../text/fold.ts'
import { findMoments } from '../../text/moments.ts'

/**
 * The day of a cell: as people write it, or a bare number as a spreadsheet counts days. Undefined where it is none. A day
 * without a year is the nearest one in the past or the future.
 */
export function dayOfCell(
  text: string,
  today: string,
  from1904: boolean,
  reading: 'past' | 'future',
): string | undefined {
  const typed = fold(text)
  const number = /^(\d{5})(?:\.\d+)?$/.exec(typed)?.[1]
  if (number) return addDays(from1904 ? '1904-01-01' : '1899-12-30', Number(number))
  const [date = ''] = typed.split(' ')
  if (isDay(date)) return date
  const [found, more] = findDays(typed, today, reading)
  return found?.value && !more ? found.value : undefined
}

/** Minutes since midnight of a cell that says a time: 9:00, 下午两点, or a fraction of a day. */
export function timeOfCell(text: string, now: number): number | undefined {
  const typed = fold(text)
  if (/^0?\.\d+$/.test(typed)) return Math.round(Number(typed) * 1440)
  const [, hour, minute] = /^(?:\d{4}-\d\d-\d\d )?(\d{1,2}):(\d\d)(?::\d\d)?$/.exec(typed) ?? []
  if (hour !== undefined) {
    const minutes = Number(hour) * 60 + Number(minute)
    return Number(minute) < 60 && minutes <= 1440 ? minutes : undefined
  }
  const [found] = findMoments(typed, now, 'past')
  return found && typeof found.value !== 'string' ? found.value.from : undefined
}

/** From when to when, minutes since midnight: 9:00-12:00, 下午两点到四点. */
export function spanOfCell(text: string, now: number): { from: number; to: number } | undefined {
  const typed = fold(text).replace(/^(\d{1,2}) ?[-~至到] ?(\d{1,2})$/, '$1:00-$2:00')
  const [found] = findMoments(typed, now, 'past')
  if (!found || typeof found.value === 'string') return undefined
  const { from, to } = found.value
  return from !== undefined && to !== undefined ? { from, to } : undefined
}

/** How many minutes a cell says: 2, 1.5小时, 90分钟, 2:30; a bare number is hours, or minutes where the column says so. */
export function minutesOfCell(text: string, inMinutes: boolean): number | undefined {
  const typed = fold(text)
  const [, number] = /^(\d+(?:\.\d+)?)$/.exec(typed) ?? []
  if (number !== undefined) return Math.round(Number(number) * (inMinutes ? 1 : 60))
  const [, hours, minutes] = /^(\d{1,2}):(\d\d)$/.exec(typed) ?? []
  if (hours !== undefined) return Number(hours) * 60 + Number(minutes)
  const [found, more] = findDurations(typed)
  return found?.value && !more ? found.value : undefined
}
