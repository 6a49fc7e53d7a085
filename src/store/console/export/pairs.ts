import { sql } from 'kysely'
import { spanOf } from '../../../domain/calendar/span.ts'
import type { Scope } from '../../../domain/console/scope.ts'
import { db } from '../../d1.ts'
import { within } from '../scope.ts'

/** A pair of partners (1+1红色搭档); the volunteer's name is null for whom only the member belongs to. */
export interface PartnersLine {
  id: number
  member: string | null
  volunteer: string | null
  unit: string
  community: string
  began_at: number
  term_to: string
  ended_at: number | null
  end_reason: 'term' | 'secretary' | 'partner' | 'gone' | null
  goal: string | null
}

/** A support pair (1+1结对服务): the household by its code only. */
export interface SupportLine {
  id: number
  code: string
  subjects: string
  member: string | null
  unit: string
  community: string
  consent_at: number
  wanted: number | null
  visits: number
  last_day: string | null
  ended_at: number | null
}

const held = (ids: readonly number[]) => sql`(select value from json_each(${JSON.stringify(ids)}))`

/** The pairs of a kind that a scope covers, by community or by the member's unit, as a query of ids. Not for everywhere. */
const covered = (scope: Scope, table: 'pairing' | 'support_pair') => sql`(
  select q.id from ${sql.table(table)} q where q.community_id in ${held(scope.communities)}
    or q.community_id in (select id from community where street_id in ${held(scope.streets)})
  union select q.id from person p indexed by person_of_unit cross join ${sql.table(table)} q on q.member_id = p.id
    where p.unit_id in ${held(scope.units)} and p.kind = 'member' and p.state = 'verified')`

const onlyCovered = (scope: Scope, table: 'pairing' | 'support_pair') =>
  scope.everywhere ? sql`` : sql`and q.id in ${covered(scope, table)}`

/** The pairs of partners that were together in a period, by number, from behind one on. */
export function partnersLinesQuery(
  scope: Scope,
  period: string,
  [, after]: readonly [string | number, number],
  limit: number,
) {
  const { from, until } = spanOf(period)
  return sql<PartnersLine>`select q.id, m.name as member,
      iif(${within(scope, { community: 'q.community_id' })}, v.name, null) as volunteer, coalesce(u.name, '') as unit,
      c.name as community, q.began_at, q.term_to, q.ended_at, q.end_reason, t.text as goal
    from pairing q join person m on m.id = q.member_id join person v on v.id = q.volunteer_id
      left join unit u on u.id = m.unit_id join community c on c.id = q.community_id
      left join pair_text t on t.pairing_id = q.id and t.part = 'goal'
    where q.id > ${after} and q.began_at < ${until} and (q.ended_at is null or q.ended_at >= ${from})
      ${onlyCovered(scope, 'pairing')}
    order by q.id limit ${limit}`.compile(db)
}

/** The support pairs that there were in a period with the visits made in it, by number, from behind one on. */
export function supportLinesQuery(
  scope: Scope,
  period: string,
  [, after]: readonly [string | number, number],
  limit: number,
) {
  const { from, until, firstDay, lastDay } = spanOf(period)
  const visits = (what: 'count(*)' | 'max(v.day)') => sql`(select ${sql.raw(what)} from visit v
    where v.support_pair_id = q.id and v.day between ${firstDay} and ${lastDay})`
  return sql<SupportLine>`select q.id, q.code, q.subjects, m.name as member, coalesce(u.name, '') as unit, c.name as community,
      q.consent_at, q.visits as wanted, ${visits('count(*)')} as visits, ${visits('max(v.day)')} as last_day, q.ended_at
    from support_pair q join person m on m.id = q.member_id left join unit u on u.id = m.unit_id
      join community c on c.id = q.community_id
    where q.id > ${after} and q.consent_at < ${until} and (q.ended_at is null or q.ended_at >= ${from})
      ${onlyCovered(scope, 'support_pair')}
    order by q.id limit ${limit}`.compile(db)
}
