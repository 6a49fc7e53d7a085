import { type Expression, sql } from 'kysely'
import { db } from './d1.ts'
import { prepared } from './prepared.ts'

type Id = Expression<number> | number

/** Where a handover would be: the group's community, in private where the person's next shift is, else the own. */
const placeOf = (person: Id, group: Expression<number>, day: string) =>
  sql<number>`coalesce(${group}, (select community_id from shift where person_id = ${person} and state = 'planned'
    and day >= ${day} order by day, starts_at limit 1), (select community_id from person where id = ${person}))`

/** The planned shifts of that community between two days, in order; reads the community's own roster. */
export const rosterAroundQuery = (person: Id, group: Expression<number>, from: string, to: string) =>
  db
    .selectFrom('shift as s')
    .innerJoin('person as p', 'p.id', 's.person_id')
    .innerJoin('community as c', 'c.id', 's.community_id')
    .select([
      's.id',
      's.person_id',
      's.community_id',
      's.day',
      's.starts_at',
      's.ends_at',
      sql<string>`coalesce(p.name, '')`.as('name'),
      'c.name as community',
    ])
    .where('s.community_id', '=', placeOf(person, group, from))
    .where('s.day', '>=', from)
    .where('s.day', '<=', to)
    .where('s.state', '=', 'planned')
    .orderBy('s.starts_at')
    .limit(400)

/** The handovers that wait for a person on a day, five at most: for them, or for whoever is on next where nobody was planned. */
export const handoversForQuery = (person: Id, day: string) => waiting({ person, day }).handovers

const waiting = prepared(({ person, day }: { person: Id; day: string }) => ({
  handovers: db
    .selectFrom('handover as h')
    .innerJoin('community as c', 'c.id', 'h.community_id')
    .innerJoin('person as p', 'p.id', 'h.from_id')
    .select([
      'h.id',
      'h.text',
      'h.given_at',
      'h.to_id',
      'h.from_id',
      'c.name as community',
      sql<string>`coalesce(p.name, '')`.as('from'),
    ])
    .where('h.taken_at', 'is', null)
    .where('h.text', 'is not', null)
    .where(waitsFor(person, day))
    .orderBy('h.id')
    .limit(5),
}))

/** Nobody takes over from themselves. The cross join keeps SQLite from walking what waits in other communities. */
const waitsFor = (person: Id, day: string) =>
  sql<boolean>`h.id in (select id from handover where to_id = ${person} and taken_at is null
      union select w.id from (
        select community_id, person_id, max(ends_at) as until from shift
        where person_id = ${person} and day >= ${day} and state = 'planned' group by community_id
      ) s cross join handover w indexed by handover_waiting on w.community_id = s.community_id
      where w.taken_at is null and w.to_id is null and w.from_id <> s.person_id and w.given_at <= s.until)`

/** What a person has handed over and nobody has taken yet. */
export const ownHandoversQuery = (person: Id) =>
  db
    .selectFrom('handover as h')
    .leftJoin('person as t', 't.id', 'h.to_id')
    .innerJoin('community as c', 'c.id', 'h.community_id')
    .select(['h.id', 'h.community_id', 'h.text', 'h.given_at', 't.name as to', 'c.name as community'])
    .where('h.from_id', '=', person)
    .where('h.taken_at', 'is', null)
    .where('h.text', 'is not', null)
    .orderBy('h.id', 'desc')
    .limit(5)

export interface HandoverDraft {
  community: number
  from: number
  to: number | null
  shift: number | null
  text: string
  at: number
  message: string
}

/** Hands over; what the same person left in that community and nobody has taken yet is replaced. */
export const giveHandover = (draft: HandoverDraft) => [
  db
    .deleteFrom('handover')
    .where('from_id', '=', draft.from)
    .where('community_id', '=', draft.community)
    .where('taken_at', 'is', null),
  db.insertInto('handover').values({
    community_id: draft.community,
    from_id: draft.from,
    to_id: draft.to,
    shift_id: draft.shift,
    text: draft.text,
    given_at: draft.at,
    message: draft.message,
  }),
]

/** Somebody takes what waits for them; who comes second changes nothing. */
export const takeHandovers = (ids: readonly number[], by: { actorId: number; message: string; at: number }) =>
  db
    .updateTable('handover')
    .set({ taken_by: by.actorId, taken_at: by.at, take_message: by.message })
    .where('id', 'in', sql<number>`(select value from json_each(${JSON.stringify(ids)}))`)
    .where('taken_at', 'is', null)
    .where('text', 'is not', null)

/** True exactly when that message took that handover. */
export const handoverTakenBy = (id: number, message: string) =>
  sql<boolean>`exists (select 1 from handover where id = ${id} and take_message = ${message})`
