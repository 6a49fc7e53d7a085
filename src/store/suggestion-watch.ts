import { sql } from 'kysely'
import { addDays } from '../domain/calendar/shanghai.ts'
import { db } from './d1.ts'

/** A suggestion whose answer is due, with those to be reminded as JSON: ids of people. */
export interface DueSuggestion {
  id: number
  community: string
  due_day: string
  idea: string | null
  name: string
  keepers: string
  /** The officers of the street, where there is none the administrators. */
  above: string
}

const administrators = sql`select r.person_id from role r indexed by role_administrators
  where r.role = 'administrator' and r.ended_at is null and r.person_id <> s.person_id`
const secretaries = sql`select r.person_id from role r
  where r.community_id = s.community_id and r.role = 'secretary' and r.ended_at is null and r.person_id <> s.person_id`
const officers = sql`select r.person_id from role r
  where r.street_id = c.street_id and r.role = 'street_officer' and r.ended_at is null and r.person_id <> s.person_id`

/**
 * A page of open suggestions, by number, that are due today or in so many days (`ahead`), or have been overdue for not
 * longer than `past` days.
 */
export const dueSuggestionsQuery = (
  today: string,
  { ahead, past }: { ahead: number; past: number },
  after: number,
  limit: number,
) =>
  sql<DueSuggestion>`select s.id, c.name as community, s.due_day, coalesce(p.name, '') as name,
      (select text from suggestion_text where suggestion_id = s.id and part = 'idea') as idea,
      (select json_group_array(person_id) from (${secretaries} union ${administrators} and not exists (${secretaries}))) as keepers,
      (select json_group_array(person_id) from (${officers} union ${administrators} and not exists (${officers}))) as above
    from suggestion s join community c on c.id = s.community_id join person p on p.id = s.person_id
    where s.state = 'open' and s.id > ${after} and (s.due_day between ${addDays(today, -past)} and ${addDays(today, -1)}
      or s.due_day in (${today}, ${addDays(today, ahead)}))
    order by s.id limit ${limit}`.compile(db)
