import { sql } from 'kysely'
import type { CorrectionDraft } from '../domain/ledger/correction.ts'
import { db } from './d1.ts'
import { wordsOfEntry } from './ledger.ts'

/** Who corrects, from which message, when. */
export interface Corrector {
  actorId: number
  message: string
  at: number
}

/**
 * A line of the ledger with its corrections, in order, by the number of any of them; each with its verdict, who gave
 * it, and the words.
 */
export const chainQuery = (entry: number) => {
  const root = sql<number>`coalesce((select corrects from hour_entry where id = ${entry}), ${entry})`
  return db
    .selectFrom('hour_entry as e')
    .innerJoin('person as p', 'p.id', 'e.person_id')
    .leftJoin('verdict as v', 'v.entry_id', 'e.id')
    .leftJoin('person as judge', 'judge.id', 'v.actor_id')
    .leftJoin('note as n', (on) => on.on('n.about', '=', 'entry').onRef('n.subject_id', '=', 'e.id'))
    .leftJoin('note as r', (on) => on.on('r.about', '=', 'verdict').onRef('r.subject_id', '=', 'v.id'))
    .select([
      'e.id',
      'e.person_id',
      'e.community_id',
      'e.grid_id',
      'e.kind',
      'e.order_id',
      'e.share',
      'e.service_day',
      'e.started_at',
      'e.ended_at',
      'e.minutes',
      'e.difficulty',
      'e.grade',
      'e.points',
      'e.waits_for',
      'p.name',
      'p.state',
      'v.verdict',
      'v.booking_month as counts_in',
      'v.at as judged_at',
      'v.actor_id as judged_by',
      'judge.name as judge',
      wordsOfEntry.as('text'),
      'r.text as reason',
    ])
    .where((is) => is.or([is('e.id', '=', root), is('e.corrects', '=', root)]))
    .orderBy(sql`coalesce(e.revision, 0)`)
}

export type Chained = NonNullable<Awaited<ReturnType<ReturnType<typeof chainQuery>['executeTakeFirst']>>>

const added = (entry: number, revision: number, message: string) =>
  sql`from hour_entry where corrects = ${entry} and revision = ${revision} and message = ${message}`

/** True exactly when that message added that correction: what follows from it hangs on it. */
export const correctedBy = (entry: number, revision: number, message: string) =>
  sql<boolean>`exists (select 1 ${added(entry, revision, message)})`

/**
 * Adds the correction of a line, unless somebody was faster: the number of the correction is taken, or the verdict
 * that `waiting` lines need was given by another message. Place, difficulty and grade are those of the line.
 */
export const enterCorrection = (entry: number, draft: CorrectionDraft, by: Corrector, waiting: boolean) =>
  db
    .insertInto('hour_entry')
    .columns([
      'person_id',
      'unit_id',
      'community_id',
      'grid_id',
      'kind',
      'service_day',
      'minutes',
      'booking_month',
      'difficulty',
      'grade',
      'points',
      'corrects',
      'revision',
      'waits_for',
      'actor_id',
      'message',
      'created_at',
    ])
    .expression(
      sql`select person_id, unit_id, community_id, grid_id, 'correction', service_day, ${draft.minutes},
          ${draft.bookingMonth}, difficulty, grade, ${draft.points}, id, ${draft.revision}, '', ${by.actorId},
          ${by.message}, ${by.at}
        from hour_entry where id = ${entry}
          and not exists (select 1 from hour_entry where corrects = ${entry} and revision = ${draft.revision})
          and (${waiting ? 0 : 1} or exists (select 1 from verdict where entry_id = ${entry} and message = ${by.message}))` as never,
    )

/** The reason of the correction, if this message added it. */
export const noteOnCorrection = (
  entry: number,
  revision: number,
  personId: number,
  text: string,
  { message }: Corrector,
) =>
  db
    .insertInto('note')
    .columns(['about', 'subject_id', 'person_id', 'text'])
    .expression(sql`select 'entry', id, ${personId}, ${text} ${added(entry, revision, message)}` as never)

/** The yes to the correction, if this message added it: it counts in the month it was booked in. */
export const approveCorrection = (entry: number, revision: number, by: Corrector) =>
  db
    .insertInto('verdict')
    .columns(['entry_id', 'verdict', 'booking_month', 'actor_id', 'message', 'at'])
    .expression(
      sql`select id, 'approved', booking_month, ${by.actorId}, ${by.message}, ${by.at} ${added(entry, revision, by.message)}` as never,
    )
