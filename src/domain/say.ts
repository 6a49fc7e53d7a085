import type { Params } from './refusal.ts'

/** One line of an answer: a code of the catalogue and its parameters. The words come later, in the reader's script. */
export interface Line {
  code: string
  params?: Params
}

/** What may come next: a command that can be typed or tapped, and the code of its label. */
export interface Offer {
  label: string
  command: string
  params?: Params
  /** The answer to a question: by its number it stands with its label, because nobody types that command. */
  answers?: true
}

export const line = (code: string, params?: Params): Line => (params ? { code, params } : { code })

export const offer = (label: string, command: string, params?: Params): Offer =>
  params ? { label, command, params } : { label, command }
