import { type Found, Taken } from './found.ts'
import { NUMBER, readNumber } from './numbers.ts'

const POINTED = '(?:[零一二两三四五六七八九十]{1,6}点[零一二三四五六七八九]{1,3})'
const HOUR = '(?:个?小时|个?钟头|个钟|(?:hours?|hrs?|h)(?![a-z]))'
const MINUTE = '(?:分钟|(?:minutes?|mins?|m)(?![a-z])|分(?!\\p{Script=Han}))'
const ABOUT = '(?:(?:大概|大约|差不多|约) ?)?'

// A range, 「多」, 「大半天」, a sign or a comma leaves open how long it was; we ask instead of choosing.
const VAGUE = new RegExp(
  `(?<!\\S)[-+.]${NUMBER} ?(?:${HOUR}|${MINUTE})|\\d[,e]${NUMBER} ?(?:${HOUR}|${MINUTE})|${NUMBER} ?(?:-|~|到|至|、) ?${NUMBER} ?(?:${HOUR}|${MINUTE})|(?:几|${NUMBER}[多来几])个?半?(?:${HOUR}|${MINUTE})|${NUMBER}个多(?:${HOUR})|[大小]半天`,
  'gu',
)
const CLEAR = new RegExp(
  [
    `${ABOUT}(?<hours>${POINTED}|${NUMBER}) ?(?<half>个半)?${HOUR}(?<after>半)?(?: ?[零又]? ?(?:(?<minutes>${NUMBER}) ?${MINUTE}|(?<quarters>[一三1-3])刻钟?|(?<bare>\\d{1,2})(?=$|[\\s,，。])))?`,
    `${ABOUT}(?<halfHour>半)个?(?:小时|钟头|钟)`,
    `(?<![点时:][\\d一二三四五六七八九十零过]{0,3})${ABOUT}(?<onlyMinutes>${NUMBER}) ?${MINUTE}`,
    `(?<onlyQuarters>[一两三1-3])刻钟`,
    '(?<halfDay>(?<![一二两三四五六七八九十\\d多点])半天)',
    '(?<wholeDay>(?<![第\\d一二三四五六七八九十每后])(?:一整天|一天|1天|整天|全天))(?![前后以之到中内里])',
  ].join('|'),
  'gu',
)

/**
 * How long something took, in whole minutes, wherever a folded text says so: 2小时, 两个半小时, 1.5h, 90分钟,
 * 三刻钟, 半天 (240), 一天 (480). `null` where it is said without a number (2-3小时, 两个多小时).
 */
export function findDurations(text: string): readonly Found<number | null>[] {
  if (last?.text !== text) last = { text, found: findAnew(text) }
  return last.found
}

/** The same text is asked about by whoever looks for a time in it, and by whoever looks for its length. */
let last: { text: string; found: readonly Found<number | null>[] } | undefined

/** One of these stands in every length. */
const UNIT = /[时钟分刻天半hm]/

function findAnew(text: string): Found<number | null>[] {
  if (!UNIT.test(text)) return []
  const found: Found<number | null>[] = []
  const taken = new Taken(text.length)
  for (const match of text.matchAll(VAGUE)) {
    const [from, to] = [match.index, match.index + match[0].length]
    taken.take(from, to)
    found.push({ from, to, value: null })
  }
  for (const match of text.matchAll(CLEAR)) {
    const [from, to] = [match.index, match.index + match[0].length]
    if (!taken.isFree(from, to)) continue
    const value = minutesOf(match.groups ?? {})
    taken.take(from, to)
    found.push({ from, to, value: value === undefined ? null : Math.round(value) })
  }
  return found.sort((a, b) => a.from - b.from)
}

function minutesOf(groups: { [name: string]: string | undefined }): number | undefined {
  if (groups.halfDay) return 240
  if (groups.wholeDay) return 480
  if (groups.halfHour) return 30
  if (groups.onlyMinutes) return readNumber(groups.onlyMinutes)
  if (groups.onlyQuarters) return 15 * (readNumber(groups.onlyQuarters) ?? 0)
  const hours = readNumber(groups.hours ?? '')
  const minutes = readNumber(groups.minutes ?? groups.bare ?? '0')
  if (hours === undefined || minutes === undefined) return undefined
  const half = groups.half || groups.after ? 30 : 0
  return hours * 60 + half + minutes + 15 * (readNumber(groups.quarters ?? '') ?? 0)
}
