import { type RawBuilder, sql } from 'kysely'

/** What somebody wrote about households and visits, as it stands inside JSON; a word or two are nobody’s own. */
export const wordsOnSupport = (selves: RawBuilder<unknown>) =>
  sql`select substr(json_quote(text), 2, length(json_quote(text)) - 2) from support_text
    where person_id in ${selves} and length(text) > 3`
