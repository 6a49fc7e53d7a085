import { type Expression, sql } from 'kysely'
import type { EntryDraft } from '../domain/ledger/entry.ts'
import { always, db } from './d1.ts'
import { prepared } from './prepared.ts'

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

/**
 * Enters a line, if the condition holds; the schema refuses overlaps and days above twelve typed hours. A stretch of
 * a duty is entered once: two ticks of the clock may close the same duty under the same key.
 */
export const enter = (draft: EntryDraft, of: EntryOf, when: Expression<boolean> = always) =>
  entered({
    ...of,
    kind: draft.kind,
    service_day: draft.serviceDay,
    started_at: draft.startedAt,
    ended_at: draft.endedAt,
    minutes: draft.minutes,
    booking_month: draft.bookingMonth,
    difficulty: draft.difficulty ?? 100,
    points: draft.points,
    waits_for: draft.waitsFor.join(' '),
    when,
  }).entry

const entered = prepared((given: { [Column in (typeof columns)[number]]: unknown } & { when: unknown }) => ({
  entry: db
    .insertInto('hour_entry')
    .columns(columns)
    .expression(
      sql`select ${sql.join(columns.map((column) => given[column]))} where ${given.when} and not exists (
        select 1 from hour_entry where person_id = ${given.person_id} and service_day = ${given.service_day}
          and duty_id = ${given.duty_id} and started_at = ${given.started_at})` as never,
    ),
}))

const columns = [
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
  'difficulty',
  'points',
  'duty_id',
  'waits_for',
  'actor_id',
  'message',
  'created_at',
] as const

/** Keeps the words of the line just entered; nothing when nothing was entered. Needs the rowid of the insert before. */
export const noteOnInserted = (about: 'duty' | 'entry', personId: number, text: string) =>
  noted({ about, personId, text }).note

const noted = prepared(({ about, personId, text }: { about: string; personId: number; text: string }) => ({
  note: db
    .insertInto('note')
    .columns(['about', 'subject_id', 'person_id', 'text'])
    .expression(sql`select ${about}, last_insert_rowid(), ${personId}, ${text} where changes() = 1` as never),
}))

/** Keeps the words of a known line, unless it has some already. */
export const noteOn = (about: 'entry', subjectId: number, personId: number, text: string) =>
  db
    .insertInto('note')
    .values({ about, subject_id: subjectId, person_id: personId, text })
    .onConflict((on) => on.doNothing())

/** `T31`, of the line just entered. */
export const entryNumber = sql<string>`'T' || last_insert_rowid()`

/** The numbers of the lines that a message entered for a duty, as a JSON array: `["T31","T32"]`. */
export const numbersOfDuty = (duty: { id: number; person_id: number }, fromDay: string, message: string) =>
  sql`json((select json_group_array('T' || id) from (select id from hour_entry
    where person_id = ${duty.person_id} and service_day >= ${fromDay} and duty_id = ${duty.id} and message = ${message}
    order by id)))`
