import { readPlanLine } from '../../../commands/args/plan-line.ts'
import type { PlanLine, TypedPlan } from '../../../commands/args/shifts.ts'
import type { PlannedRow } from '../../../domain/import/plan.ts'
import { line } from '../../../domain/say.ts'
import { fold } from '../../../text/fold.ts'
import { dayOfCell, timeOfCell } from '../cells.ts'
import type { Table } from '../columns.ts'
import type { About } from '../spec.ts'

/** A line of a file of shifts: a line of a plan, or why it is none. */
type Read = { line: number; plan: PlanLine } | PlannedRow

/** A time that stands as a fraction of a day, as `/排班` reads it; every other as it stands. */
function clockOf(text: string, now: number): string {
  const minutes = /^0?\.\d+$/.test(text) ? timeOfCell(text, now) : undefined
  if (minutes === undefined) return text
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
}

/** What each line says, by the rules of `/排班`: a day, a time (or its two ends), one name or several. */
export function linesOf({ rows, from1904 }: Table, { view }: About): Read[] {
  return rows.map(({ line: number, text }): Read => {
    const refused = (code: string, params: { [name: string]: string }): PlannedRow => ({
      line: number,
      fate: 'refused',
      said: [line(code, params)],
      row: {},
    })
    const day = dayOfCell(text('day'), view.today, from1904, 'future')
    if (day === undefined) return refused('import.no_day', { text: text('day') })
    const [from, to] = (['from', 'to'] as const).map((field) => clockOf(text(field), view.now))
    const span = text('span') || (from && to ? `${from}-${to}` : '')
    const typed = `${day} ${span} ${text('name')}`
    const read = readPlanLine(typed, view.now)
    if ('why' in read) return refused(read.why, read.params)
    if (read.times.length === 0) return refused('import.no_time', { text: span })
    if (read.names.length === 0) return refused('import.no_name', {})
    return {
      line: number,
      plan: { text: typed, days: [day], times: read.times, names: read.names, replaces: [] },
    }
  })
}

/** The lines that could be read, as one plan. */
export const planOf = (reads: readonly Read[]): TypedPlan => ({
  lines: reads.flatMap((read) => ('plan' in read ? [read.plan] : [])),
  unread: [],
  cancel: false,
  agreed: false,
  text: '',
})

/** The names in it, folded. */
export const keysOf = (plan: TypedPlan): string[] => [
  ...new Set(plan.lines.flatMap(({ names }) => names).map(fold)),
]
