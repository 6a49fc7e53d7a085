import { type Expression, sql } from 'kysely'
import type { Subject } from '../domain/support/household.ts'
import { db } from './d1.ts'
import { administers, unitsHeld } from './held.ts'
import type { SupportState } from './tables/support.ts'

type Id = Expression<number> | number

/** A support pair with how its month stands. `visits` is how many it has wanted for itself a month, null: the policy’s. */
export interface SupportPair {
  id: number
  community_id: number
  community: string
  member_id: number
  member: string
  verified: number
  unit: string
  code: string
  key: string
  subjects: string
  visits: number | null
  state: SupportState
  asked_by: number
  /** The day since when it is a pair, or was asked for. */
  since: string
  made: number
  last_day: string | null
  /** How many there are, where a page is read. */
  count: number
}

const dayOfColumn = (column: string) =>
  sql`strftime('%Y-%m-%d', ${sql.ref(column)} / 1000, 'unixepoch', '+8 hours')`

const madeIn = (month: string) =>
  sql`(select count(*) from visit v where v.support_pair_id = s.id and v.day between ${`${month}-01`} and ${`${month}-31`})`
const lastDay = sql`(select max(v.day) from visit v where v.support_pair_id = s.id)`

/** The columns of a support pair `s`, and what they are joined with. */
export const supportColumns = (
  month: string,
) => sql`s.id, s.community_id, c.name as community, s.member_id, coalesce(p.name, '') as member, p.state = 'verified' as verified,
  coalesce(u.name, '') as unit, s.code, s.key, s.subjects, s.visits, s.state, s.asked_by,
  coalesce(${dayOfColumn('s.consent_at')}, ${dayOfColumn('s.asked_at')}) as since, ${madeIn(month)} as made, ${lastDay} as last_day`

export const supportJoined = sql`join community c on c.id = s.community_id join person p on p.id = s.member_id left join unit u on u.id = p.unit_id`

/** Where somebody keeps the support pairs: as secretary, or as administrator in the group’s community and the own one. */
export const placesKept = (sender: Id, community: Expression<number>) => sql`(
  select community_id from role where person_id = ${sender} and role = 'secretary' and ended_at is null
  union select ${community} where ${administers(sender)}
  union select community_id from person where id = ${sender} and ${administers(sender)})`

/** The open pairs of a household’s code (one a community) that somebody may mean. */
export const pairsOfCodeQuery = (
  key: string,
  { sender, community, member }: { sender: Id; community: Expression<number>; member: string },
  month: string,
) =>
  sql<SupportPair>`select ${supportColumns(month)}, 0 as count
    from (select community_id as id from ${placesKept(sender, community)}
      union select community_id from person where id = ${sender}
      union select community_id from person where key = ${member} and ${administers(sender)}) place
      cross join support_pair s on s.community_id = place.id and s.key = ${key} and s.state <> 'ended' ${supportJoined}
    order by s.id limit 9`.compile(db)

/** A member’s own open pairs, first come first. */
export const ownPairsQuery = (member: Id, month: string) =>
  sql<SupportPair>`select ${supportColumns(month)}, count(*) over () as count from support_pair s ${supportJoined}
    where s.member_id = ${member} and s.state in ('asked', 'active') order by s.state = 'asked', s.id limit 20`.compile(
    db,
  )

const about = (subject: Subject | undefined) =>
  subject === undefined ? sql`` : sql`and instr(' ' || s.subjects || ' ', ${` ${subject} `}) > 0`

/** A page of the active pairs of the communities that somebody keeps, the longest without contact first. */
export const keptPairsQuery = (
  sender: Id,
  community: Expression<number>,
  { subject, page, size, month }: { subject: Subject | undefined; page: number; size: number; month: string },
) =>
  sql<SupportPair>`select ${supportColumns(month)}, count(*) over () as count from support_pair s ${supportJoined}
    where s.community_id in ${placesKept(sender, community)} and s.state = 'active' ${about(subject)}
    order by coalesce(last_day, since), s.id limit ${size} offset ${(page - 1) * size}`.compile(db)

/** The same for the units whose liaison somebody is (R090). */
export const unitPairsQuery = (
  sender: Id,
  { subject, page, size, month }: { subject: Subject | undefined; page: number; size: number; month: string },
) =>
  sql<SupportPair>`select ${supportColumns(month)}, count(*) over () as count
    from ${unitsHeld(sender)} h cross join person p indexed by person_of_unit
      on p.unit_id = h.unit_id and p.kind = 'member' and p.state = 'verified'
      cross join support_pair s on s.member_id = p.id and s.state = 'active'
      join community c on c.id = s.community_id left join unit u on u.id = p.unit_id
    where true ${about(subject)}
    order by coalesce(last_day, since), s.id limit ${size} offset ${(page - 1) * size}`.compile(db)

/** What members have asked for where somebody decides, first come first. */
export const askedPairsQuery = (sender: Id, community: Expression<number>, month: string) =>
  sql<SupportPair>`select ${supportColumns(month)}, count(*) over () as count from support_pair s ${supportJoined}
    where s.community_id in ${placesKept(sender, community)} and s.state = 'asked' order by s.id limit 3`.compile(
    db,
  )
