import { sql } from 'kysely'
import type { Mode } from '../domain/rally/mode.ts'
import type { Line, Offer } from '../domain/say.ts'
import { communitiesIn } from './area.ts'
import { db } from './d1.ts'

/** Who wishes to switch what, from which message, when. */
export interface Wish {
  mode: Mode
  area: string
  personId: number
  key: string
  at: number
  since: number
}

const stands = (mode: Mode, area: string) =>
  mode === 'war'
    ? sql`not exists (select 1 from war where area = ${area} and ended_at is null)`
    : sql`exists (select 1 from war where area = ${area} and ended_at is null)`

/** Says yes to what somebody else wishes in the same area; nothing when nobody does, it is too late, or both have one name. */
export const agreeToSwitch = (w: Wish) =>
  sql`update mode_ask set agreed_by = ${w.personId}, agreed_at = max(${w.at}, asked_at), agree_message = ${w.key}
    where id = (select id from mode_ask where mode = ${w.mode} and area = ${w.area} and agreed_at is null
        and asked_by <> ${w.personId} and asked_at >= ${w.since} and not exists (select 1 from person a join person b
          on b.id = ${w.personId} and b.key = a.key and b.unit_id = a.unit_id where a.id = asked_by)
      order by asked_at limit 1)
      and ${stands(w.mode, w.area)}`.compile(db)

/** Keeps the wish, unless this message was the second one, somebody's wish waits already, or it is so by now. */
export const askToSwitch = (w: Wish) =>
  sql`insert into mode_ask (mode, area, asked_by, asked_at, message)
    select ${w.mode}, ${w.area}, ${w.personId}, ${w.at}, ${w.key}
    where not ${switchedBy(w.key)} and ${stands(w.mode, w.area)} and not ${isAlone(w.area, w.personId)}
      and not exists (select 1 from mode_ask
        where mode = ${w.mode} and area = ${w.area} and agreed_at is null and asked_at >= ${w.since})`.compile(
    db,
  )

/** True exactly when that message was the second of two. */
export const switchedBy = (key: string) =>
  sql<boolean>`exists (select 1 from mode_ask where agree_message = ${key})`

/** True exactly when that message kept a wish. */
export const wishedBy = (key: string) => sql<boolean>`exists (select 1 from mode_ask where message = ${key})`

/** Who may be the second one in an area, without the first, as a query of ids; each part by its own index. */
const seconds = (area: string, but: number) => {
  const street = area.startsWith('s')
    ? sql`select ${Number(area.slice(1))}`
    : sql`select street_id from community where id in (${area === 'all' ? sql`select 0` : communitiesIn(area)})`
  return sql`select person_id from role where role = 'secretary' and ended_at is null and person_id <> ${but}
      and community_id in (${area.startsWith('c') ? communitiesIn(area) : sql`select 0`})
    union select person_id from role where role = 'street_officer' and ended_at is null and person_id <> ${but}
      and street_id in (${street})
    union select person_id from role indexed by role_administrators
      where role = 'administrator' and ended_at is null and person_id <> ${but}`
}

/** True when nobody but that person may say yes in an area. */
export const isAlone = (area: string, but: number) => sql<boolean>`not exists (${seconds(area, but)})`

/** A letter to everybody who may be the second one, if that message kept the wish; of use as long as the wish is. */
export const writeToSeconds = (
  w: Wish,
  { say, offer }: { say: readonly Line[]; offer: readonly Offer[] },
  { until, now }: { until: number; now: number },
) =>
  sql`insert into outbox (person_id, say, offer, urgent, created_at, send_at, expires_at, dedupe)
    select s.person_id, ${JSON.stringify(say)}, ${JSON.stringify(offer)}, 1, ${now}, ${now}, ${until},
      'mode/ask/' || a.id || '/p' || s.person_id
    from mode_ask a, (${seconds(w.area, w.personId)}) s where a.message = ${w.key}
    on conflict do nothing`.compile(db)

/** A letter to all groups of the area but one, if that message switched it. */
export const tellSwitched = (
  w: Wish,
  say: readonly Line[],
  { but, now }: { but: number | null; now: number },
) =>
  sql`insert into outbox (group_id, say, urgent, created_at, send_at, expires_at, dedupe)
    select g.id, ${JSON.stringify(say)}, 1, ${now}, ${now}, ${now} + 86400000, 'mode/switched/' || a.id || '/g' || g.id
    from mode_ask a, "group" g where a.agree_message = ${w.key} and g.id is not ${but}
      and g.community_id in (${communitiesIn(w.area)})
    on conflict do nothing`.compile(db)
