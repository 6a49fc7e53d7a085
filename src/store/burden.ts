import { type Expression, type RawBuilder, sql } from 'kysely'
import { addMonths, startOfDay } from '../domain/calendar/shanghai.ts'
import type { Burden } from '../domain/figures/burden.ts'
import { db } from './d1.ts'
import { administers, streetsHeld } from './held.ts'

/** A month's burden of places, `target (scope, id, name)` as a WITH; of communities only, from kept totals. */
export const burdenQuery = (targets: RawBuilder<unknown>, month: string) => {
  const [from, to] =
    month === '' ? [0, 0] : [month, addMonths(month, 1)].map((one) => startOfDay(`${one}-01`))
  return sql<Burden>`with ${targets}
    select (select count(distinct p.announcement_id) from target t cross join announcement_place p
          on p.community_id = t.id and p.at >= ${from} and p.at < ${to} where t.scope = 'community') as announcements,
      coalesce(sum(b.to_people), 0) as toPeople, coalesce(sum(b.to_groups), 0) as toGroups,
      coalesce(sum(h.registered), 0) as people,
      coalesce(sum((select count(*) from "group" g where g.community_id = t.id)), 0) as groups
    from target t left join pushed b on b.community_id = t.id and b.month = ${month}
      left join headcount h on h.scope = 'community' and h.scope_id = t.id
    where t.scope = 'community'`.compile(db)
}

/** All communities for an administrator, those of the street for its officer, as targets. */
export const overseen = (sender: Expression<number>) =>
  sql`seen (everywhere) as (select ${administers(sender)}), target (scope, id, name) as (
    select 'community', c.id, c.name from seen s cross join community c
    where s.everywhere or c.street_id in ${streetsHeld(sender)})`
