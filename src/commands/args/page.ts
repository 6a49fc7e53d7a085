import type { ArgType } from './arg.ts'
import { match } from './match.ts'

/** Which page of a long answer: `2`, `第2页`. */
export const page: ArgType<number> = {
  take(text) {
    const found = match(text, /^\s*第? ?(\d{1,2}) ?页?(?![\p{L}\p{N}])/du)
    return found && { value: Number(found.groups[0]), rest: found.rest }
  },
}
