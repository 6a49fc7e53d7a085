import { type Expression, sql } from 'kysely'
import { db } from './d1.ts'
import { heardAs } from './duty.ts'

type Id = Expression<number> | number

/** The leave of a person that stands and ends on a day or later, first come first. */
export const ownLeavesQuery = (person: Id, fromDay: string) =>
  db
    .selectFrom('leave as l')
    .select([
      'l.id',
      'l.person_id',
      'l.from_day as from',
      'l.to_day as to',
      'l.reason',
      'l.at',
      heardAs('l.message'),
    ])
    .where('l.person_id', '=', person)
    .where('l.ended_at', 'is', null)
    .where('l.to_day', '>=', fromDay)
    .orderBy('l.from_day')
    .limit(60)

export type Leave = NonNullable<Awaited<ReturnType<ReturnType<typeof ownLeavesQuery>['executeTakeFirst']>>>

/** Whether somebody is on leave on a day: who is, is in no list of silent, missing or behind people. */
export const isOnLeave = (person: Id, day: Expression<string> | string) =>
  sql<boolean>`exists (select 1 from leave l where l.person_id = ${person} and l.to_day >= ${day} and l.from_day <= ${day}
    and l.ended_at is null)`

/** Days of leave of one person between two days, both included, as an expression for a list; a day counts once. */
export const leaveDaysOf = (person: Id, from: string, to: string) =>
  sql<number>`(select coalesce(sum(max(0, days)), 0) from (
      select julianday(min(l.to_day, ${to})) - julianday(max(l.from_day, ${from},
        coalesce(max(date(l.to_day, '+1 day')) over (order by l.from_day, l.id rows between unbounded preceding and 1 preceding), ''))) + 1
        as days
      from leave l where l.person_id = ${person} and l.ended_at is null and l.to_day >= ${from} and l.from_day <= ${to}))`

/** What a shift of the roster needs to be left for leave: it is not over, and no duty serves it. */
export const stillAhead = (at: number) =>
  sql<boolean>`s.ends_at > ${at} and not exists (select 1 from duty d where d.shift_id = s.id)`

/** A person's shifts between two days that leave empties (planned) or has emptied (leave), with how many others are planned that day. */
export const shiftsWithinQuery = (
  person: Id,
  state: 'planned' | 'leave',
  { from, to }: { from: string; to: string },
  at: number,
) =>
  db
    .selectFrom('shift as s')
    .innerJoin('community as c', 'c.id', 's.community_id')
    .select([
      's.id',
      's.day',
      's.starts_at',
      's.ends_at',
      's.state',
      's.community_id',
      'c.name as community',
      sql<number>`(select count(distinct o.person_id) from shift o where o.community_id = s.community_id and o.day = s.day
        and o.state = 'planned' and o.person_id <> s.person_id)`.as('others'),
    ])
    .where('s.person_id', '=', person)
    .where('s.day', '>=', from)
    .where('s.day', '<=', to)
    .where('s.state', '=', state)
    .where(stillAhead(at))
    .orderBy('s.starts_at')
    .limit(200)

export type ShiftWithin = NonNullable<
  Awaited<ReturnType<ReturnType<typeof shiftsWithinQuery>['executeTakeFirst']>>
>
