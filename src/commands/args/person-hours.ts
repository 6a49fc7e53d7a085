import { refuse } from '../../domain/refusal.ts'
import { cut, original } from '../../text/cut.ts'
import { findDurations } from '../../text/durations.ts'
import { folded } from '../../text/fold.ts'
import type { NamingType } from './args.ts'

/** Hours of one of those who served, in minutes. */
export interface PersonHours {
  name: string
  minutes: number
}

const NAME =
  /(?:(?:^|[\s,，、;:])@?|@)((?!(?:总共|一共|合计|每人|大家|全部|各自|用了|大约|大概)[\s:]*$)\p{Script=Han}{2,4}|\p{Script=Han}{1,8}(?:[·•・]\p{Script=Han}{1,8}){1,3}|p\d{1,9}|(?<=@)[^\s,，、;:@]{1,20}|[a-z][a-z.'-]*(?: [a-z][a-z.'-]*){0,2})[\s:]*$/u

/**
 * `张三 1.5小时 @P12 2小时` (rule 8.16); what stands after an @ is somebody, whatever it is. Refused:
 * `arg.duration.vague`, `arg.duration.range`, with `{ text }`.
 */
export const personHours: NamingType<PersonHours[]> = {
  namesPerson: true,
  take(text) {
    const form = folded(text)
    const value: PersonHours[] = []
    const pieces: { from: number; to: number }[] = []
    for (const length of findDurations(form.text)) {
      const before = form.text.slice(pieces.at(-1)?.to ?? 0, length.from)
      const found = NAME.exec(before)
      if (!found?.[1]) continue
      const from = length.from - before.length + found.index + found[0].indexOf(found[1])
      const typed = { text: original(text, form, length.from, length.to).trim() }
      if (length.value === null) return refuse('arg.duration.vague', typed)
      if (length.value < 1 || length.value > 1440) return refuse('arg.duration.range', typed)
      value.push({ name: original(text, form, from, from + found[1].length).trim(), minutes: length.value })
      pieces.push({ from: found[0].includes('@') ? from - 1 : from, to: length.to })
    }
    if (value.length === 0) return undefined
    return { value, rest: pieces.reduceRight((rest, { from, to }) => cut(rest, form, from, to), text) }
  },
}
