import { isRefusal } from '../../domain/refusal.ts'
import type { ArgType } from './arg.ts'
import { daysAhead } from './days-ahead.ts'

/** A day whose week is meant: `明天`, `11-25`, `下周三`, as a word of its own (三号社区 is none). Refused as `daysAhead`. */
export const weekOfDay: ArgType<string> = {
  take(text, context) {
    const words = text.split(/\s+/)
    for (const [i, word] of words.entries()) {
      const found = daysAhead.take(word, context)
      if (!found || isRefusal(found)) {
        if (found) return found
        continue
      }
      if (found.rest.trim() === '') return { value: found.value.from, rest: words.toSpliced(i, 1).join(' ') }
    }
    return undefined
  },
}
