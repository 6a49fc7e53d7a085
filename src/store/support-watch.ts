import { sql } from 'kysely'
import { addDays, lastDayOf } from '../domain/calendar/shanghai.ts'
import { silentAfter } from '../domain/support/rhythm.ts'
import { db } from './d1.ts'
import { isOnLeave } from './leave.ts'
import { policyValue } from './policy.ts'

/** A member with households that want visits yet; `pairs` is JSON: `{ code, made, quota }` of those. */
interface ShortMember {
  member_id: number
  pairs: string
  /** How many households they have in all. */
  count: number
}

/** A page of a community’s members who are short of visits in a month (R079), by id; nobody who is on leave that day. */
export const shortMembersQuery = (
  community: number,
  { month, today, after, limit }: { month: string; today: string; after: number; limit: number },
) =>
  sql<ShortMember>`with pair as (
      select s.member_id, s.code, coalesce(s.visits, ${policyValue('visitsAMonth', today)}) as quota,
        (select count(*) from visit v where v.support_pair_id = s.id and v.day between ${`${month}-01`} and ${lastDayOf(month)}) as made
      from support_pair s where s.community_id = ${community} and s.state = 'active' and s.member_id > ${after}
    )
    select member_id, count(*) as count, json_group_array(json_object('code', code, 'made', made, 'quota', quota))
        filter (where made < quota) as pairs
    from pair where not ${isOnLeave(sql.ref('member_id'), today)}
    group by member_id having sum(made < quota) > 0 order by member_id limit ${limit}`.compile(db)

/** A page of all pairs that have been without contact for so long on a day, by id; a member who is on leave hears of it later. */
export const silentPairsQuery = (today: string, after: number, limit: number) =>
  sql<{ id: number; member_id: number; code: string; subjects: string; contact_day: string; away: number }>`
    select s.id, s.member_id, s.code, s.subjects, s.contact_day, ${isOnLeave(sql.ref('s.member_id'), today)} as away
    from support_pair s indexed by support_pair_contact
    where s.state = 'active' and s.contact_day between ${addDays(today, -2 * silentAfter.member)}
      and ${addDays(today, -silentAfter.member)} and s.id > ${after}
    order by s.id limit ${limit}`.compile(db)

/** What a community’s secretaries hear in a week: asked for, long without contact, left by their member and by nobody taken over. */
export const supportOfWeekQuery = (community: number, { today, since }: { today: string; since: number }) =>
  sql<{ what: 'asked' | 'silent' | 'left'; code: string }>`
    select 'asked' as what, code from support_pair where community_id = ${community} and state = 'asked'
    union all
    select 'silent', code from support_pair where community_id = ${community} and state = 'active'
      and contact_day <= ${addDays(today, -silentAfter.secretary)}
    union all
    select 'left', e.code from support_pair e where e.community_id = ${community} and e.state = 'ended'
      and e.ended_at >= ${since} and e.end_reason in ('moved', 'left') and e.consent_at is not null
      and not exists (select 1 from support_pair n where n.community_id = e.community_id and n.key = e.key and n.state <> 'ended')`.compile(
    db,
  )
