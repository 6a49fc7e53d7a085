import { sql } from 'kysely'
import { db } from './d1.ts'
import { type Profile, profileOf } from './fitting-orders.ts'
import { isOnLeave } from './leave.ts'

/** Whether letters to a person `p` may be pushed through DingTalk, which counts them; the gateway and the mailbox count nothing. */
const isPushed = sql<number>`(p.notify <> 'off' and exists (select 1 from identity i
  where i.person_id = p.id and i.platform = 'dingtalk' and i.kind = 'staff'))`

/** Of the same page of a community's verified members as `memberMonths` gives: who is away on a day, since when registered (ms), who is pushed to, what orders are fitted to. */
export const memberWaysQuery = (community: number, after: number, limit: number, day: string) =>
  sql<Profile & { away: number; since: number; pushed: number }>`
    select ${profileOf}, ${isOnLeave(sql.ref('p.id'), day)} as away, coalesce(p.registered_at, p.created_at) as since,
      ${isPushed} as pushed
    from person p left join unit u on u.id = p.unit_id
    where p.community_id = ${community} and p.kind = 'member' and p.state = 'verified' and p.id > ${after}
      and u.community_id is null
    order by p.id limit ${limit}`.compile(db)

/** How many verified members letters are pushed to, in the whole deployment: read once a month. */
export const pushedMembersQuery = () =>
  sql<{
    count: number
  }>`select count(distinct i.person_id) as count from identity i join person p on p.id = i.person_id
    where i.platform = 'dingtalk' and i.kind = 'staff' and p.kind = 'member' and p.state = 'verified'
      and p.notify <> 'off'`.compile(db)
