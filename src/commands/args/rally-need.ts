import { NUMBER, readNumber } from '../../text/numbers.ts'
import { people } from './amounts.ts'
import type { ArgType } from './arg.ts'
import { urgency } from './choices.ts'
import { match } from './match.ts'

const HEADS = '(?:个人|人|名|位)'
const END = '(?![\\p{L}\\p{N}])'
/** Glued to the level: `渗水20人特急`. */
const BEFORE_LEVEL = new RegExp(`(${NUMBER}) ?${HEADS}(?=(?:特急|紧急|较急)${END})`, 'du')
/** Within the reason: `需要5人搬沙袋`. */
const WITHIN = new RegExp(
  `(?:需要|需|(?<!主)要|增派|增援|支援|(?<![\\p{L}\\p{N}])来|派) ?(${NUMBER}) ?${HEADS}`,
  'du',
)
const GLUED_LEVEL = new RegExp(`特急${END}`, 'du')
/** 「级别：」 before a level. */
const LABEL = /(?:级别|級別|等级|等級|紧急程度|緊急程度|紧急|緊急) ?[:：] ?(?=[特紧緊较較一普不])/gu
/** Of a span the upper end: `10-20人`. */
const LOWER = /\d+ ?[-~～—至到] ?(?=\d+ ?(?:个人|個人|人|名|位))/gu
/** Those who are in need are not who is needed: `被困3人`. */
const VICTIMS = new RegExp(
  `([困伤傷亡死踪蹤](?:住|了|者)? ?|落水 ?|救出[来來了]? ?)(${NUMBER})( ?[个個]?)([人名位])`,
  'gu',
)
const MASK: { [head: string]: string } = { 人: '\uE001', 名: '\uE002', 位: '\uE003' }

const masked = (text: string) =>
  text.replace(VICTIMS, (_, what, number, gap, head) => `${what}${number}${gap}${MASK[head] ?? head}`)
const unmasked = (text: string) =>
  Object.entries(MASK).reduce((shown, [head, mask]) => shown.replaceAll(mask, head), text)

/** How many people a rally needs, where it stands apart as for `people`, or glued in the reason, which keeps it (R101). */
export const peopleNeeded: ArgType<number> = {
  take(typed, context) {
    const text = masked(typed.replace(LOWER, ''))
    const before = match(text, BEFORE_LEVEL)
    const rest = before?.rest.replace(/(?:特急|[紧緊]急|[较較]急)(?![\p{L}\p{N}])/u, ' $&')
    const apart = people.take(text, context)
    if (apart) return 'value' in apart ? { ...apart, rest: unmasked(apart.rest) } : apart
    const found = before ?? match(text, WITHIN)
    const value = readNumber(found?.groups[0] ?? '')
    if (value === undefined || !Number.isInteger(value) || value < 1 || value > 9999) return undefined
    return { value, rest: unmasked(rest ?? text) }
  },
}

/** The level of a rally, apart or glued to the end of the reason. */
export const levelNeeded: ArgType<string> = {
  take(text, context) {
    const bare = text.replace(LABEL, ' ')
    const glued = match(bare, GLUED_LEVEL) && { value: '特急', rest: bare }
    return urgency.take(bare, context) ?? glued
  },
}
