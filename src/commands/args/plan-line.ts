import { folded } from '../../text/fold.ts'
import { findMoments } from '../../text/moments.ts'
import { excerpt } from './args.ts'
import { people } from './person.ts'
import { type LineDays, takeDays } from './plan-days.ts'
import { takeOut } from './plan-words.ts'

/** From when to when on a day, minutes since its midnight; `to` is above 1440 when it ends after midnight. */
export interface ShiftTime {
  from: number
  to: number
}

/** What one line of a roster says; what it leaves open comes from the lines above it. */
export interface ReadLine extends Omit<LineDays, 'rest'> {
  times: ShiftTime[]
  names: string[]
  /** Whom these people stand in for: 李四 替 张三. */
  replaces: string[]
}

/** A line that cannot be read: the code that says why. `like` is how it may be written. */
export interface Unread {
  text: string
  why: string
  params: { [key: string]: string }
}

const MORNING = { from: 540, to: 720 }
const AFTERNOON = { from: 840, to: 1020 }
const EVENING = { from: 1140, to: 1260 }

/** What a part of the day means where no clock times stand. */
const PARTS: [RegExp, ShiftTime[]][] = [
  [/上、?下午|全天|整天|白天|白班|全日/u, [MORNING, AFTERNOON]],
  [/上午班?|早上|早班/u, [MORNING]],
  [/下午班?|午后|中班/u, [AFTERNOON]],
  [/晚上|晚间|晚班|夜班|夜间/u, [EVENING]],
]

/** 9-12 and 8.30-11.30, as they stand in tables. */
const BARE_HOURS =
  /(?<![\d:.\-/])(\d{1,2})\s*(?:[-–—~]+|到|至)\s*(\d{1,2})(?:点|时)?(?![\d:.\-/月日号\p{L}])/u
const DOTTED =
  /(?<![\d.])([01]?\d|2[0-4])\.([0-5]\d)\s*(?:[-–—~]+|到|至)\s*([01]?\d|2[0-4])\.([0-5]\d)(?![\d.])/u

/** Reads a line: days, times and names, in whatever order they stand. */
export function readPlanLine(line: string, now: number): ReadLine | Unread {
  const unread = (why: string, params: { [key: string]: string } = {}): Unread => ({
    text: excerpt(line),
    why,
    params: { text: excerpt(line), ...params },
  })
  const plain = line.replace(NUMBERED, '').replace(LABELS, ' ')
  const dotted = withClock(plain, DOTTED, ([a, b, c, d]) => `${a}:${b}-${c}:${d}`)
  const days = takeDays(dotted, now)
  if ('fault' in days) return unread(days.fault, days.params)
  const timed = takeTimes(days.rest, now)
  if ('fault' in timed) return unread(timed.fault)
  const [names, replaced] = timed.rest.split(REPLACES)
  const [taken, left] = [namesOf(names ?? ''), namesOf(replaced ?? '')]
  if (!taken || !left || (replaced !== undefined && (taken.length === 0 || left.length === 0)))
    return unread('arg.shift.names')
  const { rest: _, ...said } = days
  return { ...said, times: timed.times, names: taken, replaces: left }
}

const NUMBERED = /^\s*(?:\d{1,3}[.、)）](?!\d)|[①-⑳])\s*/u
const LABELS =
  /(?:值班|值守|带班|参加)?(?:时间|日期|时段|地点|人员|名单|姓名|组长|人)\s*[:：]|(?:值班|值守|带班)(?:员|领导)?\s*[:：]/gu
const REPLACES = /\s*(?:接替|替换|顶替|代替|替代|换下|替)\s*/u

const withClock = (text: string, pattern: RegExp, written: (groups: string[]) => string): string => {
  const form = folded(text)
  const found = pattern.exec(form.text)
  if (!found) return text
  const [from, to] = [found.index, found.index + found[0].length]
  return `${text.slice(0, form.origin[from])} ${written(found.slice(1))} ${text.slice(form.origin[to])}`
}

/** The clock times of a line, or what its parts of the day usually mean. */
function takeTimes(text: string, now: number): { times: ShiftTime[]; rest: string } | { fault: string } {
  let rest = /\d:\d|点|\d时/u.test(folded(text).text)
    ? text
    : withClock(text, BARE_HOURS, ([from, to]) => `${from}:00-${to}:00`)
  const times: ShiftTime[] = []
  const form = folded(rest)
  const found = findMoments(form.text, now, 'future')
  for (const { from, to, value } of [...found].reverse()) {
    if (typeof value === 'string')
      return { fault: value === 'backwards' ? 'arg.time.backwards' : 'arg.time.invalid' }
    if (value.from === undefined || value.to === undefined) continue
    times.unshift({ from: value.from, to: value.to })
    rest = takeOut(rest, form, from, to)
  }
  if (times.length > 0) {
    // 上午（9:00-11:30）: the part says nothing more.
    for (const [pattern] of PARTS) rest = rest.replace(pattern, ' ')
    return { times, rest }
  }
  for (const [pattern, usual] of PARTS) {
    const form = folded(rest)
    const part = pattern.exec(form.text)
    if (!part) continue
    times.push(...usual)
    rest = takeOut(rest, form, part.index, part.index + part[0].length)
  }
  return { times, rest }
}

/** Characters of one line's names; a hundred people still fit. */
const longestNames = 600

/** The names of what is left of a line: none, or undefined where something is left that is no name. */
function namesOf(text: string): string[] | undefined {
  const plain = text
    .replace(/\+?\d[\d -]{6,}\d/g, ' ')
    .replace(/[()（）【】[\]「」:：/&＋+;；。.!！|｜\t]/g, ' ')
    .replace(/共?\d{1,2}人/g, ' ')
    .replace(/(?<=\p{Script=Han}{2,4})(?:值班|值守|带班)(?![\p{L}])/gu, ' ')
    .replace(/(?<![\p{L}])(?:值班安排|值班|值守|带班|人员|安排|驻点|由|和|与|无)(?![\p{L}])/gu, ' ')
    .replace(/(?<![\p{L}])(\p{Script=Han}{2,4})[和与](\p{Script=Han}{2,3})(?![\p{L}])/gu, '$1 $2')
    .trim()
  if (!/[\p{L}\p{N}]/u.test(plain)) return []
  if (plain.length > longestNames) return undefined
  const taken = people.take(plain, { now: 0 })
  return taken && 'value' in taken ? [...new Set(taken.value)] : undefined
}
