import { isRefusal, refuse } from '../../domain/refusal.ts'
import type { ArgType } from './arg.ts'
import { match } from './match.ts'

/** Lines of the ledger by number, or all that wait. */
export interface EntryNumbers {
  all: boolean
  entries: number[]
}

const MOST = 50
const ALL = /^\s*(?:全部|全都|所有|全)(?:通过)?(?![\p{L}\p{N}])/du
const ONE = '[#t]? ?(\\d{1,9})(?:号|条)?'
const NEXT = new RegExp(`^[\\s,，、;和]*${ONE}(?:\\s*(?:[-–—~到至]+)\\s*${ONE})?(?![\\p{L}\\p{N}.:/])`, 'du')

/** `31 32`, `31-35`, `T31`, `31、33`, `全部`: in front of the text. Refused: `arg.entries.range { text }`. */
export const entryNumbers: ArgType<EntryNumbers> = {
  take(text) {
    const all = match(text, ALL)
    if (all) return { value: { all: true, entries: [] }, rest: all.rest }
    const entries = new Set<number>()
    let rest = text
    for (let next = match(rest, NEXT); next; next = match(rest, NEXT)) {
      const first = Number(next.groups[0])
      const last = Number(next.groups[1] || first)
      if (first < 1 || last < first || last - first >= MOST || entries.size >= MOST) {
        return refuse('arg.entries.range', { text: next.value, most: MOST })
      }
      for (let entry = first; entry <= last; entry++) entries.add(entry)
      rest = next.rest
    }
    return entries.size === 0 ? undefined : { value: { all: false, entries: [...entries] }, rest }
  },
}

/** One line of the ledger: `31`, `T31`. Several are refused: `arg.entry.one { text }`. */
export const entryNumber: ArgType<number> = {
  take(text, context) {
    const found = entryNumbers.take(text, context)
    if (found === undefined || isRefusal(found)) return found
    const [entry, ...more] = found.value.entries
    if (entry === undefined) return undefined
    return more.length > 0
      ? refuse('arg.entry.one', { text: found.value.entries.join(' ') })
      : { value: entry, rest: found.rest }
  },
}
