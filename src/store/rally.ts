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

/** The same with what one of its people has done. */
export interface MyRally extends RallyRow {
  my_answer: number | null
  my_arrival: number | null
}

const rallyOf = sql`r.id, r.community_id, r.street_id, c.street_id as in_street, r.grid_id, g.name as grid,
  coalesce(c.name, s.name, '') as area, coalesce(r.reason, '') as reason, r.urgency, r.person_id, r.reach, r.places,
  r.expected, r.answered, r.arrived, r.minutes, r.found_at, r.called_at, r.graded_at, r.joint_at, r.enough_at,
  r.widen_at as due, r.ended_at`

/** The rally `r` with the names of its places. */
export const namedRally = sql`${rallyOf}
  from rally r left join community c on c.id = r.community_id left join street s on s.id = r.street_id
    left join grid g on g.id = r.grid_id`

/** The open rally of a community, as an expression; null where there is none. */
export const rallyIn = (community: Expression<number | null> | number) =>
  sql<
    number | null
  >`(select p.rally_id from rally_place p where p.community_id = ${community} and p.ended_at is null)`

/**
 * The open rally that somebody's 收到 or 报到 is for: in a group that of its community, in private the one they were called to
 * last, else that of their own community.
 */
export const rallyForQuery = (person: Id, community: Id, inGroup: boolean) => {
  const called = sql`(select k.rally_id from rally_call k join rally o on o.id = k.rally_id
    where k.person_id = ${person} and o.ended_at is null order by k.called_at desc, o.id desc limit 1)`
  const own = rallyIn(sql<number>`(select community_id from person where id = ${person})`)
  return sql<MyRally>`select k.answered_at as my_answer, k.arrived_at as my_arrival, x.*
    from (select ${namedRally} where r.id = ${inGroup ? rallyIn(community) : sql`coalesce(${called}, ${own})`}) x
      left join rally_call k on k.rally_id = x.id and k.person_id = ${person}`.compile(db)
}

/** The communities that somebody answers for or belongs to; in a group only its own. */
const placesOf = (person: Id, community: Id, inGroup: boolean) =>
  inGroup
    ? sql`select ${community} as id`
    : sql`select community_id as id from ${communitiesHeld(person)}
        union select community_id from role where person_id = ${person} and role = 'grid_head' and ended_at is null
        union select c.id from ${streetsHeld(person)} h join community c on c.street_id = h.street_id
        union select community_id from person where id = ${person}`

/** The open rallies that concern somebody, oldest first: of their places, those they were called to, an administrator’s all. */
export const ralliesOfQuery = (person: Id, community: Id, inGroup: boolean, limit: number) =>
  sql<RallyRow>`select ${namedRally} where r.ended_at is null and (
      r.id in (select p.rally_id from rally_place p
        where p.ended_at is null and p.community_id in (${placesOf(person, community, inGroup)}))
      or (${inGroup ? 0 : 1} and (${administers(person)} or exists (select 1 from rally_call k
        where k.rally_id = r.id and k.person_id = ${person}))))
    order by r.found_at, r.id limit ${limit}`.compile(db)

/** The last rally of somebody's places that is over, ended since an instant. */
export const lastRallyQuery = (person: Id, community: Id, inGroup: boolean, since: number) =>
  sql<RallyRow>`select ${namedRally} where r.id = (select p.rally_id from rally_place p
      where p.community_id in (${placesOf(person, community, inGroup)}) and p.ended_at > ${since}
      order by p.ended_at desc, p.rally_id desc limit 1)`.compile(db)

/** The open rallies that stand in the way of a new one in an area: of its community, or of the same street or everywhere. */
export const openIn = (area: string) =>
  area.startsWith('c')
    ? sql`select rally_id as id from rally_place where community_id = ${Number(area.slice(1))} and ended_at is null`
    : sql`select id from rally where ended_at is null and community_id is null
        and street_id is ${area === 'all' ? null : Number(area.slice(1))}`

/** The first of somebody's open rallies, as a subquery: whose people without an answer are named. */
export const rallyToList = (person: Id, community: Id, inGroup: boolean) =>
  inGroup
    ? sql<number>`(select null)`
    : sql<number>`(select r.id from rally r where r.ended_at is null and (r.id in (select p.rally_id from rally_place p
        where p.ended_at is null and p.community_id in (${placesOf(person, community, inGroup)}))
      or ${administers(person)} or exists (select 1 from role l join rally_call k on k.rally_id = r.id and k.unit_id = l.unit_id
        where l.person_id = ${person} and l.role = 'liaison' and l.ended_at is null))
      order by r.found_at, r.id limit 1)`

/** A rally by its number. */
export const rallyQuery = (id: number) => sql<RallyRow>`select ${namedRally} where r.id = ${id}`.compile(db)
