import { type Expression, sql } from 'kysely'
import { isAtWar } from './area.ts'
import { db } from './d1.ts'
import { administers, communitiesHeld, streetsHeld } from './held.ts'
import { groupLetterLives } from './mail.ts'
import { type Way, wayOf } from './reach.ts'
import type { Tables } from './tables.ts'

type Id = Expression<number>

/** A community that may be meant, one row for each of its groups (without groups one row); by which right it may be announced to. */
export interface PlaceRow {
  id: number
  name: string
  key: string
  /** It is the group's where the message was typed. */
  here: number
  secretary: number
  officer: number
  administrator: number
  /** War rules hold there: no quiet hours. */
  at_war: number
  group_id: number | null
  platform: string | null
  way: Way
  /** Nothing gets through there until somebody mends it. */
  broken: number
}

/**
 * The communities that an announcement may be meant for: those that somebody answers for by a role in a community or a
 * street, the group's own, those of these (folded) names, for an administrator who says so all, and those of a draft.
 * Groups only of those that somebody may announce to.
 */
export const placesQuery = (
  person: Id,
  here: Id,
  { names, all, draft }: { names: readonly string[]; all: boolean; draft: boolean },
) =>
  sql<PlaceRow>`with administrator (yes) as (select ${administers(person)}),
      officer (id) as (select c.id from ${streetsHeld(person)} s cross join community c on c.street_id = s.street_id),
      own (id) as (select community_id from ${communitiesHeld(person)} union select id from officer),
      near (id) as (
        select id from own union select ${here}
        union select id from community where key in (select value from json_each(${JSON.stringify(names)}))
        union select id from community where ${all ? 1 : 0} and (select yes from administrator)
        union select j.value from announcement_draft d, json_each(d.communities) j
          where ${draft ? 1 : 0} and d.person_id = ${person}
      ), place as (
        select c.id, c.name, c.key, c.id is ${here} as here, c.id in ${communitiesHeld(person)} as secretary,
          c.id in (select id from officer) as officer, (select yes from administrator) as administrator,
          ${isAtWar(sql.ref<number>('c.id'))} as at_war
        from near cross join community c on c.id = near.id
      )
    select p.*, g.id as group_id, g.platform, ${wayOf} as way, h.broken_at is not null as broken
      from place p
      left join "group" g on g.community_id = p.id and (p.secretary or p.officer or p.administrator)
      left join group_way w on w.group_id = g.id left join channel h on h.name = w.channel
      order by p.name, p.id, g.id`.compile(db)

/** The announcement that somebody has seen and not yet said yes to, since an instant. */
export const announcementDraftQuery = (person: Id, since: number) =>
  db
    .selectFrom('announcement_draft')
    .select(['number', 'communities', 'text'])
    .where('person_id', '=', person)
    .where('at', '>', since)

/** When the same text as that of the draft was last announced to one of its communities, since an instant. */
export const sameTextQuery = (person: Id, since: number) =>
  sql<{ community: string; at: number }>`select c.name as community, p.at
    from announcement_draft d cross join json_each(d.communities) j
      cross join announcement_place p on p.community_id = j.value and p.at > ${since}
      cross join announcement a on a.id = p.announcement_id and a.text = d.text
      join community c on c.id = p.community_id
    where d.person_id = ${person} order by p.at desc limit 1`.compile(db)

/** Keeps what somebody wants to announce until they say yes; one for each person. */
export const keepAnnouncementDraft = (draft: Tables['announcement_draft']) =>
  db
    .insertInto('announcement_draft')
    .values(draft)
    .onConflict((on) =>
      on.column('person_id').doUpdateSet({
        number: draft.number,
        communities: draft.communities,
        text: draft.text,
        at: draft.at,
      }),
    )

/** A draft goes. */
export const dropAnnouncementDraft = (personId: number, number: number) =>
  db.deleteFrom('announcement_draft').where('person_id', '=', personId).where('number', '=', number)

/** Drafts to which nobody said yes go. */
export const forgetAnnouncementDrafts = (before: number) =>
  db.deleteFrom('announcement_draft').where('at', '<', before)

/** Who announces, the draft's number, from which message and when; `saidIn` is a group that hears it in the answer. */
export interface Announcing {
  personId: number
  number: number
  role: Tables['announcement']['role']
  saidIn: number | null
  key: string
  now: number
}

/** The draft of that number becomes an announcement, once; when it is gone, nothing happens. */
export const announce = ({ personId, number, role, saidIn, key, now }: Announcing) =>
  db
    .insertInto('announcement')
    .columns(['person_id', 'role', 'text', 'at', 'said_in', 'message'])
    .expression(
      sql`select person_id, ${role}, text, ${now}, ${saidIn}, ${key} from announcement_draft
        where person_id = ${personId} and number = ${number}` as never,
    )

/**
 * What follows if that message really announced something: its communities, and a letter for each of their groups but
 * the one that has heard it; the first line of `say` gets the community's name. The draft goes.
 */
export const announced = ({ personId, number, saidIn, key, now }: Announcing, say: string) => [
  sql`insert into announcement_place (community_id, at, announcement_id)
    select j.value, a.at, a.id from announcement a, announcement_draft d, json_each(d.communities) j
    where a.message = ${key} and d.person_id = ${personId} and d.number = ${number}`.compile(db),
  sql`insert into outbox (group_id, say, created_at, send_at, expires_at, dedupe)
    select g.id, json_set(${say}, '$[0].params.community', c.name), ${now}, ${now}, ${now + groupLetterLives},
        'announcement/' || a.id || '/' || g.id
      from announcement a join announcement_place p on p.announcement_id = a.id join community c on c.id = p.community_id
        join "group" g on g.community_id = c.id
      where a.message = ${key} and g.id is not ${saidIn}
    on conflict do nothing`.compile(db),
  dropAnnouncementDraft(personId, number),
]
