import {
  type DayPart,
  dayParts,
  everyDay,
  type FreeTime,
  weekend,
  workdays,
} from '../domain/profile/free-time.ts'
import { fold } from './fold.ts'

const DAYS: [RegExp, readonly number[]][] = [
  [/^(?:每天|每日|天天|平常|随时|都行|都可以|任何时间)/, everyDay],
  [/^(?:工作日|上班日|平日|平时)/, workdays],
  [/^(?:周六日|周六周日|周末|双休日?|星期六日|礼拜六日)/, weekend],
]
const WEEKDAYS =
  /^(?:每?(?:周|星期|礼拜))([一二三四五六日天]+)(?:(?:到|至|-|–|~)(?:周|星期|礼拜)?([一二三四五六日天]))?/
const PARTS: [RegExp, readonly DayPart[]][] = [
  [/^(?:全天|整天|一整天)/, dayParts],
  [/^白天/, ['morning', 'afternoon']],
  [/^(?:上午|早上|早晨|清早|早)/, ['morning']],
  [/^(?:下午|午后)/, ['afternoon']],
  [/^(?:每?晚上|晚间|傍晚|夜里|夜间|每?晚)/, ['evening']],
]

/**
 * When somebody has time, as one word says it: `周末`, `晚上`, `周二晚`, `周一到周五下午`, `工作日的晚上`, `周六上午和下午`. A
 * day alone is all of it, a part alone is of every day. Undefined where it is none of these.
 */
export function readFreeTime(word: string): FreeTime[] | undefined {
  return readOne(word) ?? readSeveral(word.split(/[和跟与與或及]/u))
}

/** 每天晚上和周末: each with a day of its own, but for the first. */
function readSeveral([first = '', ...others]: string[]): FreeTime[] | undefined {
  const times = [
    readOne(first),
    ...others.map((word) => (takeDays(fold(word))[0] ? readOne(word) : undefined)),
  ]
  return others.length > 0 && times.every((time) => time !== undefined) ? times.flat() : undefined
}

function readOne(word: string): FreeTime[] | undefined {
  const [days, left] = takeDays(fold(word))
  const parts = takeParts(left.replace(/^的|(?:都?有空|都?有时间|都?可以|都行)$/g, ''))
  if (parts === undefined || (days === undefined && parts.length === 0)) return undefined
  return (days ?? everyDay).flatMap((weekday) =>
    (parts.length > 0 ? parts : dayParts).map((part) => ({ weekday, part })),
  )
}

function takeDays(text: string): [readonly number[] | undefined, string] {
  for (const [pattern, days] of DAYS) {
    const found = pattern.exec(text)
    if (found) return [days, text.slice(found[0].length)]
  }
  const found = WEEKDAYS.exec(text)
  if (!found) return [undefined, text]
  const named = [...(found[1] ?? '')].map(numberOf)
  const first = named.at(-1) ?? 1
  const last = found[2] === undefined ? first : numberOf(found[2])
  if (last < first) return [undefined, text]
  const range = everyDay.filter((day) => day > first && day <= last)
  return [[...named, ...range], text.slice(found[0].length)]
}

/** All parts of the day that the rest of a word names; undefined when something else is left. */
function takeParts(text: string): DayPart[] | undefined {
  const parts: DayPart[] = []
  for (let left = text; left !== ''; ) {
    const [found, named] = PARTS.map(([pattern, named]) => [pattern.exec(left), named] as const).find(
      ([found]) => found,
    ) ?? [undefined, []]
    if (!found) return undefined
    parts.push(...named)
    left = left.slice(found[0].length).replace(/^[和跟与或]/, '')
  }
  return parts
}

const numberOf = (sign: string): number => '一二三四五六日'.indexOf(sign === '天' ? '日' : sign) + 1
