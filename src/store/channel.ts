import { sql } from 'kysely'
import type { Counted } from '../domain/outbox/quota.ts'
import { db } from './d1.ts'

/** The platform's own answer: nothing goes there before that instant. */
export const block = (name: string, until: number, why: string) =>
  db
    .insertInto('channel')
    .values({ name, blocked_until: until, broken_at: null, why })
    .onConflict((on) =>
      on.column('name').doUpdateSet({ blocked_until: sql`max(blocked_until, excluded.blocked_until)`, why }),
    )

/** Refused for good: somebody has to mend it. It is tried again from `until` on, or once it is bound anew. */
export const breakChannel = (name: string, now: number, until: number, why: string) =>
  db
    .insertInto('channel')
    .values({ name, blocked_until: until, broken_at: now, why })
    .onConflict((on) =>
      on.column('name').doUpdateSet({
        blocked_until: until,
        broken_at: sql`coalesce(broken_at, excluded.broken_at)`,
        why,
      }),
    )

/** Something arrived: the channel is open. */
export const mend = (name: string) => db.deleteFrom('channel').where('name', '=', name)

/** Channels that somebody has to mend. */
export const brokenQuery = (limit: number) =>
  db
    .selectFrom('channel')
    .select(['name', 'why', 'broken_at'])
    .where('broken_at', 'is not', null)
    .orderBy('broken_at')
    .limit(limit)

/** Counts what DingTalk counts (dingtalk-protocol §10.1): API calls, or webhooks. `month` is YYYY-MM. */
export const use = (month: string, what: Counted, count: number) =>
  db
    .insertInto('usage')
    .values({ month, what, used: count })
    .onConflict((on) => on.columns(['month', 'what']).doUpdateSet({ used: sql`used + excluded.used` }))

/** What of a month's quota is used, and of which share (percent) the administrators know. */
export const usageQuery = (month: string) =>
  db.selectFrom('usage').select(['what', 'used', 'warned']).where('month', '=', month)

/** The administrators are told of that share, once. */
export const warned = (month: string, what: Counted, share: number) =>
  db
    .insertInto('usage')
    .values({ month, what, used: 0, warned: share })
    .onConflict((on) =>
      on.columns(['month', 'what']).doUpdateSet({ warned: sql`max(warned, excluded.warned)` }),
    )

/** Which quota DingTalk itself says is used up: a way of that kind is closed for it now. */
export const refusedQuotaQuery = (now: number) =>
  sql<{ call: number | null; hook: number | null }>`select max(name not like 'dingtalk/hook/%') as call,
      max(name like 'dingtalk/hook/%') as hook
    from channel where why = 'dingtalk.quota' and blocked_until > ${now}`.compile(db)
