import { sql } from 'kysely'
import type { Scope } from '../../domain/console/scope.ts'
import { db } from '../d1.ts'
import { within } from './scope.ts'

/** An act by a role: who did what to whom or what, when. */
export interface AuditRow {
  id: number
  at: number
  action: string
  subject: string
  actor: string | null
  community: string | null
  /** Who it was done to, where it was one person. */
  person: string | null
}

/** The acts that concern a scope's communities, the newest first, from behind one on. */
export const auditPageQuery = (scope: Scope, before: number, limit: number) =>
  sql<AuditRow>`select a.id, a.at, a.action, a.subject, p.name as actor, c.name as community, s.name as person
    from audit a left join person p on p.id = a.actor_id left join community c on c.id = a.community_id
      left join person s on a.subject like 'person:%' and a.subject not like '% %' and s.id = cast(substr(a.subject, 8) as integer)
    where ${within(scope, { community: 'a.community_id' })} and a.id < ${before || Number.MAX_SAFE_INTEGER}
    order by a.id desc limit ${limit}`.compile(db)
