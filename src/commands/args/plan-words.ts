import { folded } from '../../text/fold.ts'

/** A line that names a day that is none: `arg.day.invalid`, `arg.day.backwards`, `arg.shift.weekday`. */
export interface DayFault {
  fault: string
  params: { [key: string]: string }
}

/** A text without a stretch of its folded form: a space is left, so that nothing is glued together. */
export function takeOut(text: string, form: ReturnType<typeof folded>, from: number, to: number): string {
  return `${text.slice(0, form.origin[from] ?? text.length)} ${text.slice(form.origin[to] ?? text.length)}`
}

/** The first match of a pattern in the folded form of a text: its groups, and the text without it. */
export function take(text: string, pattern: RegExp): { groups: string[]; rest: string } | undefined {
  const form = folded(text)
  const found = pattern.exec(form.text)
  if (!found) return undefined
  const rest = takeOut(text, form, found.index, found.index + found[0].length)
  return { groups: found.slice(1).map((group) => group ?? ''), rest }
}

export const invalid = (text: string): DayFault => ({
  fault: 'arg.day.invalid',
  params: { text: text.trim().slice(0, 20) },
})
