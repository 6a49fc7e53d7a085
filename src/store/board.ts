import { type Expression, sql } from 'kysely'
import type { LedgerSum } from '../domain/figures/check-line.ts'
import { named } from './columns.ts'
import { db } from './d1.ts'

type Id = Expression<number>

/** Somebody's or something's place by hours of a period; `of` is how many have any. */
export interface BoardRow {
  id: number
  name: string
  minutes: number
  place: number
  tied: number
  of: number
}

const columns: { [Name in keyof BoardRow]: true } = {
  id: true,
  name: true,
  minutes: true,
  place: true,
  tied: true,
  of: true,
}

/**
 * The top of the verified people of a unit or community by approved hours of a period, and `me` wherever that is;
 * ties share a place. Reads the unit's or community's own tallies.
 */
export const peopleBoardQuery = (
  within: 'unit_id' | 'community_id',
  of: Id,
  me: Id,
  period: string,
  most: number,
) =>
  named(
    columns,
    sql<BoardRow>`with board as (
      select t.person_id as id, p.name, sum(t.minutes) as minutes, rank() over (order by sum(t.minutes) desc) as place,
        count(*) over (partition by sum(t.minutes)) as tied, count(*) over () as "of"
      from tally t join person p on p.id = t.person_id
      where t.${sql.ref(within)} = ${of} and t.period = ${period} and p.state = 'verified'
      group by t.person_id having sum(t.minutes) > 0
    ) select * from board where place <= ${most} or id = ${me}
      order by id is ${me} desc, place, name, id limit ${most + 1}`.compile(db),
  )

/**
 * The top units by hours per verified member (R057) in a period, and the own one wherever that is, from kept totals.
 * Units that stand for a community are left out: nobody sends their people.
 */
export const unitBoardQuery = (own: Id, period: string, most: number) =>
  named(
    { ...columns, verified: true },
    sql<BoardRow & { verified: number }>`with counted as (
      select u.id, u.name, t.minutes, h.verified, t.minutes * 1.0 / h.verified as average
      from ledger_total t cross join unit u on u.id = t.scope_id and u.community_id is null
        join headcount h on h.scope = 'unit' and h.scope_id = u.id
      where t.scope = 'unit' and t.period = ${period} and t.minutes > 0 and h.verified > 0
    ), board as (
      select id, name, minutes, verified, rank() over (order by average desc) as place,
        count(*) over (partition by average) as tied, count(*) over () as "of"
      from counted
    ) select * from board where place <= ${most} or id = ${own}
      order by id is ${own} desc, place, name limit ${most + 1}`.compile(db),
  )

/** The top communities by hours in a period, and the own one wherever that is, from kept totals. */
export const communityBoardQuery = (own: Id, period: string, most: number) =>
  named(
    columns,
    sql<BoardRow>`with board as (
      select c.id, c.name, t.minutes, rank() over (order by t.minutes desc) as place,
        count(*) over (partition by t.minutes) as tied, count(*) over () as "of"
      from ledger_total t join community c on c.id = t.scope_id
      where t.scope = 'community' and t.period = ${period} and t.minutes > 0
    ) select * from board where place <= ${most} or id = ${own}
      order by id is ${own} desc, place, name limit ${most + 1}`.compile(db),
  )

/** Of the verified members of somebody's unit, how many have hours in a period. */
export const withHoursQuery = (unit: Id, period: string) =>
  sql<{ people: number }>`select count(distinct t.person_id) as people
    from tally t join person p on p.id = t.person_id
    where t.unit_id = ${unit} and t.period = ${period} and t.minutes > 0
      and p.unit_id = t.unit_id and p.kind = 'member' and p.state = 'verified'`.compile(db)

/** The ledger's hours of a period summed by unit, by community and overall: the check line of a report (R070). */
export const ledgerSumsQuery = (period: string) =>
  db
    .selectFrom('ledger_total')
    .select([
      'scope',
      sql<number>`sum(minutes)`.as('minutes'),
      sql<number>`sum(points)`.as('points'),
      sql<number>`sum(entries)`.as('entries'),
    ])
    .where('scope', 'in', ['unit', 'community', 'all'] satisfies LedgerSum['scope'][])
    .where('period', '=', period)
    .groupBy('scope')

/** The unit and the community of somebody, as subqueries; the unit is null where it stands for the community. */
export const unitOf = (person: Id) =>
  sql<number>`(select u.id from person p join unit u on u.id = p.unit_id where p.id = ${person} and u.community_id is null)`
export const communityOf = (person: Id) => sql<number>`(select community_id from person where id = ${person})`
