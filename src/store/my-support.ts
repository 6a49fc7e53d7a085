import { type Expression, sql } from 'kysely'
import type { SupportMonth } from '../domain/support/rhythm.ts'
import { db } from './d1.ts'
import { policyValue } from './policy.ts'
import type { SupportState } from './tables/support.ts'

type Id = Expression<number>

/** How many households a member looks after, and how many of them have had their visits of a month. */
export const mySupportQuery = (member: Id, month: string, today: string) =>
  sql<SupportMonth>`select count(*) as count, coalesce(sum((select count(*) from visit v where v.support_pair_id = s.id
      and v.day between ${`${month}-01`} and ${`${month}-31`}) >= coalesce(s.visits, ${policyValue('visitsAMonth', today)})), 0) as done
    from support_pair s where s.member_id = ${member} and s.state = 'active'`.compile(db)

/** All households that somebody ever looked after or asked for, newest first, with the visits made. */
export const supportPairsOfQuery = (member: Id, limit: number) =>
  sql<{
    code: string
    subjects: string
    state: SupportState
    visits: number
  }>`select s.code, s.subjects, s.state,
      (select count(*) from visit v where v.support_pair_id = s.id) as visits
    from support_pair s where s.member_id = ${member} order by s.id desc limit ${limit}`.compile(db)

/** What somebody wrote about households and visits, newest first. */
export const supportTextsOfQuery = (person: Id, limit: number) =>
  db
    .selectFrom('support_text')
    .select('text')
    .where('person_id', '=', person)
    .orderBy('subject_id', 'desc')
    .limit(limit)
