import type { ArgType } from './arg.ts'
import { match } from './match.ts'
import { orderNumber } from './order-number.ts'

/** All wishes that are similar to one, for the unit or not (R050). */
export interface Together {
  order: number
  does: 'take' | 'pass'
}

const TAKE = /^\s*(?:单位|整组|共性)?认领(?=[^\p{Script=Han}]|$)/du
const PASS = /^\s*(?:单位|整组)?(?:暂?不认领|暂不|婉拒|谢绝|拒绝)(?=[^\p{Script=Han}]|$)/du

/** `认领 12`, `婉拒 12`. Refused: arg.order.missing and as a number is. */
export const togetherWith: ArgType<Together> = {
  take(text, context) {
    const take = match(text, TAKE)
    const found = take ?? match(text, PASS)
    const order = found && orderNumber.take(found.rest, context)
    if (!order || 'refused' in order) return order
    return { value: { order: order.value, does: take ? 'take' : 'pass' }, rest: order.rest }
  },
}
