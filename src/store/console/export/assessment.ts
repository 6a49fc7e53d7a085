import { sql } from 'kysely'
import { spanOf } from '../../../domain/calendar/span.ts'
import { type Scope, seesOwnLines } from '../../../domain/console/scope.ts'
import { db } from '../../d1.ts'
import { leaveDaysOf } from '../../leave.ts'
import type { PersonKind, PersonState } from '../../tables/person.ts'
import { servedIn, withinLines } from './lines.ts'

/** One person's year. `here`: the minutes that lie within the viewer's scope; who has left has no name. */
export interface AssessmentLine {
  id: number
  name: string | null
  kind: PersonKind | null
  state: PersonState
  unit: string | null
  community: string | null
  minutes: number
  here: number
  times: number
  by_hand: number
  points: number
  leave_days: number
  excellent: number
  good: number
  fair: number
  visits: number
  exchanged: number
}

const held = (ids: readonly number[]) => sql`(select value from json_each(${JSON.stringify(ids)}))`

/** The people of a scope, and whoever has hours there, as a query of ids. Not for everywhere. */
const covered = (scope: Scope, year: string) =>
  seesOwnLines(scope)
    ? sql`(select ${scope.own})`
    : sql`(select id from person where unit_id in ${held(scope.units)}
        union select id from person where community_id in ${held(scope.communities)}
        union select id from person where community_id in (select id from community where street_id in ${held(scope.streets)})
        union select person_id from ${servedIn(scope, year)})`

/** The year of the people of a scope, by number, from behind one on. */
export function assessmentLinesQuery(
  scope: Scope,
  year: string,
  [, after]: readonly [string | number, number],
  limit: number,
) {
  const { firstDay, lastDay, firstMonth, lastMonth, from, until } = spanOf(year)
  const sum = (of: 'minutes' | 'times' | 'by_hand' | 'points') =>
    sql`(select coalesce(sum(${sql.ref(of)}), 0) from tally y where y.person_id = p.id and y.period = ${year})`
  const graded = (grade: string) => sql`(select count(*) from claim k join grade g on g.order_id = k.order_id
    where k.person_id = p.id and k.state = 'credited' and g.grade = ${grade} and g.void_at is null
      and g.month between ${firstMonth} and ${lastMonth})`
  return sql<AssessmentLine>`select p.id, p.name, p.kind, p.state, u.name as unit, c.name as community, ${sum('minutes')} as minutes,
      (select coalesce(sum(y.minutes), 0) from tally y where y.person_id = p.id and y.period = ${year}
        and ${withinLines(scope, 'y')}) as here,
      ${sum('times')} as times, ${sum('by_hand')} as by_hand, ${sum('points')} as points,
      ${leaveDaysOf(sql.ref('p.id'), firstDay, lastDay)} as leave_days,
      ${graded('excellent')} as excellent, ${graded('good')} as good, ${graded('fair')} as fair,
      (select count(*) from visit v where v.person_id = p.id and v.day between ${firstDay} and ${lastDay}) as visits,
      (select coalesce(sum(iif(x.kind = 'return', -x.minutes, x.minutes)), 0) from exchange x
        where x.person_id = p.id and x.at >= ${from} and x.at < ${until}) as exchanged
    from person p left join unit u on u.id = p.unit_id left join community c on c.id = p.community_id
    where p.id > ${after} and (p.state in ('pending', 'verified')
        or exists (select 1 from tally y where y.person_id = p.id and y.period = ${year}))
      ${scope.everywhere ? sql`` : sql`and p.id in ${covered(scope, year)}`}
    order by p.id limit ${limit}`.compile(db)
}
