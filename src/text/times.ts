import { NUMBER, readNumber } from './numbers.ts'

/** Words for a part of the day, in folded text. */
export const PART =
  '(?:凌晨|清晨|清早|一早|大早上|早上|早晨|上午|早|晨|中午|正午|午间|下午|午后|傍晚|晚上|夜里|夜间|夜晚|深夜|半夜|晚间|晚|夜)'

const MORNING = /^(清晨|清早|一早|大早上|早上|早晨|上午|早|晨)$/
const NOON = /^(中午|正午|午间)$/
const AFTERNOON = /^(下午|午后|傍晚)$/
const DEEP_NIGHT = /^(半夜|深夜|夜里)$/

const WRITTEN = '(?:[01]?\\d|2[0-4]):[0-5]\\d(?!\\d)(?: ?[ap]m)?'
const SPOKEN = `${NUMBER}点(?:钟|整|半|一刻|三刻|(?:零|过)?${NUMBER}分?(?!分?钟|\\d|个|小时))?`
const HOURED = '\\d{1,2}时(?:[0-5]?\\d分|半|整)?(?![间候代\\d])'
/** A time of day in folded text, without groups: `14:00`, `四点半`, `14时30分`, `8:30pm`. Wrong ones (`25:00`) match too. */
export const CLOCK = `(?:(?<![\\d:.])(?:${WRITTEN}|\\d{1,2}:\\d\\d(?!\\d))|(?<![\\d.:])${SPOKEN}|(?<![\\d.:])${HOURED})`

const GLUED = '(?:[01]\\d|2[0-3])[0-5][05]'
const DASH = ' ?(?:[-–—―−‐~〜]+|到|至) ?'
// 2020-2025 are years; 0755-8330 is a telephone, 1103-1105 are days: no times of five minutes.
const BEFORE_GLUED = `(?<![\\d:./#t-])(?!20[0-3]\\d${DASH}20[0-3]\\d)`
const AFTER_GLUED = '(?![\\d:./-])'
/** The first of two times written without a sign between hour and minute (`0830-1100`); one alone is a number. */
export const GLUED_FROM = `${BEFORE_GLUED}${GLUED}(?=${DASH}${GLUED}${AFTER_GLUED})`
/** The second of them. */
export const GLUED_TO = `(?<=${BEFORE_GLUED}${GLUED}${DASH})${GLUED}${AFTER_GLUED}`

/** A time as it was said: what the numbers are, before anybody decides which half of the day they mean. */
export interface Clock {
  hour: number
  minute: number
  part: string
  /** `08:00`, `14时`: nothing to decide. */
  fixed: boolean
  /** 八点, not 8:00. */
  spoken: boolean
}

/** A folded clock (`0830` too; or, inside a range, a bare number) with its part of the day; `undefined` for no such time (25:00, 8点75). */
export function readClock(typed: string, part: string): Clock | undefined {
  const text = typed.replace(/^(\d\d)(\d\d)$/, '$1:$2')
  const half = /[ap]m$/.exec(text)?.[0]
  const [hourText = '', minuteText = ''] = text.replace(/ ?[ap]m$/, '').split(/[:点时]/)
  const hour = readNumber(hourText)
  const minute = readMinute(minuteText)
  if (hour === undefined || minute === undefined || !Number.isInteger(hour)) return undefined
  if (hour > 24 || minute > 59 || (hour === 24 && minute > 0)) return undefined
  return {
    hour,
    minute,
    part: half === 'pm' ? '下午' : half === 'am' ? '上午' : part,
    fixed: text !== typed || hour > 12 || /^0\d/.test(hourText) || hour === 0,
    spoken: !text.includes(':'),
  }
}

function readMinute(text: string): number | undefined {
  const word = text.replace(/^[零过](?=.)/, '').replace(/分$/, '')
  if (/^(|钟|整)$/.test(word)) return 0
  if (word === '半') return 30
  if (word === '一刻') return 15
  if (word === '三刻') return 45
  const minute = readNumber(word)
  return minute === undefined || !Number.isInteger(minute) ? undefined : minute
}

/** Minutes since the day's midnight; 1440 and more belong to the night after it (晚上12点, 晚上1点). */
export function minuteOf({ hour, minute, part, fixed }: Clock): number {
  const at = hour * 60 + minute
  if (part === '' || (fixed && hour > 0)) return at
  if (part === '凌晨') return hour === 12 ? minute : at
  if (MORNING.test(part)) return at
  if (NOON.test(part)) return hour >= 10 ? at : at + 720
  if (AFTERNOON.test(part)) return hour === 12 ? at : at + 720
  if (hour === 12 || hour === 0) return 1440 + minute
  // 半夜2点 is the small hours of the day named; 晚上1点 is still that evening.
  if (hour < 6 && DEEP_NIGHT.test(part)) return at
  return hour < 5 ? at + 1440 : at + 720
}
