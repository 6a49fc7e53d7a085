import { sql } from 'kysely'
import { db } from './d1.ts'

/**
 * The last numbered answer in a private conversation since an instant: the commands that it offers, by which labels, and what
 * a text completes. Rides on the index of the numbered answers.
 */
export const questionOf = (conversation: string, since: number) =>
  db
    .selectFrom('inbox')
    .select([
      'choices',
      sql<string | null>`outcome ->> '$.offer[0].label'`.as('first'),
      sql<string | null>`outcome ->> '$.offer[1].label'`.as('second'),
      sql<string | null>`outcome ->> '$.asks'`.as('asks'),
      sql<string | null>`outcome ->> '$.takes'`.as('takes'),
    ])
    .where('conversation', '=', conversation)
    .where('choices', 'is not', null)
    .where('at', '>=', since)
    .orderBy('id', 'desc')
    .limit(1)
