import { isInvisible } from './clean.ts'
import { simplify } from './simplify.ts'

/** The form of a text that is compared, and where each of its characters came from. */
export interface Folded {
  text: string
  /** Index in the original of each folded character, and the original's length at the end. */
  origin: readonly number[]
}

/**
 * Folds a text for matching only (rule 8.5): full width to half width (NFKC), zero-width and control characters
 * dropped, traditional to simplified, lower case, spaces and blank lines collapsed to one. New lines stay, because they separate
 * fields. Nothing is trimmed, so every position can be traced back.
 */
export function folded(original: string): Folded {
  const out: string[] = []
  const origin: number[] = []
  let at = 0
  for (const character of original) {
    for (const unit of foldCharacter(character)) {
      const before = out.at(-1)
      if (unit === ' ' && (before === ' ' || before === '\n')) continue
      if (unit === '\n' && (before === ' ' || before === '\n')) {
        out[out.length - 1] = '\n'
        continue
      }
      out.push(unit)
      origin.push(at)
    }
    at += character.length
  }
  origin.push(original.length)
  return { text: simplify(out.join('')), origin }
}

/** The folded text alone, trimmed: what names and choices are compared by. */
export const fold = (original: string): string => folded(original).text.trim()

/** Most of what is typed folds to itself: common Chinese characters, small letters, digits and signs of ASCII, pictures. */
const foldsToItself = (code: number): boolean =>
  (code >= 0x4e00 && code <= 0x9fff) ||
  (code > 0x20 && code < 0x7f && !(code >= 0x41 && code <= 0x5a)) ||
  (code >= 0x1f300 && code <= 0x1faff)

/** UTF-16 units of one folded character, so that positions stay in step with string indexes. */
function foldCharacter(character: string): string[] {
  const code = character.codePointAt(0) ?? 0
  if (foldsToItself(code)) return character.split('')
  if (code >= 0x200b && code <= 0x200f) return []
  if (character === '\r' || character === '\u0085' || character === '\u2028' || character === '\u2029')
    return ['\n']
  if (isInvisible(character)) return []
  if (/\s/.test(character)) return [character === '\n' ? '\n' : ' ']
  return character.normalize('NFKC').toLowerCase().split('')
}
