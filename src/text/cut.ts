import type { Folded } from './fold.ts'

const SPACE = /\s/
const BRACKETS = /^(?:\(\)|（）|【】|\[\]|「」)$/
const MARK = /^[，,、；;。.]/

/** The original text of a stretch of its folded form. */
export const original = (text: string, folded: Folded, from: number, to: number): string =>
  text.slice(folded.origin[from] ?? text.length, folded.origin[to] ?? text.length)

/**
 * The original text without a stretch of its folded form. Only the seam is tidied: what was apart stays apart by one
 * space (or new line), what was glued stays glued, of two punctuation marks that now meet one goes, and brackets around nothing go.
 */
export function cut(text: string, folded: Folded, from: number, to: number): string {
  const left = text.slice(0, folded.origin[from] ?? text.length)
  const right = text.slice(folded.origin[to] ?? text.length)
  const before = left.trimEnd()
  const after = right.trimStart()
  if (BRACKETS.test(before.slice(-1) + after.slice(0, 1)))
    return seam(before.slice(0, -1), ' ', after.slice(1))
  return seam(before, left.slice(before.length) + right.slice(0, right.length - after.length), after)
}

function seam(left: string, gap: string, right: string): string {
  const before = left.trimEnd()
  const after = right.trimStart()
  if (before === '' || after === '') return before + after
  if (/\n/.test(gap)) return `${before}\n${after}`
  const tidy = MARK.test(before.slice(-1)) && MARK.test(after) ? after.slice(1).trimStart() : after
  return before + (SPACE.test(gap) ? ' ' : '') + tidy
}
