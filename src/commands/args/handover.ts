import type { ArgType } from './arg.ts'
import { match } from './match.ts'

/** `收到`, and nothing else: what was handed over is taken. */
export const handoverReceived: ArgType<true> = {
  take(text) {
    const found = match(text, /^\s*(?:收到|接收|已收到|确认收到)[!。.]*\s*$/du)
    return found && { value: true, rest: found.rest }
  },
}
