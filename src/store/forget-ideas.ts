import { type RawBuilder, sql } from 'kysely'

/** What somebody suggested or answered, as it stands inside JSON; a word or two are nobody’s own. */
export const wordsOnIdeas = (selves: RawBuilder<unknown>) =>
  sql`select substr(json_quote(text), 2, length(json_quote(text)) - 2) from suggestion_text
    where person_id in ${selves} and length(text) > 3`

/** Nobody has to answer any more what somebody suggested who leaves; the words go by personal.ts. */
export const forgetIdeas = (selves: RawBuilder<unknown>, now: number) => [
  sql`update suggestion set state = 'withdrawn', ended_at = ${now} where person_id in ${selves} and state = 'open'`,
]
