import { sql } from 'kysely'
import { DAY, dayOf } from '../domain/calendar/shanghai.ts'
import type { Counted } from '../domain/outbox/quota.ts'
import { refusedQuotaQuery } from './channel.ts'
import { db } from './d1.ts'
import { gatewaysQuery } from './gateway.ts'
import { coveredYearsQuery } from './holiday.ts'
import { policyQuery } from './policy.ts'

/** The name of the newest migration applied; fails with `no such table` when none ever was. */
export const appliedMigrationQuery = () =>
  sql<{ name: string }>`select name from d1_migrations order by id desc limit 1`.compile(db)

/**
 * What the health page tells of the data: where the activation code was used, which groups are only answered, what does
 * not get through, how much of the newest month's quota is used and whether DingTalk
 * refuses for it, which years' holidays are known, which bots live on the gateway.
 */
export const healthFactsQueries = (now: number) => ({
  activated: db.selectFrom('activation').select('platform'),
  groups: sql<{ without: number }>`select count(*) as without from "group" g
    where not exists (select 1 from group_way w where w.group_id = g.id)`.compile(db),
  push: sql<{ broken: number; failed: number; unreachable: number }>`select
      (select count(*) from channel where broken_at is not null) as broken,
      (select count(*) from outbox
        where state in ('failed', 'unreachable') and state = 'failed' and created_at > ${now - 7 * DAY}) as failed,
      (select count(distinct group_id) from outbox
        where state in ('failed', 'unreachable') and state = 'unreachable') as unreachable`.compile(db),
  usage: sql<{ month: string; what: Counted; used: number }>`select month, what, used from usage
    where month = (select max(month) from usage)`.compile(db),
  refused: refusedQuotaQuery(now),
  policy: policyQuery(dayOf(now)),
  holidays: coveredYearsQuery(),
  gateways: gatewaysQuery(),
})
