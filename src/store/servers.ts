import { sql } from 'kysely'
import { db } from './d1.ts'
import { reversed } from './ledger.ts'

/** Somebody who holds a place on an order or has said that it is done. Spans and counts are JSON; `on_duty` is since when, ms. */
export interface Server {
  id: number
  name: string | null
  key: string | null
  verified: number
  state: 'held' | 'done'
  spans: string | null
  on_duty: number | null
  /** Easy services of the order's category that count already: `{ "2026-11": 4 }`. */
  served: string
}

/** Who served an order, in the order of coming. */
export const serversQuery = (order: number) =>
  sql<Server>`select p.id, p.name, p.key, p.state = 'verified' as verified, c.state, c.spans,
      (select d.started_at from duty d where d.person_id = p.id and d.ended_at is null) as on_duty,
      (select json_group_object(s.month, s.services) from service_count s
        where s.person_id = p.id and s.category = o.category) as served
    from claim c join "order" o on o.id = c.order_id join person p on p.id = c.person_id
    where c.order_id = ${order} and c.state in ('held', 'done') and p.gone_at is null
    order by c.rank`.compile(db)

/** What stands of those who served an order, on the days of their service and the day before; `at` for who has not said when. */
export const standingOfServersQuery = (order: number, at: number) =>
  sql<{
    id: number
    person_id: number
    service_day: string
    started_at: number | null
    ended_at: number | null
    minutes: number
  }>`select e.id, e.person_id, e.service_day, iif(${reversed}, null, e.started_at) as started_at,
      iif(${reversed}, null, e.ended_at) as ended_at, iif(v.verdict = 'corrected', 0, e.minutes) as minutes
    from claim c join hour_entry e on e.person_id = c.person_id left join verdict v on v.entry_id = e.id
    where c.order_id = ${order} and c.state in ('held', 'done')
      and e.service_day >= strftime('%Y-%m-%d', coalesce(c.spans ->> '$[0].from', ${at}) / 1000 - 86400, 'unixepoch', '+8 hours')
      and e.service_day <= strftime('%Y-%m-%d', ${at} / 1000, 'unixepoch', '+8 hours')
      and coalesce(v.verdict, 'approved') in ('approved', 'corrected')`.compile(db)
