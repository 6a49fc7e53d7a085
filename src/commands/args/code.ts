import { refuse } from '../../domain/refusal.ts'
import type { ArgType } from './arg.ts'
import { match } from './match.ts'

/** The day's check-in code: four digits in front, on their own. */
export const checkInCode: ArgType<string> = {
  take(text) {
    const found = match(text, /^\s*(\d{4})(?![\p{L}\p{N}.:\-/])/du)
    return found && { value: found.groups[0] ?? '', rest: found.rest }
  },
}

/** The one-time code of `/绑定`: six letters and digits, upper case. Refused: `arg.code.invalid { text }`. */
export const linkCode: ArgType<string> = {
  take(text) {
    const found = match(text, /^\s*(\S+)/du)
    if (!found) return undefined
    const value = (found.groups[0] ?? '').toUpperCase()
    return /^[A-Z0-9]{6}$/.test(value)
      ? { value, rest: found.rest }
      : refuse('arg.code.invalid', { text: found.value.slice(0, 20) })
  },
}
