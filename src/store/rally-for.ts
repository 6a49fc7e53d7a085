import { type Expression, sql } from 'kysely'
import { named } from './columns.ts'
import { db } from './d1.ts'
import { prepared } from './prepared.ts'
import { namedRally, type RallyRow } from './rally.ts'

type Id = Expression<number>

/** A rally with what one of its people has done, and how many open ones they might mean. */
export interface MyRally extends RallyRow {
  my_answer: number | null
  my_arrival: number | null
  /** Whether it has come to the community where it was said. */
  here: number
  open: number
}

/** So many of the rallies that somebody was called to are looked at, the newest: years of them are not read. */
const lately = 20

/** The open rallies that somebody may mean, each once: of their own community or the group's, and those they were called to. */
const meant = (person: Id, community: Id, inGroup: boolean) => sql`select id, max(here) as here from (
    select p.rally_id as id, 1 as here from rally_place p where p.ended_at is null
      and p.community_id = ${inGroup ? community : sql`(select community_id from person where id = ${person})`}
    union all select k.rally_id, 0 from (select rally_id from rally_call where person_id = ${person}
      order by rally_id desc limit ${lately}) k join rally o on o.id = k.rally_id and o.ended_at is null) group by id`

/** What they have not done yet goes first; who is on duty for one, or has answered one, comes to that. */
const due = {
  answer: sql`k.answered_at is null desc`,
  arrival: sql`exists (select 1 from duty d where d.person_id = k.person_id and d.ended_at is null and d.rally_id = x.id) desc,
    k.arrived_at is null desc, k.answered_at is not null desc`,
}

/**
 * The open rally that somebody's 收到 or 报到 is for: in a group one that has come there, in private one they were called to; of
 * several the newest that waits for it. In another group it is one they were called to.
 */
export const rallyForQuery = (
  person: Id,
  community: Id,
  { inGroup, to }: { inGroup: boolean; to: 'answer' | 'arrival' },
) => named(columns, forms[to][inGroup ? 'group' : 'private']({ person, community }).rally)

const form = (inGroup: boolean, to: 'answer' | 'arrival') =>
  prepared(({ person, community }: { person: Id; community: Id }) => ({
    rally: sql<MyRally>`with m (id, here) as materialized (${meant(person, community, inGroup)})
    select k.answered_at as my_answer, k.arrived_at as my_arrival, m.here, count(*) over () as open, x.*
    from m cross join (select ${namedRally} where r.id in (select id from m)) x on x.id = m.id
      left join rally_call k on k.rally_id = x.id and k.person_id = ${person}
    order by ${inGroup ? sql`m.here desc` : sql`k.rally_id is not null desc`}, ${due[to]},
      coalesce(k.called_at, x.found_at) desc, x.id desc limit 1`.compile(db),
  }))

const forms = {
  answer: { group: form(true, 'answer'), private: form(false, 'answer') },
  arrival: { group: form(true, 'arrival'), private: form(false, 'arrival') },
}

const columns: { [Name in keyof MyRally]: true } = {
  my_answer: true,
  my_arrival: true,
  here: true,
  open: true,
  id: true,
  community_id: true,
  street_id: true,
  in_street: true,
  grid_id: true,
  grid: true,
  area: true,
  reason: true,
  urgency: true,
  person_id: true,
  enough_at: true,
  minutes: true,
  found_at: true,
  called_at: true,
  graded_at: true,
  joint_at: true,
  ended_at: true,
  reach: true,
  places: true,
  expected: true,
  answered: true,
  arrived: true,
}
