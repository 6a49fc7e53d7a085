import type { ArgType } from './arg.ts'
import { match } from './match.ts'

/** What a plain sentence completes that tells what was done (R015). */
export const wordForDuty = '/签退 补一句'

const AFTERWARDS = /^\s*补一句\s+/du

/** `补一句 …`: the words are for the duty that has ended, whatever runs by now. */
export const afterwards: ArgType<true> = {
  take(text) {
    const found = match(text, AFTERWARDS)
    return found && { value: true, rest: found.rest }
  },
}
