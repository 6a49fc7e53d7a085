import { type Expression, sql } from 'kysely'
import { HOUR } from '../domain/calendar/shanghai.ts'
import { db, type RowOf } from './d1.ts'
import { prepared } from './prepared.ts'

type Id = Expression<number> | number

/** The number of a message in the inbox: the order in which things were handled. Null when it is long gone. */
export const heardAs = (column: string) =>
  sql<number | null>`(select id from inbox where key = ${sql.ref(column)})`.as('heard')

/**
 * Until when somebody is planned to stay, from the shift (`s`) that their duty (`d`) serves on: shifts of theirs there
 * that follow each other within an hour are served by one duty.
 */
const plannedUntil = sql<number | null>`(with recursive stay (until) as (select s.ends_at
    union select n.ends_at from stay join shift n on n.person_id = d.person_id and n.starts_at > s.starts_at
      and n.starts_at <= stay.until + ${HOUR} and n.ends_at > stay.until
    where n.state = 'planned' and n.community_id = d.community_id)
  select max(until) from stay)`

const running = () =>
  db
    .selectFrom('duty as d')
    .innerJoin('community as c', 'c.id', 'd.community_id')
    .innerJoin('person as p', 'p.id', 'd.person_id')
    .leftJoin('shift as s', 's.id', 'd.shift_id')
    .leftJoin('rally_call as k', (on) =>
      on.onRef('k.rally_id', '=', 'd.rally_id').onRef('k.person_id', '=', 'd.person_id'),
    )
    .select([
      'd.id',
      'd.person_id',
      'd.unit_id',
      'd.community_id',
      'd.grid_id',
      'd.started_at',
      'd.message',
      heardAs('d.message'),
      'c.name as community',
      'p.name as name',
      's.starts_at as shift_from',
      plannedUntil.as('shift_to'),
      'd.rally_id',
      'k.arrived_at as emergency_from',
    ])
    .where('d.ended_at', 'is', null)

/** The running duty of a person, or no row. */
export const openDutyQuery = (personId: Id) => runningOf({ personId }).duty

const runningOf = prepared(({ personId }: { personId: Id }) => ({
  duty: running().where('d.person_id', '=', personId),
}))

/** The times of the shift that a duty serves, those that follow at once included. */
export const shiftOf = ({ shift_from, shift_to }: Pick<OpenDuty, 'shift_from' | 'shift_to'>) =>
  shift_from === null || shift_to === null ? undefined : { starts_at: shift_from, ends_at: shift_to }

export type OpenDuty = RowOf<ReturnType<typeof openDutyQuery>>

/** Duties that have been open since before an instant, of anybody, oldest first. */
export const overlongQuery = (before: number, limit: number) =>
  running().where('d.started_at', '<', before).orderBy('d.started_at').limit(limit)

/** A duty to be started: whose, where, since when (ms), by which message. */
interface Starting {
  person_id: number
  unit_id: number
  community_id: number
  grid_id: number | null
  started_at: number
  message: string
  /** The shift that it serves, if that still stands in the write. */
  shift_id: number | null
  /** The rally that it serves, and in which community that is, if it is still open in the write. */
  rally_id: number | null
  scene_id: number | null
  when: Expression<boolean>
}

/** Starts a duty unless one is running or the condition fails: the write itself looks, under a crowd too. */
export const startDuty = (duty: Starting) => starts(duty).duty

const starts = prepared((duty: Starting) => ({
  duty: db
    .insertInto('duty')
    .columns([
      'person_id',
      'unit_id',
      'community_id',
      'grid_id',
      'started_at',
      'message',
      'shift_id',
      'rally_id',
    ])
    .expression(
      sql`select ${duty.person_id}, ${duty.unit_id}, iif(r.id is null, ${duty.community_id}, ${duty.scene_id}),
          iif(r.id is null or ${duty.scene_id} = ${duty.community_id}, ${duty.grid_id}, null),
          ${duty.started_at}, ${duty.message}, (select id from shift where id = ${duty.shift_id} and state = 'planned'), r.id
        from (select 1) left join rally r on r.id = ${duty.rally_id} and r.ended_at is null
        where not exists (select 1 from duty where person_id = ${duty.person_id} and ended_at is null)
        and ${duty.when}` as never,
    ),
}))

/** Ends a duty unless it has ended; `end_message` then says which message did it. */
export const endDuty = (
  id: number,
  endedAt: number,
  endedBy: 'person' | 'system' | 'undo',
  message: string,
) =>
  db
    .updateTable('duty')
    .set({ ended_at: endedAt, ended_by: endedBy, end_message: message })
    .where('id', '=', id)
    .where('ended_at', 'is', null)

/** True exactly when that message ended that duty: what follows from the end hangs on it. */
export const endedBy = (dutyId: number, message: string) =>
  sql<boolean>`exists (select 1 from duty where id = ${dutyId} and end_message = ${message})`

/** Since when a person's running duty runs, as an expression for a stored outcome. */
export const runningSince = (personId: Id) =>
  sql<number>`(select started_at from duty where person_id = ${personId} and ended_at is null)`

/** Keeps what was typed at the check-in, if this message started the running duty. */
export const noteOnDuty = (personId: number, message: string, text: string) =>
  db
    .insertInto('note')
    .columns(['about', 'subject_id', 'person_id', 'text'])
    .expression(
      sql`select 'duty', id, person_id, ${text} from duty
        where person_id = ${personId} and ended_at is null and message = ${message}` as never,
    )
