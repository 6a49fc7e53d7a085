import { addDays, dayOf, MINUTE, startOfDay, weekdayOf } from '../../domain/calendar/shanghai.ts'
import { fold } from '../../text/fold.ts'
import { takeDays } from './plan-days.ts'
import type { ShiftTime } from './plan-line.ts'

const TITLE = /(?:值班|排班|值守|驻点|轮班|志愿服务)(?:人员)?(?:表|安排|计划|名单|一览)/u
const BEHIND_TITLE = /^[\s:：()（）【】\d年月日号.\-—–~至到第周期]*$/u
const SAYS_WHEN = /\d|上午|下午|晚|周[一二三四五六日]|星期/u
const COURTESY = /^\s*(?:(?:备注|注|说明|附|ps)\s*[:：]|请(?!假)|谢谢|收到)/iu
const PERIOD =
  /下下周|下个?周|本周|这周|下个?月|本月|\d{1,2}月(?:\d{1,2}[日号])?份?|[一二三四五六七八九十]{1,2}月份?|20\d\d年?|第?\d{1,2}[周日号]|[-—–~至到]/gu

/** 「东湖社区下周值班表」: names the roster and holds no shift. */
export function isTitle(line: string): boolean {
  const found = TITLE.exec(line)
  return (
    found !== null &&
    BEHIND_TITLE.test(line.slice(found.index + found[0].length)) &&
    !/\d[:：]\d|点|上午|下午|晚|全天/u.test(line)
  )
}

/** 「请大家准时到岗」, 「备注：带好袖标」: words around a roster that say nothing of when. */
export const isCourtesy = (line: string): boolean => COURTESY.test(line) && !SAYS_WHEN.test(line)

/** The words of a title, or of a line above all shifts, that may name a place. */
export const placeIn = (heads: readonly string[]): string | undefined =>
  heads
    .map((line) =>
      line
        .replace(TITLE, ' ')
        .replace(PERIOD, ' ')
        .replace(/[\s:：()（）【】,，]+/g, ' ')
        .trim(),
    )
    .find((words) => words !== '')

/** The one day that a title names: lines without a day are of it. */
export function dayOfTitle(title: string | undefined, now: number): string | undefined {
  const found = takeDays(title ?? '', now)
  const [day, another] = 'fault' in found ? [] : (found.days ?? [])
  return typeof day === 'string' && another === undefined ? day : undefined
}

/**
 * The Monday of the week that bare weekdays are of: the one that the title names, else this week's if all of them are
 * still ahead in it, else the next.
 */
export function mondayMeant(
  lines: readonly { weekdays: number[]; times: readonly ShiftTime[] }[],
  title: string | undefined,
  now: number,
): string {
  const today = dayOf(now)
  const monday = addDays(today, 1 - weekdayOf(today))
  const words = fold(title ?? '')
  if (/下下周/.test(words)) return addDays(monday, 14)
  if (/下个?周/.test(words)) return addDays(monday, 7)
  if (/本周|这周/.test(words)) return monday
  const found = takeDays(title ?? '', now)
  const [day] =
    'fault' in found ? [] : [found.pattern?.from, ...(found.days ?? [])].filter((one) => one !== undefined)
  if (typeof day === 'string') return addDays(day, 1 - weekdayOf(day))
  const isOver = lines.some(({ weekdays, times }) =>
    weekdays.some((weekday) => {
      const on = addDays(monday, weekday - 1)
      return times.length === 0 ? on < today : times.some(({ to }) => startOfDay(on) + to * MINUTE <= now)
    }),
  )
  return isOver ? addDays(monday, 7) : monday
}
