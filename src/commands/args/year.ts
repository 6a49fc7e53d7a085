import type { ArgType } from './arg.ts'
import { match } from './match.ts'

const YEAR = /(?<![\p{L}\p{N}])(?:(20\d\d)年?度?|明年|后年)(?![\p{L}\p{N}.\-/])/du

/** A year by its number, as `YYYY`; one that is to come as the word that says so. */
export const year: ArgType<string> = {
  take(text) {
    const found = match(text, YEAR)
    return found && { value: found.groups[0] || found.value, rest: found.rest }
  },
}
