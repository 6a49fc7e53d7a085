import { isInvisible, isPlain } from './clean.ts'
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
  if (last?.original !== original) last = { original, form: foldedAnew(original) }
  return last.form
}

/** A message is folded by everybody who looks for something in it. */
let last: { original: string; form: Folded } | undefined

function foldedAnew(original: string): Folded {
  const out: string[] = []
  const origin: number[] = []
  const rare = new Map<string, string[]>()
  let at = 0
  for (const character of original) {
    if (foldsToItself(character.codePointAt(0) ?? 0))
      for (let i = 0; i < character.length; i++) {
        out.push(character.charAt(i))
        origin.push(at)
      }
    else {
      const units = rare.get(character) ?? foldCharacter(character)
      rare.set(character, units)
      for (const unit of units) {
        const before = out.at(-1)
        if (unit === ' ' && (before === ' ' || before === '\n')) continue
        if (unit === '\n' && (before === ' ' || before === '\n')) {
          out[out.length - 1] = '\n'
          continue
        }
        out.push(unit)
        origin.push(at)
      }
    }
    at += character.length
  }
  origin.push(original.length)
  return { text: simplify(out.join('')), origin }
}

/** The folded text alone, trimmed: what names and choices are compared by. */
export const fold = (original: string): string => folded(original).text.trim()

const foldsToItself = (code: number): boolean =>
  isPlain(code) && code !== 0x20 && !(code >= 0x41 && code <= 0x5a)

/** UTF-16 units of one folded character, so that positions stay in step with string indexes. */
function foldCharacter(character: string): string[] {
  const code = character.codePointAt(0) ?? 0
  if (code >= 0x200b && code <= 0x200f) return []
  if (character === '\r' || character === '\u0085' || character === '\u2028' || character === '\u2029')
    return ['\n']
  if (isInvisible(character)) return []
  if (/\s/.test(character)) return [character === '\n' ? '\n' : ' ']
  return character.normalize('NFKC').toLowerCase().split('')
}
