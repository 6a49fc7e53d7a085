import { type Expression, sql } from 'kysely'
import { HOUR } from '../domain/calendar/shanghai.ts'
import { earlyCheckIn } from '../domain/roster/near-shift.ts'
import { db } from './d1.ts'
import { fill } from './inbox.ts'
import { prepared } from './prepared.ts'

type Id = Expression<number> | number

/** No shift is longer (the schema holds it). */
const longest = 12 * HOUR

const list = (values: readonly unknown[]) => sql`(select value from json_each(${JSON.stringify(values)}))`

/** A person's planned shifts that a check-in at that instant may serve. */
export const ownShiftsNearQuery = (person: Id, at: number) =>
  near({ person, after: at - longest, until: at + earlyCheckIn }).shifts

const near = prepared(({ person, after, until }: { person: Id; after: number; until: number }) => ({
  shifts: db
    .selectFrom('shift')
    .select(['id', 'community_id', 'day', 'starts_at', 'ends_at'])
    .where('person_id', '=', person)
    .where('state', '=', 'planned')
    .where('starts_at', '>', after)
    .where('starts_at', '<=', until),
}))

/** A shift to be planned; `replaces` is the id of the one that it takes over. */
export interface ShiftDraft {
  person: number
  day: string
  from: number
  to: number
  replaces?: number
}

/** By whom, from which message, when; and where. */
export interface Planning {
  key: string
  communityId: number
  actorId: number
  at: number
  drafts: readonly ShiftDraft[]
}

/** Whether a person has a planned shift in that time already, in the write. */
const taken = (person: Id, from: Expression<number>, to: Expression<number>) =>
  sql<boolean>`exists (select 1 from shift o where o.person_id = ${person} and o.state = 'planned'
    and o.starts_at > ${from} - ${longest} and o.starts_at < ${to} and o.ends_at > ${from})`

const draft = {
  person: sql<number>`j.value ->> 'person'`,
  day: sql<string>`j.value ->> 'day'`,
  from: sql<number>`j.value ->> 'from'`,
  to: sql<number>`j.value ->> 'to'`,
  replaces: sql<number | null>`j.value ->> 'replaces'`,
}

/** Shifts that others take over are theirs no more, unless the others are not free any more. */
export const replaceShifts = ({ key, actorId, at, drafts }: Planning) =>
  sql`update shift set state = 'swapped', settled_by = ${actorId}, settled_at = ${at}, settle_message = ${key}
    from json_each(${JSON.stringify(drafts.filter(({ replaces }) => replaces !== undefined))}) j
    where shift.id = ${draft.replaces} and shift.state = 'planned' and not ${taken(draft.person, draft.from, draft.to)}`.compile(
    db,
  )

/** Plans all shifts in one statement; where somebody has a shift, is on leave or is gone by now, theirs is left out. */
export const planShifts = ({ key, communityId, actorId, at, drafts }: Planning) =>
  db
    .insertInto('shift')
    .columns([
      'community_id',
      'person_id',
      'unit_id',
      'day',
      'starts_at',
      'ends_at',
      'stands_for',
      'planned_by',
      'planned_at',
      'message',
    ])
    .expression(
      sql`select ${communityId}, p.id, p.unit_id, ${draft.day}, ${draft.from}, ${draft.to}, ${draft.replaces}, ${actorId},
          ${at}, ${key}
        from json_each(${JSON.stringify(drafts)}) j join person p on p.id = ${draft.person}
        where p.unit_id is not null and p.gone_at is null and not ${taken(sql.ref('p.id'), draft.from, draft.to)}
          and not exists (select 1 from leave l where l.person_id = p.id and l.to_day >= ${draft.day}
            and l.from_day <= ${draft.day} and l.ended_at is null)
          and (${draft.replaces} is null or exists (select 1 from shift r where r.id = ${draft.replaces}
            and r.settle_message = ${key}))` as never,
    )

/** What a message planned, found by community and days. */
const plannedBy = ({ key, communityId, drafts }: Planning) => {
  const days = drafts.map(({ day }) => day).sort()
  return sql`from shift s where s.community_id = ${communityId} and s.day between ${days[0] ?? ''} and ${days.at(-1) ?? ''}
    and s.message = ${key}`
}

/** Puts into the stored outcome how many shifts the write has planned. */
export const fillPlanned = (planning: Planning, path: string) =>
  fill(planning.key, path, sql`(select count(*) ${plannedBy(planning)})`)

/** Whether that message planned something for a person: the letter goes out only then. */
export const isPlannedBy = (person: number, fromDay: string, key: string) =>
  sql<boolean>`exists (select 1 from shift where person_id = ${person} and day >= ${fromDay} and message = ${key})`

/** Whether that message took a person's shift away. */
export const isSettledBy = (shift: number, key: string) =>
  sql<boolean>`exists (select 1 from shift where id = ${shift} and settle_message = ${key})`

/** Cancels planned shifts. */
export const cancelShifts = (ids: readonly number[], by: { key: string; actorId: number; at: number }) =>
  db
    .updateTable('shift')
    .set({ state: 'cancelled', settled_by: by.actorId, settled_at: by.at, settle_message: by.key })
    .where('id', 'in', sql<number>`${list(ids)}`)
    .where('state', '=', 'planned')

/** Open swaps of shifts that are no more are withdrawn. */
export const dropSwaps = (ids: readonly number[], by: { key: string; actorId: number; at: number }) =>
  db
    .updateTable('swap')
    .set({ state: 'withdrawn', settled_by: by.actorId, settled_at: by.at, settle_message: by.key })
    .where('shift_id', 'in', sql<number>`${list(ids)}`)
    .where('state', 'in', ['asked', 'agreed'])
    .where(
      sql<boolean>`exists (select 1 from shift s where s.id = swap.shift_id and s.settle_message = ${by.key})`,
    )
