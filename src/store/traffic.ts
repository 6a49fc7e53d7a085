import { type Expression, sql } from 'kysely'
import { db } from './d1.ts'
import { conversationKey, type Origin } from './sender.ts'

/** The minute of an instant (ms), as messages are counted. */
export const minuteOf = (now: number): number => Math.floor(now / 60_000)

/**
 * Under what the messages of a stranger are counted: in private the conversation, in a group a key of the same form with their
 * id. On WeCom, where a private conversation is named by the user, both are one.
 */
export const strangerKey = (origin: Origin): string =>
  conversationKey({
    ...origin,
    conversation:
      origin.conversation.kind === 'private'
        ? origin.conversation
        : { id: origin.sender.ids[0]?.id ?? '', kind: 'private' },
  })

/** How many messages of the sender and of the group were handled in a minute; `group` is the key of a conversation, or empty. */
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

/** Counts what a stranger says in a group; the schema counts for members, groups and private conversations. */
export const countStranger = (key: string, now: number) =>
  db
    .insertInto('traffic')
    .values({ key, minute: minuteOf(now), messages: 1 })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        messages: sql`iif(traffic.minute = excluded.minute, traffic.messages + 1, 1)`,
        minute: sql`excluded.minute`,
      }),
    )

/** Counts of minutes that are over. */
export const purgeTraffic = (now: number) => db.deleteFrom('traffic').where('minute', '<', minuteOf(now))
