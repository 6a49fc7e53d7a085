import { sql } from 'kysely'
import { db } from './d1.ts'
import { conversationKey, type Origin, senderId } from './sender.ts'

/** How many messages of the sender and of the group were handled in the minute of an instant (ms). A stranger counts by conversation. */
export const trafficQuery = (origin: Origin, now: number) => {
  const minute = Math.floor(now / 60_000)
  const conversation = conversationKey(origin)
  const inGroup = origin.conversation.kind === 'group'
  return sql<{ own: number; group: number }>`select
      coalesce((select messages from traffic where minute = ${minute}
        and key = coalesce('person/' || ${senderId(origin)}, ${inGroup ? '' : conversation})), 0) as own,
      coalesce((select messages from traffic where minute = ${minute} and key = ${inGroup ? conversation : ''}), 0) as "group"`.compile(
    db,
  )
}

/** Counts of minutes that are over. */
export const purgeTraffic = (now: number) =>
  db.deleteFrom('traffic').where('minute', '<', Math.floor(now / 60_000))
