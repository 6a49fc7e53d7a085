import { type Expression, sql } from 'kysely'
import { db } from './d1.ts'

type Id = Expression<number>

/** How many orders somebody asked for, took, was credited with and gave a voice to. */
export const orderCountQuery = (person: Id) =>
  sql<{ asked: number; claims: number; credited: number; voices: number }>`select
      (select count(*) from "order" where requester_id = ${person}) as asked,
      (select count(*) from claim where person_id = ${person}) as claims,
      (select count(*) from claim where person_id = ${person} and state = 'credited') as credited,
      (select count(*) from voice where person_id = ${person}) as voices`.compile(db)

/** The newest words that somebody wrote on orders: what they asked for, notes and reasons, what they said of it. */
export const orderWordsQuery = (person: Id, limit: number) =>
  sql<{ order_id: number; text: string }>`select order_id, text from (
      select order_id, text from order_text where person_id = ${person}
      union all select order_id, text from order_event where actor_id = ${person} and text is not null
      union all select order_id, text from voice where person_id = ${person} and text is not null)
    order by order_id desc limit ${limit}`.compile(db)
