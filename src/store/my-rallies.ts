import { type Expression, sql } from 'kysely'
import { db } from './d1.ts'

/** How many rallies somebody was called to, has answered and has come to. */
export const rallyCountQuery = (person: Expression<number>) =>
  sql<{
    called: number
    answered: number
    arrived: number
  }>`select count(*) as called, count(answered_at) as answered,
      count(arrived_at) as arrived from rally_call where person_id = ${person}`.compile(db)

/** The reasons of rallies that somebody typed, newest first. */
export const rallyWordsQuery = (person: Expression<number>, limit: number) =>
  sql<{ text: string }>`select reason as text from rally where person_id = ${person} and reason is not null
    order by id desc limit ${limit}`.compile(db)
