import { sql } from 'kysely'
import type { Line, Offer } from '../domain/say.ts'
import { db } from './d1.ts'

/** Gives a claim back: what was drawn for, held, waited for or offered. `otherwise` may stand right behind it. */
export const releaseClaim = (
  order: number,
  person: number,
  why: 'given_back' | 'undone' | 'lapsed' | 'gone',
  { key, now }: { key: string; now: number },
) =>
  sql`update claim set state = 'released', ended = ${why}, offered_until = null, changed_at = ${now}, change_message = ${key}
    where order_id = ${order} and person_id = ${person} and state in ('drawing', 'held', 'waiting', 'offered')`.compile(
    db,
  )

/** What the next on the list is offered: until when, ms, and under which limit of open claims. */
export interface Promotion {
  until: number
  most: number
  key: string
  now: number
}

/**
 * Asks the next on the waiting list, one for a call, if a place is free: in the order of coming, passing over who has as
 * many open claims as one may, or is on leave that day; they keep their place on the list.
 */
export const promoteNext = (order: number, { until, most, key, now }: Promotion) =>
  sql`update claim set state = 'offered', offered_until = ${until}, changed_at = ${now}, change_message = ${key}
    where id = (
      select w.id from claim w join "order" o on o.id = w.order_id
        where w.order_id = ${order} and w.state = 'waiting' and o.state in ('open', 'full', 'reopened')
          and (o.places is null or o.taken < o.places) and (o.state = 'reopened' or coalesce(o.ends_at > ${now}, 1))
          and (select count(*) from claim c where c.person_id = w.person_id and c.state in ('drawing', 'held') and c.for_unit = 0) < ${most}
          and not exists (select 1 from leave l where l.person_id = w.person_id and l.ended_at is null
            and strftime('%Y-%m-%d', coalesce(o.starts_at, ${now}) / 1000, 'unixepoch', '+8 hours') between l.from_day and l.to_day)
        order by w.rank limit 1)`.compile(db)

/** What the letters about an offer say, and whether they go through quiet hours. */
export interface OfferWords {
  say: Line[]
  offer: Offer[]
  urgent: boolean
}

/** The letters to whom this message has offered a place; of no use once the offer is over. */
export const writeOffers = (order: number, words: OfferWords, { key, now }: Promotion) =>
  sql`insert into outbox (person_id, say, offer, urgent, created_at, send_at, expires_at, dedupe)
    select c.person_id, ${JSON.stringify(words.say)}, ${JSON.stringify(words.offer)}, ${words.urgent ? 1 : 0}, ${now}, ${now},
        c.offered_until, 'order/offer/' || c.id || '/' || c.offered_until
      from claim c where c.order_id = ${order} and c.state = 'offered' and c.change_message = ${key}
    on conflict do nothing`.compile(db)

/** Whom the bot cannot write to in private at once is mentioned in the community's groups of their platform. */
export const mentionOffers = (order: number, words: OfferWords, { key, now }: Promotion) =>
  sql`insert into outbox (group_id, say, offer, mention, urgent, created_at, send_at, expires_at, dedupe)
    select g.id, ${JSON.stringify(words.say)}, ${JSON.stringify(words.offer)}, json_array(c.person_id), ${words.urgent ? 1 : 0},
        ${now}, ${now}, c.offered_until, 'order/offer/' || c.id || '/' || c.offered_until || '/' || g.id
      from claim c join "order" o on o.id = c.order_id join "group" g on g.community_id = o.community_id
      where c.order_id = ${order} and c.state = 'offered' and c.change_message = ${key}
        and exists (select 1 from identity i where i.person_id = c.person_id and i.platform = g.platform)
        and not exists (select 1 from identity i join person p on p.id = i.person_id
          where i.person_id = c.person_id and i.platform = 'dingtalk' and i.kind = 'staff' and p.notify = 'on')
    on conflict do nothing`.compile(db)

/** Nobody is on it any more: the ladder of R034 begins anew, `deadline` ms from now. */
export const restartLadder = (order: number, deadline: number, now: number) =>
  sql`update "order" set escalate_at = ${now + deadline}, told = null
    where id = ${order} and taken = 0 and state = 'open' and escalate_at is null`.compile(db)

/** Whether that message has offered somebody a place of the order. */
export const offeredBy = (order: number, key: string) =>
  sql<boolean>`exists (select 1 from claim where order_id = ${order} and state = 'offered' and change_message = ${key})`

/** Whether an order has a place that nobody holds and nobody was offered, now that somebody's claim was released by that message. */
export const freedBy = (order: number, person: number, key: string) =>
  sql<boolean>`exists (select 1 from claim c join "order" o on o.id = c.order_id where c.order_id = ${order}
    and c.person_id = ${person} and c.state = 'released' and c.change_message = ${key}
    and o.state = 'open' and coalesce(o.taken < o.places, 1))`
