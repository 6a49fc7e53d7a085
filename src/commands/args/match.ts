import { cut, original } from '../../text/cut.ts'
import { folded } from '../../text/fold.ts'
import type { Taken } from './arg.ts'

/** One match of a pattern in a text: its folded groups and the same groups as typed. */
export interface Match extends Taken<string> {
  groups: readonly string[]
  typed: readonly string[]
}

/**
 * The first match of a pattern (flags `du`) in the folded form of a text. `value` is the match as typed, `rest` the
 * text without it.
 */
export function match(text: string, pattern: RegExp): Match | undefined {
  const form = folded(text)
  const found = pattern.exec(form.text)
  if (!found) return undefined
  const [from, to] = [found.index, found.index + found[0].length]
  const typed = (found.indices ?? [])
    .slice(1)
    .map((range) => (range ? original(text, form, ...range).trim() : ''))
  return {
    value: original(text, form, from, to).trim(),
    rest: cut(text, form, from, to),
    groups: found.slice(1).map((group) => group ?? ''),
    typed,
  }
}
