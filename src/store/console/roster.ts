import { type Expression, sql } from 'kysely'
import type { Scope } from '../../domain/console/scope.ts'
import { db } from '../d1.ts'
import { lookedAfter } from './place.ts'
import { within } from './scope.ts'

/** A planned shift; the name is null where the person is nobody of the viewer's scope. */
export interface ShownShift {
  person_id: number
  day: string
  starts_at: number
  ends_at: number
  name: string | null
}

/** The roster of a community between two days, by time. Who belongs to others' units is counted, not named (R115). */
export const shownShiftsQuery = (scope: Scope, place: Expression<number>, from: string, to: string) => {
  const seen = within(scope, {
    community: 's.community_id',
    unit: 's.unit_id',
    grid: 'p.grid_id',
    person: 'p.id',
  })
  return sql<ShownShift>`select s.person_id, s.day, s.starts_at, s.ends_at, iif(${seen}, p.name, null) as name
    from shift s indexed by shift_of_community join person p on p.id = s.person_id
    where s.community_id = ${place} and s.day between ${from} and ${to} and s.state = 'planned'
    order by s.starts_at, s.ends_at, s.id`.compile(db)
}

/** How many people are on the roster of each community looked after on each day; a row with no day where nobody is. */
export const rosterDaysQuery = (scope: Scope, from: string, to: string) =>
  sql<{ id: number; name: string; day: string | null; people: number }>`
    select c.id, c.name, s.day, count(distinct s.person_id) as people
    from community c left join shift s indexed by shift_of_community
      on s.community_id = c.id and s.day between ${from} and ${to} and s.state = 'planned'
    where ${lookedAfter(scope)} group by c.id, s.day order by c.name, c.id, s.day`.compile(db)
