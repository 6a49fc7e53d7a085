/** Something found in a folded text: what it means and where it stands. */
export interface Found<T> {
  from: number
  to: number
  value: T
}

const LETTER = /[\p{L}\p{N}]/u
/** 「我昨天…」「从昨天…」: these words do not glue a day to what stands before it. */
const LEADS = /[我们在从于是自]$/

/** Whether nothing is glued to the left of a position. */
export const freeLeft = (text: string, at: number): boolean =>
  at === 0 || !LETTER.test(text[at - 1] ?? '') || LEADS.test(text.slice(0, at))

/** Whether nothing is glued to the right of a position. */
export const freeRight = (text: string, at: number): boolean =>
  at >= text.length || !LETTER.test(text[at] ?? '')
