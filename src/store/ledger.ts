import { type Expression, sql } from 'kysely'
import type { EntryDraft } from '../domain/ledger/entry.ts'
import { db } from './d1.ts'

type Id = Expression<number> | number

/** Whose entry it is and where it was done. */
export interface EntryOf {
  person_id: number
  unit_id: number
  community_id: number
  grid_id: number | null
  duty_id: number | null
  actor_id: number | null
  message: string
  created_at: number
}

/** Entries of a person between two service days, inclusive, that stand: no verdict yet, or approved. */
export const standingQuery = (personId: Id, fromDay: Expression<string> | string, toDay: string) =>
  db
    .selectFrom('hour_entry as e')
    .leftJoin('verdict as v', 'v.entry_id', 'e.id')
    .select(['e.id', 'e.person_id', 'e.service_day', 'e.started_at', 'e.ended_at', 'e.minutes'])
    .where('e.person_id', '=', personId)
    .where('e.service_day', '>=', fromDay)
    .where('e.service_day', '<=', toDay)
    .where((is) => is.or([is('v.verdict', 'is', null), is('v.verdict', '=', 'approved')]))

/** Enters a line, if the condition holds; the schema refuses overlaps and days above twelve typed hours. */
export const enter = (draft: EntryDraft, of: EntryOf, when: Expression<boolean> = sql<boolean>`1`) =>
  db
    .insertInto('hour_entry')
    .columns([
      'person_id',
      'unit_id',
      'community_id',
      'grid_id',
      'kind',
      'service_day',
      'started_at',
      'ended_at',
      'minutes',
      'booking_month',
      'points',
      'duty_id',
      'waits_for',
      'actor_id',
      'message',
      'created_at',
    ])
    .expression(
      sql`select ${sql.join([
        of.person_id,
        of.unit_id,
        of.community_id,
        of.grid_id,
        draft.kind,
        draft.serviceDay,
        draft.startedAt,
        draft.endedAt,
        draft.minutes,
        draft.bookingMonth,
        draft.points,
        of.duty_id,
        draft.waitsFor.join(' '),
        of.actor_id,
        of.message,
        of.created_at,
      ])} where ${when}` as never,
    )

/** Keeps the words of the line just entered; nothing when nothing was entered. Needs the rowid of the insert before. */
export const noteOnInserted = (about: 'duty' | 'entry', personId: number, text: string) =>
  db
    .insertInto('note')
    .columns(['about', 'subject_id', 'person_id', 'text'])
    .expression(sql`select ${about}, last_insert_rowid(), ${personId}, ${text} where changes() = 1` as never)

/** Keeps the words of a known line, unless it has some already. */
export const noteOn = (about: 'entry', subjectId: number, personId: number, text: string) =>
  db
    .insertInto('note')
    .values({ about, subject_id: subjectId, person_id: personId, text })
    .onConflict((on) => on.doNothing())

/** A person's entries of one booking month (or of a service day in it), newest first, with verdict and words. */
export const monthQuery = (personId: Id, month: string, limit: number) =>
  db
    .selectFrom('hour_entry as e')
    .leftJoin('verdict as v', 'v.entry_id', 'e.id')
    .leftJoin('note as n', (on) => on.on('n.about', '=', 'entry').onRef('n.subject_id', '=', 'e.id'))
    .select([
      'e.id',
      'e.kind',
      'e.service_day',
      'e.started_at',
      'e.ended_at',
      'e.minutes',
      'v.verdict',
      'n.text',
    ])
    .where('e.person_id', '=', personId)
    .where('e.service_day', '>=', `${month}-01`)
    .where('e.service_day', '<=', `${month}-31`)
    .where((is) =>
      is.or([is('v.verdict', 'is', null), is('v.verdict', 'not in', ['withdrawn', 'corrected'])]),
    )
    .orderBy('e.service_day', 'desc')
    .orderBy('e.id', 'desc')
    .limit(limit)

/** The duty entries of a person since a day that still lack a word on what was done, newest first. */
export const wordlessQuery = (personId: Id, sinceDay: string) =>
  db
    .selectFrom('pending_entry as w')
    .innerJoin('hour_entry as e', 'e.id', 'w.entry_id')
    .leftJoin('note as n', (on) => on.on('n.about', '=', 'entry').onRef('n.subject_id', '=', 'e.id'))
    .select(['e.id', 'e.duty_id', 'e.service_day', 'e.started_at', 'e.ended_at', 'e.minutes'])
    .where('w.person_id', '=', personId)
    .where('e.kind', '=', 'duty')
    .where('e.service_day', '>=', sinceDay)
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
    .select(['e.id', 'e.kind', 'e.service_day', 'e.minutes', 'e.message', 'e.created_at', 'v.verdict'])
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
    .select(['e.id', 'e.person_id', 'e.service_day', 'e.started_at', 'e.ended_at', 'e.minutes'])
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
    .where((is) => is.or([is('v.verdict', 'is', null), is('v.verdict', '=', 'approved')]))

/** `T31`, of the line just entered. */
export const entryNumber = sql<string>`'T' || last_insert_rowid()`
