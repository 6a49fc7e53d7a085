import { addDays, addMonths, lastDayOf } from '../domain/calendar/shanghai.ts'
import * as reckon from './day-reckoning.ts'
import { type Found, Taken } from './found.ts'
import { NUMBER } from './numbers.ts'

export type { Reading } from './day-reckoning.ts'

const RELATIVE: Record<string, number> = { 大前: -3, 前: -2, 昨: -1, 今: 0, 明: 1, 后: 2, 大后: 3 }
const SHIFT: Record<string, number> = { 上上: -2, 上: -1, 本: 0, 这: 0, 下: 1, 下下: 2 }
const HOLIDAYS: Record<string, [string, string]> = { 元旦: ['1', '1'], 劳动节: ['5', '1'], 国庆: ['10', '1'] }

// What a number before 号 may count instead of days: 5号楼, 3号门.
const DATE = '[日号](?![楼栋院门线厅房桌机馆店车库会室宿坑井位床点病单])'
// What makes 11-3 or 12/5 a number, a time or an address.
const PLAIN_BEFORE = '(?<![\\d.\\-/#:第])'
const PLAIN_AFTER = '(?![\\d点时:.\\-/号月小个人名位次件袋户层排组队期级条场岁楼栋单元室分%天米斤公h])'
const YEAR = '去年|今年|明年|(?:\\d{4}|\\d\\d|[二零〇一三四五六七八九]{4})年'
const WEEK = '(?:周|星期|礼拜)'
// 周六9点 is a day and a time; 周12 is none.
const WEEKDAY = '[一二三四五六日天]|[1-7](?!\\d)'
// 昨天的活动 and 周五前 speak about a day without being the day meant.
const NOT_MEANT = '(?!之?前(?![天日])|以前|以来|之?后(?![天日])|以后|的(?![早上中下晚夜凌傍]))'

type Reader = (groups: string[], today: string, reading: reckon.Reading) => reckon.Reckoned

