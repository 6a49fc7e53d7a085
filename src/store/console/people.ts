import { type Expression, sql } from 'kysely'
import type { Scope } from '../../domain/console/scope.ts'
import { db } from '../d1.ts'
import { wordsOfEntry } from '../ledger.ts'
import type { PersonKind, PersonState } from '../tables/person.ts'
import { within } from './scope.ts'

const place = { community: 'p.community_id', grid: 'p.grid_id', unit: 'p.unit_id' }

/** The id of a person whom the scope covers, themselves included; null for anybody else. */
export const seenPerson = (scope: Scope, id: number): Expression<number> =>
  sql<number>`(select p.id from person p where p.id = ${id} and p.gone_at is null
    and ${within(scope, { ...place, person: 'p.id' })})`

/** One of a list of people, with the year's approved hours. */
export interface PersonRow {
  id: number
  name: string
  kind: PersonKind
  state: PersonState
  unit: string
  community: string
  minutes: number
  points: number
}

/** The registered people of a scope by name, those whose name begins so (folded), from behind somebody on; listed by key. */
export const peopleQuery = (
  scope: Scope,
  year: string,
  { begins, after }: { begins: string; after: number },
  limit: number,
) =>
  sql<PersonRow>`select p.id, p.name, p.kind, p.state, u.name as unit, c.name as community,
      coalesce((select sum(minutes) from tally where person_id = p.id and period = ${year}), 0) as minutes,
      coalesce((select sum(points) from tally where person_id = p.id and period = ${year}), 0) as points
    from person p join unit u on u.id = p.unit_id join community c on c.id = p.community_id
    where p.state in ('pending', 'verified') and p.gone_at is null and ${within(scope, place)}
      and p.key >= ${begins} and p.key < ${`${begins}\u{10ffff}`}
      and (p.key, p.id) > (coalesce((select key from person where id = ${after}), ''), ${after})
    order by p.key, p.id limit ${limit}`.compile(db)

/** Somebody of the scope, with where they belong. */
export const personPageQuery = (scope: Scope, id: number) =>
  db
    .selectFrom('person as p')
    .leftJoin('unit as u', 'u.id', 'p.unit_id')
    .leftJoin('community as c', 'c.id', 'p.community_id')
    .leftJoin('grid as g', 'g.id', 'p.grid_id')
    .select(['p.id', 'p.name', 'p.kind', 'p.state', 'p.registered_at'])
    .select(['u.name as unit', 'c.name as community', 'g.name as grid'])
    .where('p.id', '=', seenPerson(scope, id))

/** A line of somebody's ledger, with what became of it. */
export interface LedgerRow {
  id: number
  kind: 'duty' | 'makeup' | 'manual' | 'order' | 'correction'
  service_day: string
  minutes: number
  points: number
  booking_month: string
  verdict: 'approved' | 'rejected' | 'withdrawn' | 'corrected' | null
  text: string | null
  community: string
}

/** The lines of a year of somebody of the scope, the newest first, from behind a line on. */
export const ledgerOfQuery = (scope: Scope, id: number, year: string, before: number, limit: number) =>
  sql<LedgerRow>`select e.id, e.kind, e.service_day, e.minutes, e.points, coalesce(v.booking_month, e.booking_month) as booking_month,
      v.verdict, ${wordsOfEntry} as text, c.name as community
    from hour_entry e join community c on c.id = e.community_id left join verdict v on v.entry_id = e.id
      left join note n on n.about = 'entry' and n.subject_id = e.id
    where e.person_id = ${seenPerson(scope, id)} and e.service_day between ${`${year}-01-01`} and ${`${year}-12-31`}
      and (e.service_day, e.id) < (coalesce((select service_day from hour_entry where id = ${before}), '9999'),
        ${before || Number.MAX_SAFE_INTEGER})
    order by e.service_day desc, e.id desc limit ${limit}`.compile(db)
