import type { ArgType } from './arg.ts'
import { match } from './match.ts'
import { orderNumber } from './order-number.ts'

/** `认领 12`: all wishes that are similar to that one, for the unit (R050). */
export const togetherWith: ArgType<number> = {
  take(text, context) {
    const found = match(text, /^\s*(?:单位|整组|共性)?认领(?=[^\p{Script=Han}]|$)/du)
    return found && orderNumber.take(found.rest, context)
  },
}
