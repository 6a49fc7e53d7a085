import { type Expression, sql } from 'kysely'
import { db } from '../d1.ts'

/** The calendar of a person that can be subscribed to, if there is one. */
export const feedQuery = (person: Expression<number> | number) =>
  db.selectFrom('calendar_feed').select(['nonce', 'made_at']).where('person_id', '=', person)

/** Gives a person's calendar an address; the one before is void. */
export const keepFeed = (person: number, nonce: string, hash: string, at: number) =>
  db
    .insertInto('calendar_feed')
    .values({ person_id: person, nonce, hash, made_at: at })
    .onConflict((on) => on.column('person_id').doUpdateSet({ nonce, hash, made_at: at }))

/** There is no such calendar any more. */
export const endFeed = (person: number) => db.deleteFrom('calendar_feed').where('person_id', '=', person)

/** Whose calendar an address is of, with their language. */
export const feedOwnerQuery = (hash: string) =>
  db
    .selectFrom('calendar_feed as f')
    .innerJoin('person as p', 'p.id', 'f.person_id')
    .select(['p.id', 'p.lang'])
    .where('f.hash', '=', hash)
    .where('p.gone_at', 'is', null)

const owner = (hash: string) => sql`(select person_id from calendar_feed where hash = ${hash})`

/** Something in the calendar: a shift, or a place on an order. `changed_at`, ms; `over`: it was cancelled or given back. */
export interface FeedEvent {
  what: 'shift' | 'claim'
  id: number
  order_id: number | null
  category: string | null
  community: string
  starts_at: number
  ends_at: number | null
  changed_at: number
  over: 0 | 1
}

/** A person's shifts and claims between two instants, those that are over too, so that a calendar takes them out. */
export const feedEventsQuery = (hash: string, from: number, until: number, limit: number) =>
  sql<FeedEvent>`select * from (
      select 'shift' as what, s.id, null as order_id, null as category, c.name as community, s.starts_at, s.ends_at,
        coalesce(s.settled_at, s.planned_at) as changed_at, s.state <> 'planned' as over
      from shift s join community c on c.id = s.community_id
      where s.person_id = ${owner(hash)} and s.starts_at >= ${from} and s.starts_at < ${until}
      union all
      select 'claim', k.id, o.id, o.category, c.name, coalesce(o.starts_at, o.ends_at), iif(o.starts_at is null, null, o.ends_at),
        k.changed_at, k.state = 'released'
      from claim k join "order" o on o.id = k.order_id join community c on c.id = o.community_id
      where k.person_id = ${owner(hash)} and k.state in ('held', 'done', 'credited', 'released')
        and coalesce(o.starts_at, o.ends_at) >= ${from} and coalesce(o.starts_at, o.ends_at) < ${until}
    ) order by starts_at desc, what, id limit ${limit}`.compile(db)
