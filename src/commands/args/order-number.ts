import { refuse } from '../../domain/refusal.ts'
import { NUMBER, readNumber } from '../../text/numbers.ts'
import type { ArgType } from './arg.ts'
import { match } from './match.ts'

const NOT_COUNTING = '(?![楼栋院门线厅房桌机馆店车库会室\\d])'
const SUFFIX = `(?:(?:号订单|号单|号|单)${NOT_COUNTING})`
// Digits may run into words (12孩子发烧) but not into a unit (2小时, 3点, 5人).
const NO_UNIT =
  '(?!号?[楼栋院门线厅房桌机馆店车库会室])(?![\\d个小点时分人名位元块月日年天楼栋院单元室次份袋岁.:/\\-h%])'
const END = '(?![\\p{L}\\p{N}])'

const FIRST = new RegExp(
  `^\\s*(?:第|#|no\\.?|单号|订单)? ?(?:(${NUMBER})${SUFFIX}|(\\d+)${NO_UNIT}|(${NUMBER})${END})`,
  'du',
)
const MARKED = new RegExp(`(?:#(\\d+)${END}|第(${NUMBER})[号单]+|(?<![\\p{L}\\p{N}])(\\d+)号?单${END})`, 'du')
const ALONE = /(?<![\p{L}\p{N}#.:\-/])(\d+)号?(?![\p{L}\p{N}.:\-/])/du
const MOST = 999_999_999

/** The number of an order, request or wish: `12`, `#12`, `12号`, `第12单`, `十二`, `１２`; in front, or marked, or alone. */
export const orderNumber: ArgType<number> = {
  take(text) {
    const found = match(text, FIRST) ?? match(text, MARKED) ?? match(text, ALONE)
    if (!found) return undefined
    const value = readNumber(found.groups.find((group) => group !== '') ?? '')
    if (value === undefined) return undefined
    if (!Number.isInteger(value) || value < 1 || value > MOST)
      return refuse('arg.order.invalid', { text: found.value })
    return { value, rest: found.rest }
  },
}

/** An order number that is all there is: `/派单 7`, but not `/派单 7号楼清洁`. */
export const onlyOrderNumber: ArgType<number> = {
  take(text, context) {
    const found = orderNumber.take(text, context)
    return found && 'value' in found && !/[\p{L}\p{N}]/u.test(found.rest) ? found : undefined
  },
}

/** What `/怎么算` asks about: order 12, or entry T31 (rule 8.1). */
export const orderOrEntry: ArgType<{ order: number } | { entry: number }> = {
  take(text, context) {
    const entry = match(text, /^\s*t ?(\d{1,9})(?![\p{L}\p{N}])/du)
    if (entry) return { value: { entry: Number(entry.groups[0]) }, rest: entry.rest }
    const order = orderNumber.take(text, context)
    return order && 'value' in order ? { value: { order: order.value }, rest: order.rest } : order
  },
}
