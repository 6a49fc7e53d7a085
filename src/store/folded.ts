import { sql } from 'kysely'
import { db } from './d1.ts'

/** Letters of one person above the week's budget (R128): `letters` is JSON of `{ id, say }`, the oldest first. */
export interface Folded {
  person_id: number
  letters: string
}

/** Who has folded letters that are still of use, so many people behind a person's id: a job walks them page by page. */
export const foldedQuery = (afterPerson: number, now: number, limit: number) =>
  sql<Folded>`select person_id, json_group_array(json_object('id', id, 'say', json(say)) order by id) as letters
    from outbox where state = 'folded' and person_id > ${afterPerson} and coalesce(expires_at > ${now}, 1)
    group by person_id order by person_id limit ${limit}`.compile(db)

/** The digest has told of these: they wait in the mailbox like any other. */
export const keep = (ids: readonly number[]) =>
  db
    .updateTable('outbox')
    .set({ state: 'kept', channel: null, address: null })
    .where('id', 'in', sql<number>`(select value from json_each(${JSON.stringify(ids)}))`)
    .where('state', '=', 'folded')
