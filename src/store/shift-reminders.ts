import { sql } from 'kysely'
import { HOUR } from '../domain/calendar/shanghai.ts'
import { db } from './d1.ts'
import { keepersOf } from './keepers.ts'
import { isOnLeave } from './leave.ts'

/** The letters about a shift, by which a shift is known to be reminded of; the schema takes them back by these names. */
export const shiftLetter = {
  evening: (shift: number) => `shift/evening/${shift}`,
  soon: (shift: number) => `shift/soon/${shift}`,
  missing: (shift: number) => `shift/missing/${shift}`,
  /** To each who answers for the community, once for all shifts that start together. */
  absent: (community: number, startsAt: number, person: number) =>
    `shift/absent/${community}/${startsAt}/${person}`,
}

/** Shifts that stand and start between two instants (the first one left out), of people who are not away. */
const standing = (after: number, upTo: number) =>
  db
    .selectFrom('shift as s')
    .innerJoin('community as c', 'c.id', 's.community_id')
    .select([
      's.id',
      's.person_id',
      's.community_id',
      's.day',
      's.starts_at',
      's.ends_at',
      'c.name as community',
    ])
    .where('s.state', '=', 'planned')
    .where('s.starts_at', '>', after)
    .where('s.starts_at', '<=', upTo)
    .where((is) => is.not(isOnLeave(sql.ref('s.person_id'), sql.ref('s.day'))))

/** A shift's person is on duty there, was when it began or since, or came for this shift: nobody misses them. */
const served = sql<boolean>`(exists (select 1 from duty d where d.person_id = s.person_id
    and d.community_id = s.community_id and d.started_at between s.starts_at - ${24 * HOUR} and s.ends_at
    and (d.ended_at is null or (d.ended_by <> 'undo' and d.ended_at > s.starts_at)))
  or exists (select 1 from duty d where d.shift_id = s.id and d.ended_by is not 'undo'))`

const isWritten = (letter: 'soon' | 'missing') =>
  sql<boolean>`exists (select 1 from outbox o where o.dedupe = ${`shift/${letter}/`} || s.id)`

/** A day's shifts that were planned by an instant, so many behind a shift's number: a job walks them page by page. */
export const shiftsOfDayQuery = (
  begins: number,
  ends: number,
  plannedBy: number,
  after: number,
  limit: number,
) =>
  standing(begins - 1, ends - 1)
    .where('s.planned_at', '<=', plannedBy)
    .where('s.id', '>', after)
    .orderBy('s.id')
    .limit(limit)

/** Shifts that start until an instant, of people who were not reminded and are not there yet. */
export const soonQuery = (now: number, upTo: number, limit: number) =>
  standing(now, upTo)
    .where((is) => is.not(isWritten('soon')))
    .where((is) => is.not(served))
    .limit(limit)

/** Shifts that began, and were planned, before an instant, are not over and have nobody there; none that began long ago. */
const missing = (now: number, longAgo: number, before: number) =>
  standing(longAgo, before)
    .where('s.planned_at', '<=', before)
    .where('s.ends_at', '>', now)
    .where((is) => is.not(served))

/** Those whose people were not asked yet. */
export const missingQuery = (now: number, longAgo: number, before: number, limit: number) =>
  missing(now, longAgo, before)
    .where((is) => is.not(isWritten('missing')))
    .limit(limit)

/** Those of which nobody who answers for the community was told yet, and who that is: ids as JSON. */
export const absentQuery = (now: number, longAgo: number, before: number, limit: number) =>
  missing(now, longAgo, before)
    .innerJoin('person as p', 'p.id', 's.person_id')
    .select(['p.name', keepersOf(sql.ref('s.community_id')).as('told')])
    .where(
      // Letters of a prefix, by the unique index: '0' comes right after '/'.
      sql<boolean>`not exists (select 1 from outbox o
        where o.dedupe > 'shift/absent/' || s.community_id || '/' || s.starts_at || '/'
          and o.dedupe < 'shift/absent/' || s.community_id || '/' || s.starts_at || '0')`,
    )
    .orderBy('s.starts_at')
    .orderBy('s.community_id')
    .limit(limit)
