import { type Expression, sql } from 'kysely'
import type { SupportOfMonth } from '../domain/figures/support-of-month.ts'
import { db } from './d1.ts'
import { placesOverseen } from './month-overview.ts'
import { policyValue } from './policy.ts'
import { placesKept } from './support-pair.ts'

type Id = Expression<number>

const counted = (scope: 'unit' | 'community', id: Expression<unknown>, month: string) =>
  sql`coalesce((select n.visits from visit_count n where n.scope = ${scope} and n.month = ${month} and n.scope_id = ${id}), 0) as visits,
    coalesce((select n.households from visit_count n where n.scope = ${scope} and n.month = ${month} and n.scope_id = ${id}), 0) as households`

const isDone = (month: string) => sql`(select count(*) from visit v where v.support_pair_id = s.id
  and v.day between ${`${month}-01`} and ${`${month}-31`}) >= coalesce(s.visits, ${policyValue('visitsAMonth', `${month}-31`)})`

const ofCommunity = (id: Expression<unknown>, month: string) => sql`(select count(*) from support_pair s
    where s.community_id = ${id} and s.state = 'active') as pairs,
  (select count(*) from support_pair s where s.community_id = ${id} and s.state = 'active' and ${isDone(month)}) as done`

const ofUnit = (unit: Expression<unknown>) => sql`from person p indexed by person_of_unit
  cross join support_pair s on s.member_id = p.id and s.state = 'active'
  where p.unit_id = ${unit} and p.kind = 'member' and p.state = 'verified'`

/** The month of the communities that somebody keeps, of the group’s, and of the units whose liaison they are, each with its name. */
export const supportSumsQuery = (sender: Id, community: Expression<number>, month: string) =>
  sql<SupportOfMonth & { name: string; scope: 'unit' | 'community' | 'group' }>`
    select c.name, 'community' as scope, ${ofCommunity(sql.ref('c.id'), month)}, ${counted('community', sql.ref('c.id'), month)}
      from community c where c.id in ${placesKept(sender, community)}
    union all
    select c.name, 'group', ${ofCommunity(sql.ref('c.id'), month)}, ${counted('community', sql.ref('c.id'), month)}
      from community c where c.id = ${community}
    union all
    select u.name, 'unit', (select count(*) ${ofUnit(sql.ref('u.id'))}),
      (select count(*) ${ofUnit(sql.ref('u.id'))} and ${isDone(month)}), ${counted('unit', sql.ref('u.id'), month)}
      from unit u where u.id in (select unit_id from role where person_id = ${sender} and role = 'liaison' and ended_at is null)`.compile(
    db,
  )

/** The month of a report’s target `t`, as JSON. */
export const supportOfTarget = (month: string) => {
  const figures = (pairs: Expression<unknown>, done: Expression<unknown>) =>
    sql`json_object('pairs', ${pairs}, 'done', ${done}, 'visits', coalesce(n.visits, 0), 'households', coalesce(n.households, 0))`
  const here = sql`from support_pair s where s.community_id = t.id and s.state = 'active'`
  const unit = ofUnit(sql.ref('t.id'))
  return sql<string>`(select iif(t.scope = 'unit',
      ${figures(sql`(select count(*) ${unit})`, sql`(select count(*) ${unit} and ${isDone(month)})`)},
      ${figures(sql`(select count(*) ${here})`, sql`(select count(*) ${here} and ${isDone(month)})`)})
    from (select 1) left join visit_count n on n.scope = t.scope and n.month = ${month} and n.scope_id = t.id)`
}

/** The visits of a month over all communities that somebody oversees, from kept totals. */
export const supportOverseenQuery = (sender: Id, month: string) =>
  sql<Pick<SupportOfMonth, 'visits' | 'households'>>`with ${placesOverseen(sender)}
    select coalesce(sum(n.visits), 0) as visits, coalesce(sum(n.households), 0) as households
    from place p cross join visit_count n on n.scope = 'community' and n.month = ${month} and n.scope_id = p.id`.compile(
    db,
  )
