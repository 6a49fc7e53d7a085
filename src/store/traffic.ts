import { type Expression, sql } from 'kysely'
import { db } from './d1.ts'

/** The minute of an instant (ms), as messages are counted. */
export const minuteOf = (now: number): number => Math.floor(now / 60_000)

/** How many messages of the sender and of the group were handled in a minute; `stranger` and `group` are keys of conversations, or empty. */
export const trafficQuery = (
  sender: Expression<number>,
  { minute, stranger, group }: { minute: number; stranger: string; group: string },
) =>
  db.selectNoFrom([
    sql<number>`coalesce((select messages from traffic where minute = ${minute}
      and key = coalesce('person/' || ${sender}, ${stranger})), 0)`.as('own'),
    sql<number>`coalesce((select messages from traffic where minute = ${minute} and key = ${group}), 0)`.as(
      'group',
    ),
  ])

/** Counts of minutes that are over. */
export const purgeTraffic = (now: number) => db.deleteFrom('traffic').where('minute', '<', minuteOf(now))
