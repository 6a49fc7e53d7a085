import { type Expression, sql } from 'kysely'
import { named } from './columns.ts'
import { db } from './d1.ts'

type Id = Expression<number>

/** Approved minutes and points of a person in some periods (months or years). */
export const talliesQuery = (personId: Id, periods: readonly string[]) =>
  db
    .selectFrom('tally')
    .select(['period', sql<number>`sum(minutes)`.as('minutes'), sql<number>`sum(points)`.as('points')])
    .where('person_id', '=', personId)
    .where('period', 'in', periods)
    .groupBy('period')

/** What of a person's waits for a verdict. */
export const pendingOfQuery = (personId: Id) =>
  db
    .selectFrom('pending_entry as w')
    .innerJoin('hour_entry as e', 'e.id', 'w.entry_id')
    .select([sql<number>`count(*)`.as('entries'), sql<number>`coalesce(sum(e.minutes), 0)`.as('minutes')])
    .where('w.person_id', '=', personId)

/** Where a person stands by hours of a period among those who have any, in the own unit or community; ties share a place. */
export const rankQuery = (personId: Id, within: 'unit_id' | 'community_id', period: string) => {
  const column = sql.ref(within)
  return named(
    { people: true, rank: true },
    sql<{ people: number; rank: number }>`
    with board as (
      select person_id, sum(minutes) as minutes from tally
      where ${column} = (select ${column} from person where id = ${personId}) and period = ${period} group by person_id
        having sum(minutes) > 0
    ), mine as (select minutes from board where person_id = ${personId})
    select (select count(*) from board) as people,
      (select count(*) + 1 from board, mine where board.minutes > mine.minutes) as rank
    from mine`.compile(db),
  )
}
