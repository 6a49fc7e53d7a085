import { type RawBuilder, sql } from 'kysely'
import type { Scope } from '../../domain/console/scope.ts'
import { db } from '../d1.ts'
import { servedTogether } from '../served-together.ts'
import { type SupportPair, supportColumns, supportJoined } from '../support-pair.ts'
import { communitiesOf, idsOf, within } from './scope.ts'

/** A pair of partners; the volunteer's name is null for whom only the member belongs to. */
export interface PartnersRow {
  id: number
  member: string | null
  volunteer: string | null
  unit: string
  community: string
  began_at: number
  term_to: string
  goal: string | null
}

const members = sql`person p indexed by person_of_unit`
const ofUnits = (scope: Scope) =>
  sql`p.unit_id in ${idsOf(scope.units)} and p.kind = 'member' and p.state = 'verified'`

/** Active pairs that the scope covers, by community or by the member's unit: all of them by the index of `everywhere`. */
const activePairs = (scope: Scope): RawBuilder<unknown> =>
  scope.everywhere
    ? sql`pairing g indexed by pairing_terms`
    : sql`(select x.* from pairing x indexed by pairing_of_community where x.community_id in ${communitiesOf(scope)} and x.state = 'active'
        union select x.* from ${members} cross join pairing x on x.member_id = p.id and x.state = 'active' where ${ofUnits(scope)}) g`

const pairPage = (scope: Scope, after: number, limit: number) =>
  sql`select g.id from ${activePairs(scope)} where g.state = 'active'
    and (g.term_to, g.id) > (coalesce((select term_to from pairing where id = ${after}), ''), ${after})
    order by g.term_to, g.id limit ${limit}`

/** The pairs of partners of a scope, whose term ends first before the others, from behind one on. */
export const partnersQuery = (scope: Scope, after: number, limit: number) =>
  sql<PartnersRow>`select g.id, m.name as member,
      iif(${within(scope, { community: 'g.community_id', unit: 'v.unit_id' })}, v.name, null) as volunteer,
      coalesce(u.name, '') as unit, c.name as community, g.began_at, g.term_to, t.text as goal
    from pairing g join community c on c.id = g.community_id join person m on m.id = g.member_id
      join person v on v.id = g.volunteer_id left join unit u on u.id = m.unit_id
      left join pair_text t on t.pairing_id = g.id and t.part = 'goal'
    where g.id in (${pairPage(scope, after, limit)}) order by g.term_to, g.id`.compile(db)

/** The lines of the ledger from which their joint service is reckoned, up to a day. */
export const servedByPageQuery = (scope: Scope, after: number, limit: number, today: string) =>
  servedTogether(sql`select * from pairing where id in (${pairPage(scope, after, limit)})`, '', today)

/** How many questions wait for an answer in the communities of a scope. */
export const askedCountQuery = (scope: Scope) =>
  sql<{ count: number }>`select count(*) as count from ${
    scope.everywhere
      ? sql`pairing g indexed by pairing_answers`
      : sql`pairing g indexed by pairing_of_community`
  } where g.state = 'asked' and ${scope.everywhere ? sql`1` : sql`g.community_id in ${communitiesOf(scope)}`}`.compile(
    db,
  )

const activeHouseholds = (scope: Scope): RawBuilder<unknown> =>
  scope.everywhere
    ? sql`support_pair s indexed by support_pair_contact`
    : sql`(select x.* from support_pair x indexed by support_pair_of_community where x.community_id in ${communitiesOf(scope)} and x.state = 'active'
        union select x.* from ${members} cross join support_pair x on x.member_id = p.id and x.state = 'active' where ${ofUnits(scope)}) s`

/** The support pairs of a scope with how the month stands, the longest without contact first, from behind one on. */
export const householdsQuery = (scope: Scope, month: string, after: number, limit: number) =>
  sql<SupportPair>`select ${supportColumns(month)}, 0 as count from support_pair s ${supportJoined}
    where s.id in (select s.id from ${activeHouseholds(scope)} where s.state = 'active'
      and (s.contact_day, s.id) > (coalesce((select contact_day from support_pair where id = ${after}), ''), ${after})
      order by s.contact_day, s.id limit ${limit})
    order by s.contact_day, s.id`.compile(db)
