import { type RawBuilder, sql } from 'kysely'

/** What somebody wrote about their pairings, as it stands inside JSON; a word or two are nobody’s own. */
export const wordsOnPairings = (selves: RawBuilder<unknown>) =>
  sql`select substr(json_quote(text), 2, length(json_quote(text)) - 2) from pair_text
    where person_id in ${selves} and length(text) > 3`

/**
 * Of who leaves for good no reason for a pair stays (skills are told in it), and no preview with them (rule 8.21). Their
 * open pairing ends by the schema, which tells the other; pairs of before stay under a number without a name.
 */
export const forgetPairings = (selves: RawBuilder<unknown>) => [
  sql`update pairing set reasons = '[]' where member_id in ${selves} or volunteer_id in ${selves}`,
  sql`delete from pair_draft where person_id in ${selves} or exists (
    select 1 from json_each(pairs) where value ->> 'member' in ${selves} or value ->> 'volunteer' in ${selves})`,
  sql`delete from pair_wish where other_id in ${selves}`,
  sql`delete from pair_text where person_id in ${selves}`,
]
