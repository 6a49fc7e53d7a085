import { type Expression, sql } from 'kysely'
import { dayOf } from '../domain/calendar/shanghai.ts'
import type { Category } from '../domain/order/category.ts'
import type { Side } from '../domain/pairing/pool.ts'
import { db } from './d1.ts'
import { isOnLeave } from './leave.ts'

type Id = Expression<number> | number

/** Somebody without a partner; skills (folded keys) and free times (`{ weekday, part }`) as JSON. */
export interface PoolRow {
  id: number
  side: Side
  name: string
  grid_id: number | null
  skills: string
  free: string
  /** Minutes of this year. */
  served: number
  /** How often in a row they were left over; 0: they have no line in pair_left. */
  left: number
}

/** So many pairs of wishes and of the past are read at most; a community has far fewer. */
const mostKnown = 20_000

/** Who (`p`) holds the role of a secretary or an administrator is in a pool only as a member of another unit than a community's own. */
export const mayPair = sql<boolean>`((p.kind = 'member'
    and not exists (select 1 from unit u where u.id = p.unit_id and u.community_id is not null))
  or not exists (select 1 from role r where r.person_id = p.id and r.role in ('secretary', 'administrator') and r.ended_at is null))`

/**
 * Whom a pairing may be proposed to (R087): verified members and volunteers of a community whom nobody is asked about,
 * who have no partner, are not on leave and have not said they want none. Somebody who holds the role of a secretary or an
 * administrator only as a member of another unit than the community's own (rule 8.15). In a round nobody is asked again
 * who said no in it, or nothing.
 */
const inPool = (
  community: Id,
  at: number,
  round: Id | null,
  also: Expression<number> | null = null,
) => sql`from person p indexed by person_in_community
    where p.community_id = ${community} and p.state = 'verified' and p.gone_at is null and p.kind in ('member', 'volunteer')
      and (p.id is ${also} or (not exists (select 1 from pairing o where o.member_id = p.id and o.state in ('asked', 'active'))
        and not exists (select 1 from pairing o where o.volunteer_id = p.id and o.state in ('asked', 'active'))))
      and not exists (select 1 from pair_out u where u.person_id = p.id)
      and not ${isOnLeave(sql.ref('p.id'), dayOf(at))}
      and ${mayPair}
      ${
        round === null
          ? sql``
          : sql`and not exists (select 1 from pairing d where d.member_id = p.id and d.round = ${round}
        and d.community_id = ${community} and (d.declined_by = p.id or (d.state = 'lapsed' and d.member_yes_at is null)))
      and not exists (select 1 from pairing d where d.volunteer_id = p.id and d.round = ${round}
        and d.community_id = ${community} and (d.declined_by = p.id or (d.state = 'lapsed' and d.volunteer_yes_at is null)))`
      }`

/** How many people without a partner there are on each side. */
export const poolSizesQuery = (community: Id, at: number) =>
  sql<{ members: number; volunteers: number }>`select count(*) filter (where p.kind = 'member') as members,
      count(*) filter (where p.kind = 'volunteer') as volunteers ${inPool(community, at, null)}`.compile(db)

/**
 * The people of a community who have no partner (PoolRow); nobody when one side has more than `most`. `round`: what is
 * read is for somebody who was refused in it. `also`: somebody whose question is being settled just now.
 */
export const poolQuery = (
  community: Id,
  at: number,
  {
    most,
    round = null,
    also = null,
  }: { most?: number; round?: Id | null; also?: Expression<number> | null } = {},
) =>
  sql<PoolRow>`with free (id) as materialized (select p.id ${inPool(community, at, round, also)})
    select p.id, p.kind as side, coalesce(p.name, '') as name, p.grid_id,
      (select json_group_array(s.key) from skill s where s.person_id = p.id) as skills,
      (select json_group_array(json_object('weekday', f.weekday, 'part', f.part)) from free_time f where f.person_id = p.id) as free,
      (select coalesce(sum(t.minutes), 0) from tally t where t.person_id = p.id and t.period = ${dayOf(at).slice(0, 4)}) as served,
      coalesce((select l.times from pair_left l where l.person_id = p.id), 0) as "left"
    from free cross join person p on p.id = free.id
    ${most === undefined ? sql`` : sql`where (select max(n) from (select count(*) as n from free x join person q on q.id = x.id group by q.kind)) <= ${most}`}
    order by p.id`.compile(db)

/** What people of a community said of each other. */
export const poolWishesQuery = (community: Id) =>
  sql<{ from: number; to: number; wants: number }>`select w.person_id as "from", w.other_id as "to", w.wants
    from person p indexed by person_in_community cross join pair_wish w on w.person_id = p.id
    where p.community_id = ${community} limit ${mostKnown}`.compile(db)

/**
 * Who were partners in a community (earlier), and who are not asked about each other again (asked): one said no and has
 * not wished for the other since, or it was in this round.
 */
export const poolPastQuery = (community: Id, round: Id | null = null) =>
  sql<{
    member: number
    volunteer: number
    earlier: number
  }>`select g.member_id as member, g.volunteer_id as volunteer,
      max(g.state = 'ended') as earlier
    from pairing g indexed by pairing_of_community
    where g.community_id = ${community} and g.state in ('ended', 'declined', 'lapsed', 'withdrawn') and (
      g.state = 'ended' or g.round = ${round} or (g.state = 'declined' and not exists (
        select 1 from pair_wish w where w.person_id = g.declined_by and w.wants = 1 and w.at > g.ended_at
          and w.other_id = iif(g.declined_by = g.member_id, g.volunteer_id, g.member_id))))
    group by g.member_id, g.volunteer_id, g.state = 'ended' limit ${mostKnown}`.compile(db)

/** What open orders of a community ask for: a folded key, or (null) the trade of the category. */
export const poolNeedsQuery = (community: Id) =>
  sql<{ key: string | null; category: Category }>`select distinct n.key, o.category
    from "order" o indexed by order_of_community left join order_need n on n.order_id = o.id
    where o.community_id = ${community} and o.state in ('requested', 'drawing', 'open', 'reopened') limit 200`.compile(
    db,
  )

/** Grids of a community side by side, as their numbers tell: 3网格 and 4网格. */
export const nearGridsQuery = (community: Id) =>
  sql<{ one: number; other: number }>`select a.id as one, b.id as other from grid a
    cross join grid b on b.community_id = a.community_id and cast(b.key as integer) = cast(a.key as integer) + 1
    where a.community_id = ${community} and cast(a.key as integer) > 0`.compile(db)
