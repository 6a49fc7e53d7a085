import { clean } from '../../text/clean.ts'
import type { ArgType } from './arg.ts'

/** All words that are left, as typed, each once: `法律 医疗`, `周末、晚上`. */
export const words: ArgType<string[]> = {
  take(text) {
    const value = [...new Set(clean(text).split(/[\s,，、;；|｜/]+/))].filter((word) =>
      /[\p{L}\p{N}]/u.test(word),
    )
    return value.length > 0 ? { value, rest: '' } : undefined
  },
}
