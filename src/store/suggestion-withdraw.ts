import { type Expression, sql } from 'kysely'
import type { SuggestionState } from '../domain/ideas/suggestion.ts'
import { db } from './d1.ts'

/** Its author takes it back as long as nobody has answered; its words go. */
export const withdrawSuggestion = (id: number, now: number) =>
  sql`update suggestion set state = 'withdrawn', ended_at = ${now} where id = ${id} and state = 'open'`.compile(
    db,
  )

/** The words of what was withdrawn go, too. */
export const forgetWithdrawn = (id: number) =>
  sql`delete from suggestion_text where suggestion_id = ${id}
    and exists (select 1 from suggestion where id = ${id} and state = 'withdrawn')`.compile(db)

/** A person’s suggestions since an instant, the last first: the message as it was handled in order, and whom a letter told of it. */
export const recentSuggestionsQuery = (person: Expression<number>, since: number) =>
  sql<{ id: number; at: number; state: SuggestionState; heard: number | null; told: string }>`
    select s.id, s.at, s.state, (select i.id from inbox i where i.key = s.message) as heard,
      (select json_group_array(o.person_id) from outbox o
        where o.dedupe > 'suggestion/' || s.id || '/new/' and o.dedupe < 'suggestion/' || s.id || '/new0') as told
    from suggestion s where s.person_id = ${person} and s.at >= ${since} order by s.id desc limit 5`.compile(
    db,
  )

/** That the letter of a suggestion was seen by somebody, or is being sent: the others were taken back. */
export const hasHeardOf = (id: number, person: number) =>
  sql<boolean>`exists (select 1 from outbox where dedupe = ${`suggestion/${id}/new/${person}`})`
