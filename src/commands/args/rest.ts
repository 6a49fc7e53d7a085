import { clean } from '../../text/clean.ts'
import type { ArgType } from './arg.ts'

const EDGES = /^[\s,，、;；:：。.|｜]+|(?<![\s,，、;；|｜])[\s,，、;；|｜]+$/g
const SAYS_SOMETHING = /[\p{L}\p{N}]/u

/** What remains, as typed, without separators at its ends. Not there when nothing is left but signs (💪, ！). */
export const rest: ArgType<string> = {
  take(text) {
    const value = tidy(text)
    return SAYS_SOMETHING.test(value) ? { value, rest: '' } : undefined
  },
}

export const tidy = (text: string): string => clean(text).replace(EDGES, '')
