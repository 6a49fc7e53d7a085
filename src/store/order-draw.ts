import { type RawBuilder, sql } from 'kysely'
import type { YearGone } from '../domain/figures/member-report.ts'
import type { Line, Offer } from '../domain/say.ts'
import { isAtWar } from './area.ts'
import type { PrivatePart } from './claim-private.ts'
import { withParts } from './claim-private.ts'
import { db, type Query } from './d1.ts'
import { leaveDaysOf } from './leave.ts'

/** An easy order whose draw is due (R032). */
export interface DueDraw {
  id: number
  title: string | null
  place: string | null
  starts_at: number | null
  ends_at: number | null
  places: number
  taken: number
  draw_at: number
  draw_seed: string | null
  urgency: 'normal' | 'raised' | 'urgent' | 'critical'
  /** Whether it has these private parts; not what they say. */
  contact: number
  details: number
  /** Ids of the groups in which it stands, JSON. */
  groups: string
  at_war: number
}

/** Somebody who has entered a draw that is due; minutes and days of leave of the year so far. */
export interface EntrantRow {
  order_id: number
  person_id: number
  name: string
  at: number
  /** Whether the year's target is theirs: a verified member of an organ. */
  aims: number
  minutes: number
  leaveGone: number
}

const due = (now: number, limit: number) =>
  sql`(select id from "order" where state = 'drawing' and draw_at <= ${now} order by draw_at, id limit ${limit})`

/** Ids of the groups of the order `o`: its community's, and those of communities that lend people for it. JSON. */
export const groupsOfOrder: RawBuilder<string> = sql<string>`(select json_group_array(g.id) from "group" g
  where g.community_id in (select o.community_id union
    select l.community_id from loan l where l.order_id = o.id and l.state = 'agreed'))`

/** A part of the words of the order `o`. */
export const textOfOrder = (part: string): RawBuilder<string | null> =>
  sql`(select t.text from order_text t where t.order_id = o.id and t.part = ${part})`

/** The draws that are due, so many at once. */
export const dueDrawsQuery = (now: number, limit: number) =>
  sql<DueDraw>`select o.id, o.starts_at, o.ends_at, o.places, o.taken, o.draw_at, o.draw_seed, o.urgency,
      ${textOfOrder('title')} as title, ${textOfOrder('place')} as place,
      ${textOfOrder('contact')} is not null as contact, ${textOfOrder('details')} is not null as details,
      ${groupsOfOrder} as groups, ${isAtWar(sql.ref<number>('o.community_id'))} as at_war
    from "order" o where o.id in ${due(now, limit)} order by o.draw_at, o.id`.compile(db)

/** All who have entered the same draws, with what the year's pace needs. */
export const entrantsQuery = (now: number, limit: number, gone: YearGone) =>
  sql<EntrantRow>`select c.order_id, c.person_id, coalesce(p.name, '') as name, c.at,
      p.kind = 'member' and p.state = 'verified' and u.community_id is null as aims,
      (select coalesce(sum(y.minutes), 0) from tally y where y.person_id = p.id and y.period = ${gone.year}) as minutes,
      ${leaveDaysOf(sql.ref('p.id'), gone.from, gone.to)} as leaveGone
    from ${due(now, limit)} d cross join claim c on c.order_id = d.id and c.state = 'drawing'
      join person p on p.id = c.person_id left join unit u on u.id = c.unit_id`.compile(db)

/** How a draw ended: people's ids, the winners in order of coming. */
export interface DrawEnd {
  order: number
  winners: readonly number[]
  waiting: readonly number[]
  key: string
  now: number
}

/**
 * The draw as it ended. Done twice it changes nothing the second time; who has come between the read and this goes to
 * the end of the list. Nobody on it: the ladder of R034 begins, `deadline` ms from now.
 */
export function settleDraw({ order, winners, waiting, key, now }: DrawEnd, deadline: number): Query[] {
  const drawing = sql`exists (select 1 from "order" o where o.id = ${order} and o.state = 'drawing')`
  return [
    sql`update claim set state = 'held', changed_at = ${now}, change_message = ${key}
      where order_id = ${order} and state = 'drawing' and ${drawing}
        and person_id in (select value from json_each(${JSON.stringify(winners)}))`,
    sql`update claim set state = 'waiting', changed_at = ${now}, change_message = ${key},
        rank = coalesce((select 1000000 + j.key from json_each(${JSON.stringify(waiting)}) j where j.value = claim.person_id),
          2000000 + rank)
      where order_id = ${order} and state = 'drawing' and ${drawing}`,
    sql`update "order" set state = iif(taken >= places, 'full', 'open'), drawn_at = ${now},
        untaken_since = iif(taken = 0, coalesce(untaken_since, ${now}), null),
        escalate_at = iif(taken = 0, max(coalesce(escalate_at, 0), ${now + deadline}), null)
      where id = ${order} and state = 'drawing'`,
  ].map((statement) => statement.compile(db))
}

/** The letters to who got a place by this draw, with what only they may know. */
export const writeWinners = (
  { order, key, now }: DrawEnd,
  words: { say: readonly Line[]; offer: readonly Offer[]; parts: readonly PrivatePart[] },
  expiresAt: number | null,
): Query =>
  sql`insert into outbox (person_id, say, offer, created_at, send_at, expires_at, dedupe)
    select c.person_id, ${withParts(sql`${JSON.stringify(words.say)}`, order, words.parts)}, ${JSON.stringify(words.offer)},
      ${now}, ${now}, ${expiresAt}, ${`order/drawn/${order}/`} || c.person_id
    from claim c where c.order_id = ${order} and c.state = 'held' and c.change_message = ${key}
    on conflict do nothing`.compile(db)

/** The letters to who waits after this draw: to each their own number, the `place` of the first line. */
export const writeWaiting = (
  { order, key, now }: DrawEnd,
  words: { say: readonly Line[]; offer: readonly Offer[] },
  expiresAt: number | null,
): Query =>
  sql`insert into outbox (person_id, say, offer, created_at, send_at, expires_at, dedupe)
    select w.person_id, json_set(${JSON.stringify(words.say)}, '$[0].params.place', w.place), ${JSON.stringify(words.offer)},
      ${now}, ${now}, ${expiresAt}, ${`order/drawn/${order}/`} || w.person_id
    from (select person_id, change_message, row_number() over (order by rank) as place
      from claim where order_id = ${order} and state = 'waiting') w
    where w.change_message = ${key} on conflict do nothing`.compile(db)
