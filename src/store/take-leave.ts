import { sql } from 'kysely'
import { db } from './d1.ts'
import { stillAhead } from './leave.ts'

/** Somebody is away on these days, unless leave of theirs meets them: the write itself looks. */
export const takeLeave = (leave: {
  person: number
  from: string
  to: string
  reason: string | null
  at: number
  message: string
}) =>
  db
    .insertInto('leave')
    .columns(['person_id', 'from_day', 'to_day', 'reason', 'at', 'message'])
    .expression(
      sql`select ${leave.person}, ${leave.from}, ${leave.to}, ${leave.reason}, ${leave.at}, ${leave.message}
        where not exists (select 1 from leave where person_id = ${leave.person} and ended_at is null
          and to_day >= ${leave.from} and from_day <= ${leave.to})` as never,
    )

/** True exactly when that message took leave for that person. */
export const tookLeave = (person: number, message: string) =>
  sql<boolean>`exists (select 1 from leave where person_id = ${person} and message = ${message} and ended_at is null)`

/** The shifts of those days become open, and what was asked for them is asked no more. */
export const openShifts = (person: number, from: string, to: string, by: { message: string; at: number }) => [
  sql`update shift as s set state = 'leave', settled_by = ${person}, settled_at = ${by.at}, settle_message = ${by.message}
    where s.person_id = ${person} and s.day between ${from} and ${to} and s.state = 'planned' and ${stillAhead(by.at)}
      and ${tookLeave(person, by.message)}`.compile(db),
  sql`update swap set state = 'withdrawn', settled_by = ${person}, settled_at = ${by.at}, settle_message = ${by.message}
    where state in ('asked', 'agreed') and shift_id in (select id from shift
      where person_id = ${person} and day between ${from} and ${to} and settle_message = ${by.message})`.compile(
    db,
  ),
]

/** The leave's own days as they are known; `left` is what remains of it. */
export interface TakenOut {
  leave: { id: number; person_id: number; from: string; to: string }
  left: readonly { from: string; to: string }[]
}

/**
 * Takes days out of a leave, if it is still as it was: it ends, gets shorter, or becomes two. The last statement changes
 * something exactly when the first one did.
 */
export const takeOut = ({ leave, left: [first, second] }: TakenOut, by: { message: string; at: number }) => [
  db
    .updateTable('leave')
    .set(
      first === undefined
        ? { ended_at: by.at, end_message: by.message }
        : { from_day: first.from, to_day: first.to },
    )
    .where('id', '=', leave.id)
    .where('ended_at', 'is', null)
    .where('from_day', '=', leave.from)
    .where('to_day', '=', leave.to),
  ...(second === undefined
    ? []
    : [
        db
          .insertInto('leave')
          .columns(['person_id', 'from_day', 'to_day', 'reason', 'at', 'message'])
          .expression(
            sql`select person_id, ${second.from}, ${second.to}, reason, at, message from leave
              where id = ${leave.id} and changes() > 0` as never,
          ),
      ]),
]

/** True when a person has no leave that meets those days (any more). */
export const isBack = (person: number, from: string, to: string) =>
  sql<boolean>`not exists (select 1 from leave where person_id = ${person} and ended_at is null
    and to_day >= ${from} and from_day <= ${to})`
