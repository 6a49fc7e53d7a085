import { sql } from 'kysely'
import type { Scope } from '../../domain/console/scope.ts'
import { db } from '../d1.ts'
import { communitiesOf } from './scope.ts'

/** An act by a role: who did what to whom or what, when. */
export interface AuditRow {
  id: number
  at: number
  action: string
  subject: string
  actor: string | null
  community: string | null
  /** What it was done to by name, where that was one person, unit or community. */
  named: string | null
}

const isOne = (kind: string) => sql`a.subject like ${`${kind}:%`} and a.subject not like '% %'`
const idIn = (kind: string) => sql`cast(substr(a.subject, ${kind.length + 2}) as integer)`

/** The acts that concern a scope's communities, the newest first, from behind one on. */
export const auditPageQuery = (scope: Scope, before: number, limit: number) =>
  sql<AuditRow>`select a.id, a.at, a.action, a.subject, p.name as actor, c.name as community, coalesce(s.name, u.name, l.name) as named
    from audit a left join person p on p.id = a.actor_id left join community c on c.id = a.community_id
      left join person s on ${isOne('person')} and s.id = ${idIn('person')}
      left join unit u on ${isOne('unit')} and u.id = ${idIn('unit')}
      left join community l on ${isOne('community')} and l.id = ${idIn('community')}
    where ${scope.everywhere ? sql`a.id < ${before || Number.MAX_SAFE_INTEGER}` : sql`a.id in (${latestOf(scope, before, limit)})`}
    order by ${scope.everywhere ? sql`` : sql`a.at desc,`} a.id desc limit ${limit}`.compile(db)

/** The last so many acts of each community, from behind one on: what a page can show at most, however long the history. */
const latestOf = (scope: Scope, before: number, limit: number) =>
  sql`select x.id from ${communitiesOf(scope)} place cross join audit x on x.id in (
    select y.id from audit y indexed by audit_of_community where y.community_id = place.value
      and (y.at, y.id) < (coalesce((select at from audit where id = ${before}), ${Number.MAX_SAFE_INTEGER}), ${before || Number.MAX_SAFE_INTEGER})
    order by y.at desc, y.id desc limit ${limit})`
