import { sql } from 'kysely'
import { spanOf } from '../../../domain/calendar/span.ts'
import { type Scope, seesOwnLines } from '../../../domain/console/scope.ts'
import type { LedgerSum } from '../../../domain/figures/check-line.ts'
import { db } from '../../d1.ts'
import { wordsOfEntry } from '../../ledger.ts'
import type { EntryKind } from '../../tables/ledger.ts'
import { monthTotalQuery } from '../month.ts'
import { servedIn, withinLines } from './lines.ts'

/** A line that counts in a period. `of_kind`: a correction's is that of the line it corrects. */
export interface LedgerLine {
  id: number
  booking_month: string
  kind: EntryKind
  of_kind: EntryKind
  corrects: number | null
  service_day: string
  started_at: number | null
  ended_at: number | null
  minutes: number
  points: number
  difficulty: number
  grade: number
  name: string | null
  unit: string
  community: string
  grid: string | null
  text: string | null
}

/** The last verdict that was given: lines are read up to it, so that many reads show one state of the ledger. */
export const lastVerdictQuery = () =>
  sql<{ id: number }>`select coalesce(max(id), 0) as id from verdict`.compile(db)

/**
 * The approved lines of a period in the order of booking, from behind one on. Of everything by the index of booked lines;
 * of a part by the people who have a sum there, so that nobody else's rows are read.
 */
export function ledgerLinesQuery(
  scope: Scope,
  period: string,
  [month, id]: readonly [string | number, number],
  limit: number,
  lastVerdict: number,
) {
  const { firstMonth, lastMonth, lastDay } = spanOf(period)
  const from = scope.everywhere
    ? sql`verdict v indexed by verdict_booked cross join hour_entry e on e.id = v.entry_id`
    : sql`(select distinct person_id from ${servedIn(scope, period)}) w
        cross join hour_entry e indexed by entry_of_person on e.person_id = w.person_id and e.service_day <= ${lastDay}
        cross join verdict v on v.entry_id = e.id`
  return sql<LedgerLine>`select e.id, v.booking_month, e.kind, o.kind as of_kind, e.corrects, e.service_day, e.started_at,
      e.ended_at, e.minutes, e.points, e.difficulty, e.grade, p.name, u.name as unit, c.name as community, g.name as grid,
      ${wordsOfEntry} as text
    from ${from} join hour_entry o on o.id = coalesce(e.corrects, e.id) join person p on p.id = e.person_id
      join unit u on u.id = e.unit_id join community c on c.id = e.community_id left join grid g on g.id = e.grid_id
      left join note n on n.about = 'entry' and n.subject_id = e.id
    where (v.booking_month, v.entry_id) > (${month || firstMonth}, ${id}) and v.booking_month <= ${lastMonth}
      and v.id <= ${lastVerdict} and ${withinLines(scope, 'e')}
    order by v.booking_month, v.entry_id limit ${limit}`.compile(db)
}

/** The kept total of what the scope covers in a period (a month or a year), which the lines add up to. */
export const scopeTotalQuery = (scope: Scope, period: string) =>
  seesOwnLines(scope)
    ? sql<LedgerSum>`select 'all' as scope, coalesce(sum(y.minutes), 0) as minutes, coalesce(sum(y.points), 0) as points,
        coalesce(sum(y.entries), 0) as entries
      from tally y where y.person_id = ${scope.own} and y.period = ${period}`.compile(db)
    : monthTotalQuery(scope, period)
