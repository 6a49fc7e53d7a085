import type { Refusal } from '../../domain/refusal.ts'

export interface ArgContext {
  /** ms UTC; relative dates are reckoned from it in Shanghai time. */
  now: number
}

export interface Taken<T> {
  value: T
  /** The text without what was taken, spaces tidied at the seam only. */
  rest: string
}

/**
 * One kind of thing that people type. `take` looks for it in what is left of the text: `undefined` when it is not
 * there, a Refusal when it is there but cannot be meant (`25:00`), else the value and the rest of the text.
 */
export interface ArgType<T> {
  take(text: string, context: ArgContext): Taken<T> | Refusal | undefined
}
