import { type Expression, sql } from 'kysely'
import { db } from './d1.ts'

type Id = Expression<number>

const list = (values: readonly (string | number)[]) =>
  sql`(select value from json_each(${JSON.stringify(values)}))`

/** People of these (folded) names or numbers (`p12`), those of the community first, with their first day on its roster. */
export const rosterPeopleQuery = (keys: readonly string[], place: Id, limit: number) =>
  db
    .selectFrom('person as p')
    .innerJoin('unit as u', 'u.id', 'p.unit_id')
    .leftJoin('community as c', 'c.id', 'p.community_id')
    .select([
      'p.id',
      'p.name',
      'p.key',
      'p.unit_id',
      'p.community_id',
      'u.name as unit',
      'c.name as community',
      firstDayOn(sql.ref('p.id'), place).as('since'),
    ])
    .where('p.state', 'in', ['pending', 'verified'])
    .where((is) =>
      is.or([
        is('p.key', 'in', sql<string>`${list(keys)}`),
        is('p.id', 'in', sql<number>`${list(keys.flatMap(personNumber))}`),
      ]),
    )
    .orderBy(sql`p.community_id is not ${place}`)
    .orderBy('p.id')
    .limit(limit)

export type RosterPerson = NonNullable<
  Awaited<ReturnType<ReturnType<typeof rosterPeopleQuery>['executeTakeFirst']>>
>

/** `p12` → 12: how people of one name are told apart. */
export const personNumber = (key: string): number[] => {
  const number = /^p(\d{1,9})$/.exec(key)?.[1]
  return number === undefined ? [] : [Number(number)]
}

/** The day of a person's first shift at a community, or null (R018). */
const firstDayOn = (person: Expression<unknown>, place: Id) =>
  sql<
    string | null
  >`(select min(f.day) from shift f where f.person_id = ${person} and f.community_id = ${place}
    and f.state <> 'cancelled')`

/** Planned shifts, anywhere, of the people of these names between two days. */
export const shiftsOfNamedQuery = (keys: readonly string[], from: string, to: string) =>
  db
    .selectFrom('person as p')
    .innerJoin('shift as s', 's.person_id', 'p.id')
    .select(['s.id', 's.person_id', 's.community_id', 's.day', 's.starts_at', 's.ends_at'])
    .where((is) =>
      is.or([
        is('p.key', 'in', sql<string>`${list(keys)}`),
        is('p.id', 'in', sql<number>`${list(keys.flatMap(personNumber))}`),
      ]),
    )
    .where('s.state', '=', 'planned')
    .where('s.day', '>=', from)
    .where('s.day', '<=', to)

export type NamedShift = NonNullable<
  Awaited<ReturnType<ReturnType<typeof shiftsOfNamedQuery>['executeTakeFirst']>>
>

/** Days of leave of the people of these names that meet the days between two. */
export const leavesOfNamedQuery = (keys: readonly string[], from: string, to: string) =>
  db
    .selectFrom('person as p')
    .innerJoin('leave as l', 'l.person_id', 'p.id')
    .select(['l.person_id', 'l.from_day', 'l.to_day'])
    .where((is) =>
      is.or([
        is('p.key', 'in', sql<string>`${list(keys)}`),
        is('p.id', 'in', sql<number>`${list(keys.flatMap(personNumber))}`),
      ]),
    )
    .where('l.ended_at', 'is', null)
    .where('l.to_day', '>=', from)
    .where('l.from_day', '<=', to)
