/** Something found in a folded text: what it means and where it stands. */
export interface Found<T> {
  from: number
  to: number
  value: T
}

const LETTER = /[\p{L}\p{N}]/u
/** 「我昨天…」「从昨天…」: these words do not glue a day to what stands before it. */
const LEADS = /[我们在从于是自]/

/** Whether nothing is glued to the left of a position. */
export const freeLeft = (text: string, at: number): boolean =>
  at === 0 || !LETTER.test(text[at - 1] ?? '') || LEADS.test(text[at - 1] ?? '')

/** Whether nothing is glued to the right of a position. */
export const freeRight = (text: string, at: number): boolean =>
  at >= text.length || !LETTER.test(text[at] ?? '')

/** Which characters of a text are taken by what was found: to ask costs no more than the length of a place. */
export class Taken {
  readonly #marks: Uint8Array

  constructor(length: number) {
    this.#marks = new Uint8Array(length)
  }

  isFree(from: number, to: number): boolean {
    return this.#marks.subarray(from, to).every((mark) => mark === 0)
  }

  take(from: number, to: number): void {
    this.#marks.fill(1, from, to)
  }
}
