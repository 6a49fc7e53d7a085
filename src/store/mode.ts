import { type Expression, sql } from 'kysely'
import type { Mode } from '../domain/rally/mode.ts'
import type { Line, Offer } from '../domain/say.ts'
import { communitiesIn } from './area.ts'
import { db } from './d1.ts'

/** A switch that waits for a second person. `key` and `unit_id` tell whether two accounts may be one human. */
export interface OpenAsk {
  id: number
  mode: Mode
  area: string
  asked_by: number
  asked_at: number
  key: string | null
  unit_id: number | null
  name: string
  /** The place, empty when it is everywhere; the street of a community. */
  place: string
  street_id: number | null
}

const placeNamed = (area: ReturnType<typeof sql>) =>
  sql`coalesce((select name from community where ${area} = 'c' || id and id = substr(${area}, 2)),
    (select name from street where ${area} = 's' || id and id = substr(${area}, 2)), '')`

/** The switches of the last minutes that wait for a second person. */
export const openAsksQuery = (since: number, limit: number) =>
  sql<OpenAsk>`select a.id, a.mode, a.area, a.asked_by, a.asked_at, p.key, p.unit_id, coalesce(p.name, '') as name,
      ${placeNamed(sql`a.area`)} as place, (select street_id from community where a.area = 'c' || id and id = substr(a.area, 2)) as street_id
    from mode_ask a join person p on p.id = a.asked_by
    where a.agreed_at is null and a.asked_at > ${since} order by a.asked_at, a.id limit ${limit}`.compile(db)

/** Where war rules hold now, of the areas that have to do with some communities and streets (JSON of areas as area.ts writes them). */
export interface OpenWar {
  area: string
  place: string
  began_at: number
}

export const warsQuery = (areas: Expression<string>) =>
  sql<OpenWar>`select w.area, ${placeNamed(sql`w.area`)} as place, w.began_at from war w
    where w.ended_at is null and w.area in (select value from json_each(${areas}))`.compile(db)

/** The areas that a person's places lie in: the group's, one's own, those of roles and of a (folded) name, their streets, everywhere. */
export const areasAround = (person: Expression<number>, here: Expression<number>, head: string | undefined) =>
  sql<string>`(with near (id) as (select ${here} union select id from community where key = ${head ?? null} union select community_id from person where id = ${person}
        union select community_id from role where person_id = ${person} and ended_at is null)
    select json_group_array(area) from (select 'all' as area union select 'c' || id from near where id is not null
      union select 's' || c.street_id from near n join community c on c.id = n.id where c.street_id is not null
      union select 's' || id from street where key = ${head ?? null}
      union select 's' || street_id from role where person_id = ${person} and street_id is not null and ended_at is null))`

/** When peace came back last in an area, ms. */
export const lastWarQuery = (area: Expression<string>) =>
  sql<{ ended_at: number }>`select max(w.ended_at) as ended_at from war w
    where w.area in (select value from json_each(${area})) and w.ended_at is not null having max(w.ended_at) is not null`.compile(
    db,
  )

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
        and asked_by <> ${w.personId} and asked_at > ${w.since} and not exists (select 1 from person a join person b
          on b.id = ${w.personId} and b.key = a.key and b.unit_id = a.unit_id where a.id = asked_by)
      order by asked_at limit 1)
      and ${stands(w.mode, w.area)}`.compile(db)

/** Keeps the wish, unless this message was the second one, somebody's wish waits already, or it is so by now. */
export const askToSwitch = (w: Wish) =>
  sql`insert into mode_ask (mode, area, asked_by, asked_at, message)
    select ${w.mode}, ${w.area}, ${w.personId}, ${w.at}, ${w.key}
    where not ${switchedBy(w.key)} and ${stands(w.mode, w.area)} and not ${isAlone(w.area, w.personId)}
      and not exists (select 1 from mode_ask
        where mode = ${w.mode} and area = ${w.area} and agreed_at is null and asked_at > ${w.since})`.compile(
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
