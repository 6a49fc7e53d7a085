import { isRefusal, refuse } from '../../domain/refusal.ts'
import { cut, original } from '../../text/cut.ts'
import { folded } from '../../text/fold.ts'
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
const NEXT = new RegExp(`[\\s,，、;和]*${ONE}(?:\\s*(?:[-–—~到至]+)\\s*${ONE})?(?![\\p{L}\\p{N}.:/])`, 'uy')

/** `31 32`, `31-35`, `T31`, `31、33`, `全部`: in front of the text. Refused: `arg.entries.range { text, most }`. */
export const entryNumbers: ArgType<EntryNumbers> = {
  take(text) {
    const all = match(text, ALL)
    if (all) return { value: { all: true, entries: [] }, rest: all.rest }
    const form = folded(text)
    const entries = new Set<number>()
    let end = 0
    NEXT.lastIndex = 0
    for (let next = NEXT.exec(form.text); next; next = NEXT.exec(form.text)) {
      const first = Number(next[1])
      const last = Number(next[2] ?? first)
      if (first < 1 || last < first || last - first >= MOST || entries.size >= MOST) {
        return refuse('arg.entries.range', {
          text: original(text, form, end, NEXT.lastIndex).trim(),
          most: MOST,
        })
      }
      for (let entry = first; entry <= last; entry++) entries.add(entry)
      end = NEXT.lastIndex
    }
    return entries.size === 0
      ? undefined
      : { value: { all: false, entries: [...entries] }, rest: cut(text, form, 0, end) }
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
