import type { ArgType } from './arg.ts'
import { match } from './match.ts'

/** `/同意 搭档`, `/婉拒 搭档 理由`: the question about a partner is meant, not another one that waits. */
export const aboutPartner: ArgType<true> = {
  take(text) {
    const found = match(text, /^\s*(?:红色)?搭档(?=\s|$)/du)
    return found && { value: true, rest: found.rest }
  },
}
