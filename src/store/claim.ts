import { type Expression, sql } from 'kysely'
import type { ClaimState } from '../domain/order/claims.ts'
import { db } from './d1.ts'
import { type InboxRow, told } from './inbox.ts'
import { prepared } from './prepared.ts'

type Id = Expression<number> | number

/** Who claims what: the message, when it was said and when it is handled, ms. */
export interface Claiming {
  order: number
  person: number
  key: string
  at: number
  now: number
  /** Open claims of one person at most. */
  most: number
}

/** Claims of a person that are open: work that is ahead. */
const openClaims = (person: Id) =>
  sql<number>`(select count(*) from claim where person_id = ${person} and state in ('drawing', 'held') and for_unit = 0)`

/**
 * A new claim: the write alone decides whether it enters the draw, gets a place or waits, and behind whom. Nothing when
 * the order takes no more claims, the person has one, or as many as one may.
 */
export const takeClaim = (claiming: Claiming) => taking(claiming).claim

const taking = prepared(({ order, person, key, at, now, most }: Claiming) => ({
  claim:
    sql`insert into claim (order_id, person_id, unit_id, community_id, state, rank, at, message, changed_at, change_message)
    select id, ${person}, unit_id, community_id, state,
        1 + coalesce((select max(rank) from claim where order_id = ${order}), 0), ${at}, ${key}, ${now}, ${key}
      from (select o.id, p.unit_id, p.community_id, case when o.state = 'drawing' then 'drawing'
            when o.places is null or o.taken < o.places then 'held' else 'waiting' end as state
          from "order" o join person p on p.id = ${person}
          where o.id = ${order} and o.state in ('drawing', 'open', 'full', 'reopened') and (o.state = 'reopened' or coalesce(o.ends_at > ${at}, 1))
            and not exists (select 1 from claim where order_id = o.id and person_id = p.id and state <> 'released'))
      where state = 'waiting' or ${openClaims(person)} < ${most}`.compile(db),
}))

/**
 * Who was asked, or waits while a place is free, takes it. An offer that is over still holds while nobody waits behind.
 */
export const takePlace = ({ order, person, key, at, now, most }: Claiming) =>
  sql`update claim set state = 'held', offered_until = null, changed_at = ${now}, change_message = ${key}
    where order_id = ${order} and person_id = ${person} and ${openClaims(person)} < ${most}
      and exists (select 1 from "order" o where o.id = ${order}
        and (claim.state = 'offered' and (claim.offered_until > ${at} or o.waiting = 0)
          or claim.state = 'waiting' and o.state in ('open', 'reopened') and (o.places is null or o.taken < o.places)))`.compile(
    db,
  )

/** What a claim may become. */
export type ClaimEnding = 'drawing' | 'held' | 'waiting'

/**
 * Receives a claim with the outcome that fits what the write found: that of the row when it became what was `expected`, or
 * `refused` under the code that fits (order.entered_already, order.waiting_already, order.held_already, claim.limit,
 * claim.gone). Its first line gets `taken` (places taken) and `place` (the number on the waiting list, 1 is next). Behind
 * the claim itself.
 */
export const receiveClaim = (
  row: InboxRow,
  { order, person, most }: Claiming,
  endings: { [Ending in ClaimEnding | 'refused']: object },
  expected: ClaimEnding,
) => {
  const others = JSON.stringify({ ...endings, [expected]: undefined })
  return told(received({ ...row, order, person, most, others, expected }).inbox)
}

const received = prepared((row: Received) => ({
  inbox: sql`insert into inbox (key, at, conversation, person_id, command, outcome, choices)
    select ${row.key}, ${row.at}, ${row.conversation}, ${row.person_id}, ${row.command}, outcome, iif(outcome ->> '$.audience' = 'person',
        (select nullif(json_group_array(value ->> 'command'), '[]') from json_each(outcome, '$.offer')), null)
      from (select json_set(case when e.became = ${row.expected} then ${row.outcome} when e.became is not null then ${row.others} -> e.became
              else json_set(${row.others} -> 'refused', '$.say[0].code', e.refused) end,
            '$.say[0].params.taken', o.taken, '$.say[0].params.place', coalesce(e.place, o.waiting)) as outcome
        from (select iif(c.change_message = ${row.key}, c.state, null) as became,
            case when c.state = 'drawing' then 'order.entered_already'
              when c.state in ('waiting', 'offered') then 'order.waiting_already'
              when c.id is not null then 'order.held_already'
              when ${openClaims(row.person)} >= ${row.most} then 'claim.limit' else 'claim.gone' end as refused,
            case when c.state = 'waiting' and c.message <> ${row.key} then (select count(*) from claim w
              where w.order_id = ${row.order} and w.state = 'waiting' and w.rank <= c.rank) end as place
          from (select 1) left join claim c on c.order_id = ${row.order} and c.person_id = ${row.person} and c.state <> 'released') e
        left join "order" o on o.id = ${row.order})
    returning outcome`.compile(db),
}))

type Received = InboxRow & Pick<Claiming, 'order' | 'person' | 'most'> & { others: string; expected: string }

/** Whether somebody's claim on an order was last changed by that message, and to this where a state is given. */
export const claimBecame = (order: number, person: number, key: string, state?: ClaimState) =>
  sql<boolean>`exists (select 1 from claim where order_id = ${order} and person_id = ${person} and change_message = ${key}
    and state = coalesce(${state ?? null}, state))`

/** The claim that somebody made, took up or reported done last by a message of their own since an instant, if it stands. */
export const recentClaimQuery = (person: Id, since: number) =>
  db
    .selectFrom('claim as c')
    .innerJoin('inbox as i', 'i.key', 'c.change_message')
    .select(['c.order_id', 'c.state', 'c.changed_at', 'i.id as heard'])
    .where('c.person_id', '=', person)
    .whereRef('i.person_id', '=', 'c.person_id')
    .where((is) =>
      is.or([
        is('c.state', '=', 'done'),
        is.and([is('c.state', 'in', ['drawing', 'held', 'waiting']), is('c.assigned_by', 'is', null)]),
      ]),
    )
    .where('c.changed_at', '>=', since)
    .orderBy('i.id', 'desc')
    .limit(1)

/** The order of that claim, as a subquery. */
export const recentClaimed = (person: Id, since: number): Expression<number> =>
  sql<number>`(select order_id from ${recentClaimQuery(person, since)})`

export type RecentClaim = NonNullable<
  Awaited<ReturnType<ReturnType<typeof recentClaimQuery>['executeTakeFirst']>>
>
