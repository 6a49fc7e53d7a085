import { type Expression, sql } from 'kysely'
import type { Urgency } from '../domain/order/rules.ts'
import type { Turnout } from '../domain/rally/reach.ts'
import type { Course } from '../domain/rally/stages.ts'
import { db } from './d1.ts'
import { administers, communitiesHeld, streetsHeld } from './held.ts'

type Id = Expression<number>

/** A rally as it is shown: where, why, how it goes; `area` is empty when it is everywhere, `reason` when its words are gone. */
export interface RallyRow extends Course, Turnout {
  id: number
  community_id: number | null
  street_id: number | null
  /** The street of its community. */
  in_street: number | null
  grid_id: number | null
  grid: string | null
  area: string
  reason: string
  urgency: Urgency
  person_id: number
  enough_at: number | null
  minutes: number
}

const rallyOf = sql`r.id, r.community_id, r.street_id, c.street_id as in_street, r.grid_id, g.name as grid,
  coalesce(c.name, s.name, '') as area, coalesce(r.reason, '') as reason, r.urgency, r.person_id, r.reach, r.places,
  r.expected, r.answered, r.arrived, r.minutes, r.found_at, r.called_at, r.graded_at, r.joint_at, r.enough_at,
  r.widen_at as due, r.ended_at`

/** The rally `r` with the names of its places. */
export const namedRally = sql`${rallyOf}
  from rally r left join community c on c.id = r.community_id left join street s on s.id = r.street_id
    left join grid g on g.id = r.grid_id`

/** The communities that somebody answers for or belongs to; in a group only its own. */
const placesOf = (person: Id, community: Id, inGroup: boolean) =>
  inGroup
    ? sql`select ${community} as id`
    : sql`select community_id as id from ${communitiesHeld(person)}
        union select community_id from role where person_id = ${person} and role = 'grid_head' and ended_at is null
        union select c.id from ${streetsHeld(person)} h join community c on c.street_id = h.street_id
        union select community_id from person where id = ${person}`

/** Whether somebody, or people of a unit whose liaison they are, were called to the rally `r`. */
const calledWith = (person: Id) =>
  sql`(exists (select 1 from rally_call k where k.rally_id = r.id and k.person_id = ${person})
    or exists (select 1 from role l join rally_call k on k.rally_id = r.id and k.unit_id = l.unit_id
      where l.person_id = ${person} and l.role = 'liaison' and l.ended_at is null))`

/** The open rallies that concern somebody, oldest first: of their places, those their people were called to, an administrator’s all. */
export const ralliesOfQuery = (person: Id, community: Id, inGroup: boolean, limit: number) =>
  sql<RallyRow>`select ${namedRally} where r.ended_at is null and (
      r.id in (select p.rally_id from rally_place p
        where p.ended_at is null and p.community_id in (${placesOf(person, community, inGroup)}))
      or (${inGroup ? 0 : 1} and (${administers(person)} or ${calledWith(person)})))
    order by r.found_at, r.id limit ${limit}`.compile(db)

/** The last rally of somebody's places that is over, ended since an instant. */
export const lastRallyQuery = (person: Id, community: Id, inGroup: boolean, since: number) =>
  sql<RallyRow>`select ${namedRally} where r.id = (select p.rally_id from rally_place p
      where p.community_id in (${placesOf(person, community, inGroup)}) and p.ended_at > ${since}
      order by p.ended_at desc, p.rally_id desc limit 1)`.compile(db)

/** The open rally that stands in the way of a new one: the community's own, that of the same street, or of everybody. */
export const openIn = (area: string) =>
  area.startsWith('c')
    ? sql`select r.id from rally_place p join rally r on r.id = p.rally_id
        where p.community_id = ${Number(area.slice(1))} and p.ended_at is null and r.community_id = p.community_id`
    : sql`select id from rally where ended_at is null and community_id is null
        and street_id is ${area === 'all' ? null : Number(area.slice(1))}`

/** Of somebody's open rallies the one whose people without an answer are named: of a place by its (folded) name, else the first. */
export const rallyToList = (person: Id, community: Id, inGroup: boolean, head: string | undefined) =>
  inGroup
    ? sql<number>`(select null)`
    : sql<number>`(select r.id from rally r left join community c on c.id = r.community_id left join street s on s.id = r.street_id
      where r.ended_at is null and (r.id in (select p.rally_id from rally_place p
        where p.ended_at is null and p.community_id in (${placesOf(person, community, inGroup)}))
      or ${administers(person)} or ${calledWith(person)})
      order by coalesce(c.key, s.key, '全部') is ${head ?? null} desc, r.found_at, r.id limit 1)`

/** A rally by its number. */
export const rallyQuery = (id: number) => sql<RallyRow>`select ${namedRally} where r.id = ${id}`.compile(db)
