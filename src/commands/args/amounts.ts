import { refuse } from '../../domain/refusal.ts'
import { NUMBER, readNumber } from '../../text/numbers.ts'
import type { ArgType } from './arg.ts'
import { match } from './match.ts'

const END = '(?![\\p{L}\\p{N}])'
const PEOPLE = new RegExp(
  `(?:人数 ?[:：]? ?(${NUMBER})(?:个?人|名|位)?|(?:需要|需|要|共)?((?:(?<![^\\s:：])-)?${NUMBER}) ?(?:个人|人|名|位))${END}`,
  'du',
)
const POINTS = new RegExp(`(${NUMBER}) ?(?:积分|分)${END}`, 'du')

const amount = (pattern: RegExp, invalid: string, isRight: (value: number) => boolean): ArgType<number> => ({
  take(text) {
    const found = match(text, pattern)
    if (!found) return undefined
    const value = readNumber(found.groups.find((group) => group !== '') ?? '')
    return value === undefined || !isRight(value)
      ? refuse(invalid, { text: found.value })
      : { value, rest: found.rest }
  },
})

/** A number of people: `20人`, `5个人`, `三名`, `人数：5`. Refused: `arg.people.invalid { text }`. */
export const people = amount(
  PEOPLE,
  'arg.people.invalid',
  (value) => Number.isInteger(value) && value >= 1 && value <= 9999,
)

/** A number of points: `10分`. Refused: `arg.points.invalid { text }`. */
export const points = amount(POINTS, 'arg.points.invalid', (value) => Number.isInteger(value) && value >= 1)