/** Every way to write a day. An earlier one wins over a later one that overlaps it. */
const WAYS: [string, Reader][] = [
  [
    '(?<!\\d)(20\\d\\d)([01]\\d)([0-3]\\d)(?!\\d)',
    ([y = '', m = '', d = ''], ...now) => reckon.dayOfYear(y, m, d, ...now),
  ],
  [
    '(?<!\\d)(20\\d\\d)[-/.](\\d{1,2})[-/.](\\d{1,2})日?(?!\\d)',
    ([y = '', m = '', d = ''], ...now) => reckon.dayOfYear(y, m, d, ...now),
  ],
  [
    `(${YEAR})? ?(?<![\\d.第])(${NUMBER})月(${NUMBER})(?:${DATE}|(?![日号\\d个人次位名元点时小分:.\\-/]))`,
    ([y = '', m = '', d = ''], ...now) => reckon.dayOfYear(y, m, d, ...now),
  ],
  [
    `${PLAIN_BEFORE}(1[0-2]|0?[1-9])[-/](3[01]|[12]\\d|0?[1-9])(?:${DATE})?${PLAIN_AFTER}`,
    ([m = '', d = ''], ...now) => reckon.dayOfYear('', m, d, ...now),
  ],
  // 11.3 on its own is a day, and so is 12.05; 1.5 with a unit behind it is how long something took.
  [
    '(?<!\\S)(1[0-2]|0?[1-9])\\.(3[01]|[12]\\d|0?[1-9])(?=\\s|$)',
    ([m = '', d = ''], ...now) => reckon.dayOfYear('', m, d, ...now),
  ],
  [
    `${PLAIN_BEFORE}(1[0-2]|0?[1-9])\\.(3[01]|[12]\\d|0[1-9])${PLAIN_AFTER}`,
    ([m = '', d = ''], ...now) => reckon.dayOfYear('', m, d, ...now),
  ],
  [
    `(上上|上|这|本|下下|下)个?月的?(?:(${NUMBER})${DATE}|最后一天|底|末)`,
    ([word = '', d = ''], today) => reckon.dayOfMonth(addMonths(today.slice(0, 7), SHIFT[word] ?? 0), d),
  ],
  ['(?<![\\p{L}\\d])月[底末]', (_, today) => lastDayOf(today.slice(0, 7))],
  [`${PLAIN_BEFORE}(?<!月)(${NUMBER})${DATE}`, ([d = ''], ...now) => reckon.nearestDate(d, ...now)],
  [
    `(?<![第\\d月.])(${NUMBER})(天|周|个?星期|个?礼拜)[以之]?(前|后)(?![天勤])`,
    ([count = '', unit = '', side = ''], today) => reckon.dayAway(count, unit, side, today),
  ],
  [
    `(上上|上|本|这|下下|下)一?个?${WEEK}(${WEEKDAY})(?!次)`,
    ([word = '', day = ''], today) => reckon.dayOfWeek(SHIFT[word] ?? 0, day, today),
  ],
  [
    `(?<![每一二三四五六七八九十两半几多\\d])${WEEK}(${WEEKDAY})(?![个次])`,
    ([day = ''], ...now) => reckon.nearestWeekday(day, ...now),
  ],
  ['(大前|前|昨|今|明|大后|后)[天日儿]', ([word = ''], today) => addDays(today, RELATIVE[word] ?? 0)],
  ['((?<!\\p{L})前|昨|今|明)(?=[晚夜早晨])', ([word = ''], today) => addDays(today, RELATIVE[word] ?? 0)],
  [
    '(?<!\\p{L})(元旦|劳动节|国庆)节?(?:当天)?(?!\\p{L})',
    ([name = ''], ...now) => reckon.dayOfYear('', ...(HOLIDAYS[name] ?? ['', '']), ...now),
  ],
]
/** A day that is counted has one of these behind its number; without one, no number is looked at. */
const COUNTED = /[月日号天周期拜]/
const PATTERNS = WAYS.map(([source, read]) => ({
  pattern: new RegExp(`${source}${NOT_MEANT}`, 'gu'),
  read,
  counts: source.includes(`(${NUMBER})`),
}))

/**
 * The days in a folded text, in order, seen from a Shanghai day; `null` where something is written like a day that
 * the calendar does not have (11月31日). 周三 alone is the one before or the one ahead, as the reading says.
 */
export function findDays(
  text: string,
  today: string,
  reading: reckon.Reading,
): readonly Found<string | null>[] {
  if (last?.text !== text || last.today !== today || last.reading !== reading)
    last = { text, today, reading, found: findAnew(text, today, reading) }
  return last.found
}

/** The same text is asked about by whoever looks for a day in it, and by whoever looks for a time. */
let last:
  | { text: string; today: string; reading: reckon.Reading; found: readonly Found<string | null>[] }
  | undefined

/** A roster of a quarter says fewer days; what comes behind them is left as it stands. */
const mostDays = 200

function findAnew(text: string, today: string, reading: reckon.Reading): Found<string | null>[] {
  const found: Found<string | null>[] = []
  const taken = new Taken(text.length)
  const isCounted = COUNTED.test(text)
  for (const { pattern, read, counts } of PATTERNS) {
    if (counts && !isCounted) continue
    // A roster says the same day many times.
    const known = new Map<string, reckon.Reckoned>()
    for (const match of text.matchAll(pattern)) {
      const [from, to] = [match.index, match.index + match[0].length]
      if (found.length === mostDays) break
      if (!taken.isFree(from, to)) continue
      const [said, ...groups] = match
      if (!known.has(said))
        known.set(
          said,
          read(
            groups.map((group) => group ?? ''),
            today,
            reading,
          ),
        )
      const value = known.get(said)
      if (value === undefined) continue
      taken.take(from, to)
      found.push({ from, to, value })
    }
  }
  return found.sort((a, b) => a.from - b.from)
}
