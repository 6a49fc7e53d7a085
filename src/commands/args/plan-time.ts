import { addDays } from '../../domain/calendar/shanghai.ts'
import { isRefusal, type Refusal } from '../../domain/refusal.ts'
import type { ArgContext, ArgType, Taken } from './arg.ts'
import { type TimeWords, takeTimeWords } from './time-words.ts'

/** When something is planned; minutes since the day's midnight, `to` above 1440 when it ends after midnight. */
export interface PlanTime {
  day?: string
  from?: number
  to?: number
  minutes?: number
  /** How long, as it was typed, where no clock times tell it. */
  length?: string
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
    return { value: meant(found), rest: found.rest }
  },
}

/** The time within a title: as `planTime`, but a length without a beginning stays among the words (周六义务理发 3小时). */
export const titleTime: ArgType<PlanTime> = {
  take(text: string, context: ArgContext): Taken<PlanTime> | Refusal | undefined {
    const found = takeTimeWords(text, context, 'future')
    if (found === undefined || isRefusal(found)) return found
    const { minutes, length, ...value } = meant(found)
    if (minutes === undefined || value.from !== undefined || value.part !== undefined)
      return { value: meant(found), rest: found.rest }
    return value.day === undefined ? undefined : { value, rest: found.restWithLength }
  },
}

function meant({ times, day: lone, dayUnsaid, part, minutes, length }: TimeWords): PlanTime {
  const [time] = times
  // 今晚12点 is the first minute of tomorrow.
  const nights = Math.floor((time?.from ?? 0) / 1440)
  const from = time?.from === undefined ? undefined : time.from - nights * 1440
  const end =
    time?.to ?? (time?.from === undefined || minutes === undefined ? undefined : time.from + minutes)
  const to = end === undefined ? undefined : end - nights * 1440
  const day = time ? addDays(time.day, nights) : lone
  const long = to !== undefined && from !== undefined ? to - from : minutes
  return {
    ...(day !== undefined && { day }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(long !== undefined && { minutes: long }),
    ...(length !== undefined && to === undefined && { length }),
    ...(part !== undefined && { part }),
    ...(day !== undefined && dayUnsaid && { dayUnsaid: true as const }),
  }
}

/** Two phrases about one time together (周六上午 and 3小时, 11月28日 and 9:00-11:00); undefined where they contradict each other. */
export function joined(one: PlanTime, other: PlanTime): PlanTime | undefined {
  const differ = <T>(mine: T | undefined, its: T | undefined) =>
    mine !== undefined && its !== undefined && mine !== its
  const said = ({ day, dayUnsaid }: PlanTime) => (dayUnsaid ? undefined : day)
  if (differ(said(one), said(other)) || differ(one.minutes, other.minutes)) return undefined
  if (differ(one.from, other.from) || differ(one.part, other.part)) return undefined
  const { dayUnsaid, length, ...all } = { ...one, ...other }
  const day = said(one) ?? said(other) ?? all.day
  const to =
    all.to ?? (all.from === undefined || all.minutes === undefined ? undefined : all.from + all.minutes)
  return {
    ...all,
    ...(day !== undefined && { day }),
    ...(to === undefined ? length !== undefined && { length } : { to }),
    ...(dayUnsaid && said(one) === undefined && said(other) === undefined && { dayUnsaid }),
  }
}
