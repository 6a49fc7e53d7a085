import { sql } from 'kysely'
import { addMonths } from '../../../domain/calendar/shanghai.ts'
import { spanOf } from '../../../domain/calendar/span.ts'
import type { Scope } from '../../../domain/console/scope.ts'
import { db } from '../../d1.ts'
import { within } from '../scope.ts'

/** A unit's period as it reports it to the body above (R002). */
export interface UnitLine {
  id: number
  name: string
  listed: number
  reported: number
  verified: number
  people: number
  times: number
  minutes: number
  by_hand: number
  points: number
  entries: number
  confirmed: number
  duty_days: number
  visits: number
}

/** The units of a scope with the kept sums of a period, by name, from behind one on; units without people and sums are left out. */
export function unitLinesQuery(
  scope: Scope,
  period: string,
  [, after]: readonly [string | number, number],
  limit: number,
) {
  const { firstMonth, lastMonth } = spanOf(period)
  // One by one, so that the kept figures of a month are looked up by unit.
  const months =
    period.length === 7 ? [period] : Array.from({ length: 12 }, (_, i) => addMonths(firstMonth, i))
  const inMonths = sql`in (select value from json_each(${JSON.stringify(months)}))`
  return sql<UnitLine>`select n.id, n.name, coalesce(h.listed, 0) as listed, coalesce(h.reported, 0) as reported,
      coalesce(h.verified, 0) as verified, coalesce(l.people, 0) as people, coalesce(l.times, 0) as times,
      coalesce(l.minutes, 0) as minutes, coalesce(l.by_hand, 0) as by_hand, coalesce(l.points, 0) as points,
      coalesce(l.entries, 0) as entries,
      (select count(*) from person p indexed by person_of_unit cross join report_confirmation r
        on r.person_id = p.id and r.month between ${firstMonth} and ${lastMonth}
        where p.unit_id = n.id and p.kind = 'member' and p.state = 'verified') as confirmed,
      (select count(*) from duty_day d where d.scope = 'unit' and d.scope_id = n.id and d.duties > 0
        and d.month ${inMonths}) as duty_days,
      (select coalesce(sum(s.visits), 0) from visit_count s where s.scope = 'unit' and s.scope_id = n.id
        and s.month ${inMonths}) as visits
    from unit n left join headcount h on h.scope = 'unit' and h.scope_id = n.id
      left join ledger_total l on l.scope = 'unit' and l.period = ${period} and l.scope_id = n.id
    where n.id > ${after} and (l.period is not null or h.listed > 0 or h.registered > 0) and ${within(scope, { unit: 'n.id' })}
    order by n.id limit ${limit}`.compile(db)
}
