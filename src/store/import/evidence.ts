import { type Expression, sql } from 'kysely'
import type { KeptEvidence } from '../../domain/import/evidence.ts'
import type { BookPerson, Owner } from '../../domain/import/register.ts'
import { db, type Query } from '../d1.ts'

const ownerIs = (owner: Owner) =>
  'unit' in owner ? sql<boolean>`unit_id = ${owner.unit}` : sql<boolean>`community_id = ${owner.community}`

/**
 * The registered people of these names (folded): of a unit's register those of the unit, of a community's those who live in
 * it or have served there.
 */
export const bookPeopleQuery = (keys: readonly string[], owner: Owner) =>
  sql<BookPerson>`select p.id, p.key, p.unit_id, u.key as unit_key, u.name as unit, p.community_id, c.key as community_key,
      c.name as community
    from json_each(${JSON.stringify(keys)}) n join person p on p.key = n.value
      join unit u on u.id = p.unit_id join community c on c.id = p.community_id
    where p.state in ('pending', 'verified') and p.gone_at is null and ${
      'unit' in owner
        ? sql`p.unit_id = ${owner.unit}`
        : sql`(p.community_id = ${owner.community}
            or exists (select 1 from tally t where t.person_id = p.id and t.community_id = ${owner.community}))`
    } order by p.id`.compile(db)

/** What the register handed in before for these days. */
export const keptEvidenceQuery = (owner: Owner, from: string, to: string) =>
  sql<KeptEvidence>`select id, person_id, key, day, place, started_at, ended_at, minutes from evidence
    where ${ownerIs(owner)} and day between ${from} and ${to} order by id`.compile(db)

const field = (name: string) => sql`(r.row ->> ${sql.lit(name)})`

/** How many lines of outside registers are about somebody. */
export const evidenceCountQuery = (person: Expression<number>) =>
  sql<{ count: number }>`select count(*) as count from evidence where person_id = ${person}`.compile(db)

/** Whether the evidence is as it was when the lines of an import were compared with it. */
export const evidenceStands = (
  id: number,
  owner: Owner,
  from: string,
  to: string,
  count: number,
) => sql<boolean>`(
  ${count} = (select count(*) from evidence where ${ownerIs(owner)} and day between ${from} and ${to})
  and not exists (select 1 from import_row r left join evidence x on x.id = ${field('id')}
    where r.import_id = ${id} and ${field('was')} is not null and x.minutes is not ${field('was')}))`

/** The lines become the register's evidence; nothing of the ledger changes (R064). */
export function writeEvidence(id: number, owner: Owner, now: number): Query[] {
  const [unit, community] = 'unit' in owner ? [owner.unit, null] : [null, owner.community]
  return [
    sql`delete from evidence where id in (select ${field('id')} from import_row r
      where r.import_id = ${id} and r.fate in ('gone', 'changed'))`.compile(db),
    sql`insert into evidence (unit_id, community_id, person_id, name, key, day, place, started_at, ended_at, minutes, at)
      select ${unit}, ${community}, ${field('person')}, ${field('name')}, ${field('key')}, ${field('day')}, ${field('place')},
        ${field('from')}, ${field('to')}, ${field('minutes')}, ${now}
      from import_row r where r.import_id = ${id} and r.fate in ('new', 'changed')`.compile(db),
  ]
}
