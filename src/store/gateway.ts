import { sql } from 'kysely'
import { db } from './d1.ts'

/** A bot on a platform. */
export interface Bot {
  platform: 'wecom' | 'dingtalk'
  bot: string
}

/**
 * A process of the gateway said something with its next number: the first statement of what it asks for, because a
 * number that is not larger than its last is a replay and breaks the batch (`gateway.replayed`).
 */
export const heardFrom = ({ platform, bot }: Bot, name: string, seq: number, now: number) =>
  db
    .insertInto('gateway_holder')
    .values({ platform, bot, name, seq, at: now })
    .onConflict((on) => on.columns(['platform', 'bot', 'name']).doUpdateSet({ seq, at: now }))

/** Whether a failed batch failed because the request was a replay. */
export const isReplay = (error: unknown): boolean => /gateway\.replayed/.test(String(error))

/** Processes that have not been heard of for so long are forgotten: their requests are stale by now. */
export const forgetHolders = (before: number) => db.deleteFrom('gateway_holder').where('at', '<', before)

/** The lease goes to who asks, if it is free, run out, or theirs: one statement decides among all who ask at once. */
export const takeLease = ({ platform, bot }: Bot, holder: string, now: number, lasts: number) =>
  sql`insert into gateway_lease (platform, bot, holder, since, until)
    values (${platform}, ${bot}, ${holder}, ${now}, ${now + lasts})
    on conflict (platform, bot) do update set since = iif(holder = excluded.holder, since, excluded.since),
      holder = excluded.holder, until = max(excluded.until, iif(holder = excluded.holder, until, 0)), lives = 1
    where holder = excluded.holder or until <= ${now}`.compile(db)

/** The lease is free at once: its holder stops, and whoever stands by takes over. */
export const giveLeaseBack = ({ platform, bot }: Bot, holder: string, now: number) =>
  db
    .updateTable('gateway_lease')
    .set({ until: now })
    .where('platform', '=', platform)
    .where('bot', '=', bot)
    .where('holder', '=', holder)
    .where('until', '>', now)

/** Who holds a bot's lease, or held it last. */
export const leaseQuery = ({ platform, bot }: Bot) =>
  db
    .selectFrom('gateway_lease')
    .select(['holder', 'since', 'until'])
    .where('platform', '=', platform)
    .where('bot', '=', bot)

/** Every bot that lives on the gateway, and until when its lease runs or ran. */
export const gatewaysQuery = () =>
  db
    .selectFrom('gateway_lease')
    .select(['platform', 'until'])
    .where('lives', '=', 1)
    .orderBy('platform')
    .orderBy('bot')

/** Whose lease ran out before that does not live on the gateway any more: its letters go another way, or to the mailbox. */
export const leaveGateway = (before: number) =>
  db.updateTable('gateway_lease').set({ lives: 0 }).where('lives', '=', 1).where('until', '<', before)
