import { refuse } from '../../domain/refusal.ts'
import { NUMBER, readNumber } from '../../text/numbers.ts'
import type { ArgType } from './arg.ts'
import { match } from './match.ts'

const END = '(?![\\p{L}\\p{N}])'
const DIGITS = '\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?'
const YUAN = new RegExp(
  `(?:[¥￥] ?(${DIGITS}|\\d+(?:\\.\\d+)?)|(?:大约|大概|约)?(${DIGITS}|${NUMBER}) ?(?:元钱?|块钱|rmb)(?!宵))(?:左右|整)?${END}`,
  'du',
)
/** 块 counts things too (防滑垫两块): money only where nothing else is, and from ten on. */
const PIECES = new RegExp(
  `(?:大约|大概|约)?(\\d{2,9}|[零二两三四五六七八九一]?[十百千][零〇一二两三四五六七八九十百千]*) ?块(?:左右|整)?${END}`,
  'du',
)
const PEOPLE = new RegExp(
  `(?:人数 ?[:：]? ?(${NUMBER})(?:个?人|名|位)?|(?:需要|需|要|共)?(${NUMBER}) ?(?:个人|人|名|位))${END}`,
  'du',
)
const POINTS = new RegExp(`(${NUMBER}) ?(?:积分|分)${END}`, 'du')

const amount = (
  patterns: readonly RegExp[],
  invalid: string,
  isRight: (value: number) => boolean,
): ArgType<number> => ({
  take(text) {
    const found = patterns.map((pattern) => match(text, pattern)).find((one) => one !== undefined)
    if (!found) return undefined
    const value = readNumber((found.groups.find((group) => group !== '') ?? '').replaceAll(',', ''))
    return value === undefined || !isRight(value)
      ? refuse(invalid, { text: found.value })
      : { value, rest: found.rest }
  },
})

/** Money in yuan: `120元`, `三百元`, `¥99.5`, `1,200元`, `30块`. Refused: `arg.amount.invalid { text }`. */
export const yuan = amount(
  [YUAN, PIECES],
  'arg.amount.invalid',
  (value) => value > 0 && value <= 1_000_000 && Number.isInteger(Math.round(value * 1e6) / 1e4),
)

/** A number of people: `20人`, `5个人`, `三名`, `人数：5`. Refused: `arg.people.invalid { text }`. */
export const people = amount(
  [PEOPLE],
  'arg.people.invalid',
  (value) => Number.isInteger(value) && value >= 1 && value <= 9999,
)

/** A number of points: `10分`. Refused: `arg.points.invalid { text }`. */
export const points = amount([POINTS], 'arg.points.invalid', (value) => Number.isInteger(value) && value >= 1)
