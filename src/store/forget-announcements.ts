import { type RawBuilder, sql } from 'kysely'

/**
 * The words of somebody's announcements go when they leave (rule 8.21), from what is stored and from the letters; what
 * was not sent yet is not sent. When, by which role and to which communities stays. `selves`: the person and those joined into them.
 */
export function forgetAnnouncements(selves: RawBuilder<unknown>, neutral: string) {
  return [
    sql`update outbox set say = ${neutral}, why = iif(state in ('waiting', 'unreachable'), 'withdrawn', why),
        state = iif(state in ('waiting', 'unreachable'), 'expired', state)
      where id in (
        select o.id from announcement a cross join outbox o
          on o.dedupe > 'announcement/' || a.id || '/' and o.dedupe < 'announcement/' || a.id || '0'
        where a.person_id in ${selves})`,
    sql`update announcement set text = null where person_id in ${selves}`,
  ]
}
