import { addDays } from '../../domain/calendar/shanghai.ts'
import { isRefusal } from '../../domain/refusal.ts'
import type { ArgType } from './arg.ts'
import { takeTimeWords } from './time-words.ts'

/** When something is planned; minutes since the day's midnight, `to` above 1440 when it ends after midnight. */
export interface PlanTime {
  day?: string
  from?: number
  to?: number
  minutes?: number
  /** 上午, where only a part of the day was said. */
  part?: string
  /** No day was typed: `day` is today or tomorrow, whichever still has that time ahead. */
  dayUnsaid?: true
}

/**
 * A time ahead as people write it: `明天下午3点`, `周六上午9点-10点`, `11月28日 9:00-11:00`, `周六上午 3小时`. A day that is
 * just over is taken as typed: the rules refuse it.
 */
export const planTime: ArgType<PlanTime> = {
  take(text, context) {
    const found = takeTimeWords(text, context, 'future')
    if (found === undefined || isRefusal(found)) return found
    const { times, part, minutes, rest } = found
    const [time] = times
    // 今晚12点 is the first minute of tomorrow.
    const nights = Math.floor((time?.from ?? 0) / 1440)
    const from = time?.from === undefined ? undefined : time.from - nights * 1440
    const end =
      time?.to ?? (time?.from === undefined || minutes === undefined ? undefined : time.from + minutes)
    const to = end === undefined ? undefined : end - nights * 1440
    const day = time ? addDays(time.day, nights) : found.day
    const long = to !== undefined && from !== undefined ? to - from : minutes
    return {
      value: {
        ...(day !== undefined && { day }),
        ...(from !== undefined && { from }),
        ...(to !== undefined && { to }),
        ...(long !== undefined && { minutes: long }),
        ...(part !== undefined && { part }),
        ...(day !== undefined && found.dayUnsaid && { dayUnsaid: true as const }),
      },
      rest,
    }
  },
}
