import { sql } from 'kysely'

/** Which account wrote; who has one id only has it twice. */
export interface Account {
  platform: string
  bot: string
  first: string
  second: string
}

/** The person of an account, as a subquery; null for a stranger. A staff id is trusted before a sender id (rule 8.18). */
export const askerOf = ({ platform, bot, first, second }: Account) =>
  sql<number>`(select person_id from identity where platform = ${platform} and bot = ${bot} and user_id in (${first}, ${second}) order by kind = 'sender' limit 1)`

const written =
  /\(select person_id from identity where platform = \?\d+ and bot = \?\d+ and user_id in \(\?\d+, \?\d+\) order by kind = 'sender' limit 1\)/

/**
 * A select of columns, of which most ask who wrote: the account is looked up once for all of them.
 */
export function askedOnce(columns: string): string {
  const [asker] = written.exec(columns) ?? []
  if (asker === undefined) return `select ${columns}`
  return `with asker (id) as materialized (select ${asker}) select ${columns.replaceAll(asker, '(select id from asker)')}`
}
