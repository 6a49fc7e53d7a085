import { MINUTE, startOfDay } from '../../../domain/calendar/shanghai.ts'
import { planEvidence } from '../../../domain/import/evidence.ts'
import type { PlannedRow } from '../../../domain/import/plan.ts'
import type { BookLine, Owner } from '../../../domain/import/register.ts'
import { line } from '../../../domain/say.ts'
import {
  bookPeopleQuery,
  evidenceStands,
  keptEvidenceQuery,
  writeEvidence,
} from '../../../store/import/evidence.ts'
import { fold } from '../../../text/fold.ts'
import { dayOfCell, minutesOfCell, spanOfCell, timeOfCell } from '../cells.ts'
import type { Table } from '../columns.ts'
import { type About, defineImport } from '../spec.ts'

type BookKind = 'unit_book' | 'community_book'

/** The times of a line, minutes since midnight: one cell for both, or one for each end. */
function spanOf(
  text: Table['rows'][number]['text'],
  now: number,
): { from: number; to: number } | undefined | 'odd' {
  if (text('span')) return spanOfCell(text('span'), now) ?? 'odd'
  if (!text('from') && !text('to')) return undefined
  const [from, to] = [timeOfCell(text('from'), now), timeOfCell(text('to'), now)]
  return from === undefined || to === undefined ? 'odd' : { from, to }
}

/** What each line says: somebody, a day that is over, how long or from when to when. */
function linesOf({ rows, has, from1904 }: Table, { view }: About): (BookLine | PlannedRow)[] {
  return rows.map(({ line: number, text }) => {
    const no = (code: string, params: { [name: string]: string } = {}): PlannedRow => ({
      line: number,
      fate: 'refused',
      said: [line(code, params)],
      row: {},
    })
    const name = text('name')
    const key = fold(name)
    if (key === '') return no('import.no_name')
    if (!/^[\p{L}\p{M}·•.\-' ]{1,20}$/u.test(name)) return no('import.odd_name', { name })
    const day = dayOfCell(text('day'), view.today, from1904, 'past')
    if (day === undefined) return no('import.no_day', { text: text('day') })
    if (day > view.today) return no('import.day_ahead', { day })
    const span = spanOf(text, view.now)
    const inMinutes = has('minutes')
    const typed = inMinutes ? text('minutes') : text('hours')
    // Without a length the times are the length, so they must go forward.
    if (span === 'odd' || (span && typed === '' && span.to <= span.from))
      return no('import.no_time', { text: text('span') || `${text('from')}-${text('to')}` })
    const minutes = typed === '' ? span && span.to - span.from : minutesOfCell(typed, inMinutes)
    if (minutes === undefined || minutes < 0 || minutes > 1440) return no('import.no_length', { text: typed })
    const midnight = startOfDay(day)
    const timed = span !== undefined && span.to > span.from && minutes > 0
    return {
      line: number,
      name,
      key,
      unitKey: fold(text('unit')),
      communityKey: fold(text('community')),
      day,
      minutes,
      from: timed ? midnight + span.from * MINUTE : null,
      to: timed ? midnight + span.to * MINUTE : null,
    }
  })
}

const readable = (lines: readonly (BookLine | PlannedRow)[]): BookLine[] =>
  lines.filter((one): one is BookLine => 'key' in one)

function spanOfDays(lines: readonly BookLine[]): { from: string; to: string } {
  const days = lines.map(({ day }) => day).sort()
  return { from: days[0] ?? '9999-12-31', to: days.at(-1) ?? '0000-01-01' }
}

/** 单位台账 and 村/社区登记: registers kept outside, as evidence beside the ledger (R063, R064). */
const book = (kind: BookKind) => {
  const belongs = kind === 'unit_book' ? ('unit' as const) : ('community' as const)
  const ownerOf = (id: number): Owner => (belongs === 'unit' ? { unit: id } : { community: id })
  return defineImport({
    kind,
    eyes: kind === 'unit_book' ? ['administrator', 'liaison'] : ['administrator', 'secretary'],
    belongs,
    fields: ['name', 'unit', 'community', 'day', 'span', 'from', 'to', 'hours', 'minutes'],
    needed: [['name'], ['day'], ['hours', 'minutes', 'span', 'from']],
    template: ['name', belongs === 'unit' ? 'community' : 'unit', 'day', 'from', 'to', 'hours'],
    example: [
      ['张伟', belongs === 'unit' ? '东湖社区' : '市财政局', '2026-11-20', '14:00', '16:00', 2],
      ['李梅', belongs === 'unit' ? '东湖社区' : '市财政局', '2026-11-21', '', '', 1.5],
    ],
    take: linesOf,
    read: (all, about) => {
      const lines = readable(all)
      const owner = ownerOf(about.place?.id ?? 0)
      const { from, to } = spanOfDays(lines)
      return {
        people: bookPeopleQuery([...new Set(lines.map(({ key }) => key))], owner),
        kept: keptEvidenceQuery(owner, from, to),
      }
    },
    plan: (lines, { people, kept }, about) => {
      const read = readable(lines)
      const owner = ownerOf(about.place?.id ?? 0)
      const rows = planEvidence(read, people, kept, owner)
      const refused = lines.filter((one): one is PlannedRow => 'fate' in one)
      return {
        rows: [...refused, ...rows].sort((a, b) => a.line - b.line),
        said: [line('import.book_of', { name: about.place?.name ?? '' })],
        basis: { owner, ...spanOfDays(read), count: kept.length },
      }
    },
    write: ({ id, basis, by }) => {
      const { owner, from, to, count } = basis as { owner: Owner; from: string; to: string; count: number }
      return { still: evidenceStands(id, owner, from, to, count), writes: writeEvidence(id, owner, by.at) }
    },
  })
}

export const unitBook = book('unit_book')
export const communityBook = book('community_book')
