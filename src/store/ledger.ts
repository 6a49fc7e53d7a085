import { type Expression, sql } from 'kysely'
import { addMonths } from '../domain/calendar/shanghai.ts'
import { db } from './d1.ts'
import { heardAs } from './duty.ts'
import { prepared } from './prepared.ts'
import type { EntryKind } from './tables/ledger.ts'

type Id = Expression<number> | number

/** The words of an entry (`e`, note `n`); a service on an order has its number. */
export const wordsOfEntry = sql<string | null>`coalesce(n.text, '#' || e.order_id)`

/** Whether an entry (`e`, verdict `v`) is a service that a reopened order took back: it takes no clock times any more. */
export const reversed = sql<boolean>`(e.kind = 'order' and coalesce(v.verdict, '') = 'approved' and 0 = (
  select sum(k.minutes) from hour_entry k where k.id = e.id or k.corrects = e.id))`

/**
 * Entries of a person between two service days, inclusive, that stand: no verdict yet, or approved. A corrected one
 * goes on taking its clock times, but its minutes are those of its correction; what was taken back takes none.
 */
export const standingQuery = (personId: Id, fromDay: Expression<string> | string, toDay: string) =>
  standing({ personId, fromDay, toDay }).entries

const standing = prepared(({ personId, fromDay, toDay }: Standing) => ({
  entries: db
    .selectFrom('hour_entry as e')
    .leftJoin('verdict as v', 'v.entry_id', 'e.id')
    .select(['e.id', 'e.person_id', 'e.service_day', standingFrom, standingTo, standingMinutes])
    .where('e.person_id', '=', personId)
    .where('e.service_day', '>=', fromDay)
    .where('e.service_day', '<=', toDay)
    .where(stands),
}))

interface Standing {
  personId: Id
  fromDay: Expression<string> | string
  toDay: string
}

const standingFrom = sql<number | null>`iif(${reversed}, null, e.started_at)`.as('started_at')
const standingTo = sql<number | null>`iif(${reversed}, null, e.ended_at)`.as('ended_at')
const standingMinutes = sql<number>`iif(v.verdict = 'corrected', 0, e.minutes)`.as('minutes')
const stands = sql<boolean>`coalesce(v.verdict, 'approved') in ('approved', 'corrected')`

/**
 * A person's lines of one month, newest first, with verdict and words: what counts in it, what waits and would count
 * in it now (`open` is the open month), and what of its days was refused. Corrections come with the line they correct:
 * its kind, its words, and the minutes that stand of it.
 */
export const monthQuery = (personId: Id, month: string, open: string, limit: number) =>
  db
    .selectFrom('hour_entry as e')
    .leftJoin('verdict as v', 'v.entry_id', 'e.id')
    .leftJoin('note as n', (on) => on.on('n.about', '=', 'entry').on('n.subject_id', '=', corrected))
    .select([
      'e.id',
      corrected.as('line'),
      sql<EntryKind>`(select kind from hour_entry where id = ${corrected})`.as('kind'),
      'e.service_day',
      'e.minutes',
      'v.verdict',
      sql<
        string | null
      >`coalesce(n.text, '#' || (select order_id from hour_entry where id = ${corrected}))`.as('text'),
      sql<number>`(select coalesce(sum(x.minutes), 0) from hour_entry x join verdict y on y.entry_id = x.id
        where y.verdict = 'approved' and (x.id = ${corrected} or x.corrects = ${corrected}))`.as('standing'),
    ])
    .where('e.person_id', '=', personId)
    // A line counts, or is corrected, within a year of its day.
    .where('e.service_day', '>=', `${addMonths(month, -12)}-01`)
    .where(
      sql<boolean>`case v.verdict
        when 'approved' then v.booking_month = ${month}
        when 'rejected' then substr(e.service_day, 1, 7) = ${month}
        when 'withdrawn' then 0 when 'corrected' then 0
        else max(e.booking_month, ${open}) = ${month} end`,
    )
    .orderBy('e.service_day', 'desc')
    .orderBy('line', 'desc')
    .limit(limit)

/** The number of the line itself, or of the one that it corrects. */
const corrected = sql<number>`coalesce(e.corrects, e.id)`

/** The duty entries of a person that still lack a word on what was done, newest first. */
export const wordlessQuery = (personId: Id) =>
  db
    .selectFrom('pending_entry as w')
    .innerJoin('hour_entry as e', 'e.id', 'w.entry_id')
    .leftJoin('note as n', (on) => on.on('n.about', '=', 'entry').onRef('n.subject_id', '=', 'e.id'))
    .select(['e.id', 'e.duty_id', 'e.service_day', 'e.started_at', 'e.ended_at', 'e.minutes', 'e.waits_for'])
    .where('w.person_id', '=', personId)
    .where('e.kind', '=', 'duty')
    .where('n.text', 'is', null)
    .orderBy('e.id', 'desc')
    .limit(10)

/** The day on which a person's running duty began, or that day if none runs: entries from there on may meet it. */
export const sinceOpenDuty = (personId: Id, day: string) =>
  sql<string>`coalesce((select min(strftime('%Y-%m-%d', started_at / 1000, 'unixepoch', '+8 hours'), ${day})
    from duty where person_id = ${personId} and ended_at is null), ${day})`

/** A person's own standing entries made since an instant, newest first, with the message that made them. */
export const recentOwnQuery = (personId: Id, sinceDay: string, since: number) =>
  db
    .selectFrom('hour_entry as e')
    .leftJoin('verdict as v', 'v.entry_id', 'e.id')
    .select([
      'e.id',
      'e.kind',
      'e.service_day',
      'e.minutes',
      'e.message',
      'e.created_at',
      'v.verdict',
      heardAs('e.message'),
    ])
    .where('e.person_id', '=', personId)
    .where('e.service_day', '>=', sinceDay)
    .where('e.created_at', '>=', since)
    .where('e.actor_id', '=', personId)
    .where((is) => is.or([is('v.verdict', 'is', null), is('v.verdict', '=', 'approved')]))
    .orderBy('e.id', 'desc')
    .limit(5)

/** Standing entries that may meet the oldest overlong duties, of whoever they belong to. */
export const standingOfOverlongQuery = (before: number, limit: number) =>
  db
    .with('overlong', (with_) =>
      with_
        .selectFrom('duty')
        .select(['person_id', 'started_at'])
        .where('ended_at', 'is', null)
        .where('started_at', '<', before)
        .orderBy('started_at')
        .limit(limit),
    )
    .selectFrom('overlong as o')
    .innerJoin('hour_entry as e', 'e.person_id', 'o.person_id')
    .leftJoin('verdict as v', 'v.entry_id', 'e.id')
    .select(['e.id', 'e.person_id', 'e.service_day', standingFrom, standingTo, standingMinutes])
    .where(
      'e.service_day',
      '>=',
      sql<string>`strftime('%Y-%m-%d', o.started_at / 1000, 'unixepoch', '+8 hours')`,
    )
    .where(
      'e.service_day',
      '<=',
      sql<string>`strftime('%Y-%m-%d', o.started_at / 1000, 'unixepoch', '+8 hours', '+1 day')`,
    )
    .where(stands)
