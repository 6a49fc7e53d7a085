import { type Expression, type RawBuilder, sql } from 'kysely'
import { addMonths, lastDayOf, startOfDay } from '../domain/calendar/shanghai.ts'
import type { ServedTogether } from '../domain/pairing/together.ts'
import { named } from './columns.ts'
import { db } from './d1.ts'
import { openPairingOf } from './pairing.ts'
import { oneOnly, type Targets } from './report.ts'

type Id = Expression<number> | number

/**
 * The lines of the ledger from which joint service is reckoned (domain/pairing/served-together.ts): duty that was signed
 * in and out, and credited orders, as they stand, of both of some pairs, while they were partners, between two days; only
 * where the other of the two has a line on that day or order too. `booked`: as it stood when that month closed (R069).
 */
export const servedTogether = (pairs: RawBuilder<unknown>, from: string, to: string, booked?: string) => {
  const counted = (verdict: 'y') =>
    booked === undefined ? sql`` : sql`and ${sql.ref(`${verdict}.booking_month`)} <= ${booked}`
  const standing = (what: 'minutes' | 'points') => sql`(select coalesce(sum(x.${sql.raw(what)}), 0)
    from hour_entry x join verdict y on y.entry_id = x.id and y.verdict = 'approved' ${counted('y')}
    where x.id = e.id or x.corrects = e.id)`
  return named(
    columns,
    sql<ServedTogether>`with pair as (${pairs}),
    side (pairing_id, is_member, person_id, other_id, first, last) as (
      select id, 1, member_id, volunteer_id, ${sql.join([sinceDay, untilDay])} from pair
      union all select id, 0, volunteer_id, member_id, ${sql.join([sinceDay, untilDay])} from pair
    ), line as (
      select s.pairing_id, s.is_member, e.service_day as day, e.community_id,
        iif(e.kind = 'order', e.order_id || '/' || e.round, null) as "order", e.started_at as "from", e.ended_at as "to",
        ${standing('minutes')} as minutes, ${standing('points')} as points, e.minutes as typed, coalesce(e.served, e.minutes) as whole
      from side s cross join hour_entry e indexed by entry_of_person
        on e.person_id = s.person_id and e.service_day between max(s.first, ${from}) and min(s.last, ${to})
      where e.kind in ('duty', 'order') and (
        exists (select 1 from hour_entry o where o.person_id = s.other_id and o.service_day = e.service_day
          and o.kind in ('duty', 'order'))
        or exists (select 1 from hour_entry o where o.order_id = e.order_id and o.person_id = s.other_id
          and o.round = e.round))
    )
    select pairing_id, is_member, day, community_id, "order", "from", "to", minutes,
      max(0, whole - (typed - minutes)) as served
    from line where minutes > 0 or points > 0`.compile(db),
  )
}

const columns: { [Name in keyof ServedTogether]: true } = {
  pairing_id: true,
  is_member: true,
  day: true,
  community_id: true,
  order: true,
  from: true,
  to: true,
  minutes: true,
  served: true,
}

/** Partners from the day on which both had said yes to the day on which it ended. */
const sinceDay = sql`strftime('%Y-%m-%d', began_at / 1000, 'unixepoch', '+8 hours')`
const untilDay = sql`coalesce(strftime('%Y-%m-%d', ended_at / 1000, 'unixepoch', '+8 hours'), '9999-12-31')`

/** Of somebody's own pair, since it began. */
export const servedByMineQuery = (person: Id, to: string) =>
  servedTogether(sql`select * from pairing where id in ${openPairingOf(person)} and state = 'active'`, '', to)

/**
 * The pairs of the one target, a community, that were together in a month: how many, and what they served, as the month
 * was booked (R069).
 */
export function pairsOfTargets(targets: Targets, month: string) {
  const [from, to] = [month, addMonths(month, 1)].map((one) => startOfDay(`${one}-01`))
  const those = sql`select p.* from (with ${targets} select id from target where scope = 'community' and ${oneOnly}) t
    cross join pairing p indexed by pairing_of_community on p.community_id = t.id and p.state in ('active', 'ended')
      and p.began_at < ${to} and (p.ended_at is null or p.ended_at >= ${from})`
  return {
    pairs: sql<{ pairs: number }>`select count(*) as pairs from (${those})`.compile(db),
    served: servedTogether(those, `${month}-01`, lastDayOf(month), month),
  }
}

/** Of the pairs of a community now, behind a pair's number, between two days. */
export const servedByPairsQuery = (
  community: Id,
  { from, to, after, limit }: { from: string; to: string; after: number; limit: number },
) =>
  servedTogether(
    sql`select * from pairing where community_id = ${community} and state = 'active' and id > ${after} order by id limit ${limit}`,
    from,
    to,
  )
