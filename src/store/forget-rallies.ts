import { type RawBuilder, sql } from 'kysely'

/** What somebody wrote as the reason of a rally, as it stands inside JSON; a word or two are nobody’s own. */
export const wordsOnRallies = (selves: RawBuilder<unknown>) =>
  sql`select substr(json_quote(reason), 2, length(json_quote(reason)) - 2) from rally
    where person_id in ${selves} and length(reason) > 3`

/** The reasons that somebody typed go; who came and when stays in the sums. */
export const forgetRallies = (selves: RawBuilder<unknown>) =>
  sql`update rally set reason = null where person_id in ${selves}`
