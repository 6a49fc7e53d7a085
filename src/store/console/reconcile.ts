import { sql } from 'kysely'
import { lastDayOf } from '../../domain/calendar/shanghai.ts'
import type { Scope } from '../../domain/console/scope.ts'
import type { Owner } from '../../domain/import/register.ts'
import type { Figures } from '../../domain/reconcile/compare.ts'
import { db } from '../d1.ts'
import { within } from './scope.ts'

/** A unit or community whose register for a month was handed in. */
export interface Register {
  of: 'unit' | 'community'
  id: number
  name: string
}

/** The registers of a month that lie within a scope. */
export const registersQuery = (scope: Scope, month: string) => {
  const days = sql`between ${`${month}-01`} and ${lastDayOf(month)}`
  return sql<Register>`select 'unit' as "of", u.id, u.name from unit u where ${within(scope, { unit: 'u.id' })}
      and exists (select 1 from evidence e where e.unit_id = u.id and e.day ${days})
    union all select 'community', c.id, c.name from community c where ${within(scope, { community: 'c.id' })}
      and exists (select 1 from evidence e where e.community_id = c.id and e.day ${days})
    order by 1 desc, 3, 2`.compile(db)
}

/** A person's day by the ledger and the registers; null where one says nothing. */
export interface ReconcileRow {
  person_id: number | null
  name: string | null
  day: string
  ledger: number | null
  started_at: number | null
  ended_at: number | null
  /** How many lines of the ledger stand behind it, the number of the first, and where that belongs. */
  entries: number | null
  entry: number | null
  community_id: number | null
  grid_id: number | null
  judge: string | null
  /** JSON of the numbers of lines that wait. */
  waiting: string | null
  book: number | null
  book_from: number | null
  book_to: number | null
  /** What the register of the other kind says. */
  other: number | null
  kept_ledger: number | null
  kept_unit: number | null
  kept_community: number | null
  kept_by: string | null
  kept_at: number | null
}

/**
 * The days of a month from one (`begins`) on of one register's people, in the ledger of that unit or community and in the registers. People are
 * found by their kept sums of the year and the next (a line counts within a year of its day), so that nobody else's is read.
 */
export function reconcileQuery(scope: Scope, owner: Owner, begins: string, limit: number) {
  const month = begins.slice(0, 7)
  const [from, to, year] = [begins, lastDayOf(month), Number(month.slice(0, 4))]
  const isUnit = 'unit' in owner
  const of = sql.ref(isUnit ? 'unit_id' : 'community_id')
  const otherOf = sql.ref(isUnit ? 'community_id' : 'unit_id')
  const id = isUnit ? owner.unit : owner.community
  const seen = within(scope, isUnit ? { unit: 'o.id' } : { community: 'o.id' })
  const register = sql`evidence indexed by ${sql.ref(isUnit ? 'evidence_of_unit' : 'evidence_of_community')}`
  return sql<ReconcileRow>`with owner(id) as (select o.id from ${sql.table(isUnit ? 'unit' : 'community')} o
      where o.id = ${id} and ${seen}),
    who(id) as (
      select person_id from tally where ${of} in (select id from owner) and period in (${String(year)}, ${String(year + 1)})
      union select person_id from ${register} where ${of} in (select id from owner) and day between ${from} and ${to}
        and person_id is not null),
    here as (
      select e.person_id, e.service_day as day,
        sum(iif(v.verdict = 'approved', e.minutes, 0)) as minutes,
        count(distinct iif(v.verdict = 'approved', coalesce(e.corrects, e.id), null)) as entries,
        min(iif(v.verdict = 'approved', coalesce(e.corrects, e.id), null)) as entry,
        iif(count(*) = 1, min(e.started_at), null) as started_at, iif(count(*) = 1, max(e.ended_at), null) as ended_at,
        min(e.community_id) as community_id, min(e.grid_id) as grid_id, max(v.id) as verdict,
        json_group_array(e.id) filter (where v.id is null) as waiting
      from who cross join hour_entry e indexed by entry_of_person on e.person_id = who.id and e.service_day between ${from} and ${to}
          and e.${of} in (select id from owner)
        left join verdict v on v.entry_id = e.id
      group by e.person_id, e.service_day),
    there as (
      select person_id, min(name) as name, day, sum(minutes) as minutes, iif(count(*) = 1, min(started_at), null) as started_at,
        iif(count(*) = 1, max(ended_at), null) as ended_at
      from ${register} where ${of} in (select id from owner) and day between ${from} and ${to}
      group by coalesce(person_id, key), day),
    other as (
      select x.person_id, x.day, sum(x.minutes) as minutes
      from who cross join evidence x indexed by evidence_of_person on x.person_id = who.id
        and x.day between ${from} and ${to} and x.${otherOf} is not null
      group by x.person_id, x.day)
    select coalesce(l.person_id, b.person_id) as person_id, coalesce(p.name, b.name) as name, coalesce(l.day, b.day) as day,
      l.minutes as ledger, l.started_at, l.ended_at, l.entries, l.entry, l.community_id, l.grid_id, l.waiting,
      (select j.name from verdict v join person j on j.id = v.actor_id where v.id = l.verdict) as judge,
      b.minutes as book, b.started_at as book_from, b.ended_at as book_to, o.minutes as other,
      r.ledger as kept_ledger, r.unit_book as kept_unit, r.community_book as kept_community, r.at as kept_at, d.name as kept_by
    from here l full join there b on b.person_id = l.person_id and b.day = l.day
      left join person p on p.id = coalesce(l.person_id, b.person_id)
      left join other o on o.person_id = coalesce(l.person_id, b.person_id) and o.day = coalesce(l.day, b.day)
      left join reconciled r on r.person_id = coalesce(l.person_id, b.person_id) and r.day = coalesce(l.day, b.day)
      left join person d on d.id = r.decided_by
    where b.day is not null or l.minutes > 0
    order by 3, 2, 1 limit ${limit}`.compile(db)
}

/** Somebody's day as a register of the scope has it: whoever may see that may decide on it. */
const covered = (scope: Scope, person: number, day: string) => sql<boolean>`(
  exists (select 1 from evidence e where e.person_id = ${person} and e.day = ${day}
    and ${within(scope, { unit: 'e.unit_id', community: 'e.community_id' })})
  or exists (select 1 from hour_entry e where e.person_id = ${person} and e.service_day = ${day}
    and ${within(scope, { unit: 'e.unit_id', community: 'e.community_id' })}))`

/** The ledger stands on that day, though a register differs; the last decision counts. Gives its person. */
export const keepLedger = (
  scope: Scope,
  { person, day, ledger, unitBook, communityBook }: Figures & { person: number; day: string },
  now: number,
) =>
  sql<{
    person_id: number
  }>`insert into reconciled (person_id, day, ledger, unit_book, community_book, decided_by, at)
    select ${person}, ${day}, ${ledger}, ${unitBook}, ${communityBook}, ${scope.own}, ${now} where ${covered(scope, person, day)}
    on conflict (person_id, day) do update set ledger = excluded.ledger, unit_book = excluded.unit_book,
      community_book = excluded.community_book, decided_by = excluded.decided_by, at = excluded.at
    returning person_id`.compile(db)

/** Whether somebody's day may be decided on by who sees this. */
export const mayDecide = covered
