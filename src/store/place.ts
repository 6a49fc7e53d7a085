import { sql } from 'kysely'
import { db } from './d1.ts'
import type { Origin } from './sender.ts'

const keys = (list: readonly string[]) => sql<string>`(select value from json_each(${JSON.stringify(list)}))`

/** Communities of these (folded) names. */
export const communitiesQuery = (names: readonly string[]) =>
  db
    .selectFrom('community')
    .select(['id', 'name', 'key', 'street_id'])
    .where('key', 'in', keys(names))
    .limit(20)

/** Units of these (folded) names; the unit of a community carries its id. */
export const unitsQuery = (names: readonly string[]) =>
  db
    .selectFrom('unit')
    .select(['id', 'name', 'key', 'community_id'])
    .where('key', 'in', keys(names))
    .limit(20)

/** A unit, unless there is one of that name. */
export const addUnit = (name: string, key: string) =>
  db
    .insertInto('unit')
    .values({ name, key, community_id: null })
    .onConflict((on) => on.doNothing())

/** A grid of a community, unless there is one of that name. */
export const addGrid = (communityId: number, name: string, key: string) =>
  db
    .insertInto('grid')
    .values({ community_id: communityId, name, key })
    .onConflict((on) => on.doNothing())

/** A street, unless there is one of that name. */
export const addStreet = (name: string, key: string) =>
  db
    .insertInto('street')
    .values({ name, key, district_id: null })
    .onConflict((on) => on.doNothing())

/** A community and the unit that stands for it, unless there are; a street named now is kept. */
export const addCommunity = (name: string, key: string, streetKey: string | null) => [
  db
    .insertInto('community')
    .values({ name, key, street_id: sql<number>`(select id from street where key = ${streetKey})` })
    .onConflict((on) =>
      on
        .column('key')
        .doUpdateSet({ street_id: sql<number>`coalesce(excluded.street_id, community.street_id)` }),
    ),
  db
    .insertInto('unit')
    .values({ name, key, community_id: communityId(key) })
    .onConflict((on) => on.column('key').doUpdateSet({ community_id: communityId(key) })),
]

const communityId = (key: string) => sql<number>`(select id from community where key = ${key})`

/** Binds a group to a community, or moves it there. */
export const bindGroup = ({ platform, bot, conversation }: Origin, key: string, by: number, now: number) =>
  db
    .insertInto('group')
    .values({
      platform,
      bot,
      conversation_id: conversation.id,
      community_id: communityId(key),
      title: conversation.title ?? null,
      bound_at: now,
      bound_by: by,
    })
    .onConflict((on) =>
      on.columns(['platform', 'bot', 'conversation_id']).doUpdateSet({
        community_id: communityId(key),
        bound_at: now,
        bound_by: by,
        title: conversation.title ?? null,
      }),
    )

/** The id of a grid or street that exists by then, as a subquery. */
export const gridOf = (communityId: number, key: string) =>
  sql<number>`(select id from grid where community_id = ${communityId} and key = ${key})`
export const streetOf = (key: string) => sql<number>`(select id from street where key = ${key})`
