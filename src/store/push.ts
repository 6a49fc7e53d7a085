import { type Expression, sql } from 'kysely'
import { db } from './d1.ts'
import { answeredFor } from './reach.ts'

/** The groups that somebody answers for, an administrator for all; of a webhook only its last four characters are read. */
export const pushGroupsQuery = (person: Expression<number>, limit: number) =>
  db
    .selectFrom('group as g')
    .innerJoin('community as c', 'c.id', 'g.community_id')
    .select([
      'g.id',
      'g.platform',
      'g.title',
      'g.community_id',
      'c.name as community',
      'c.key as community_key',
      sql<string | null>`substr(g.push_url, -4)`.as('tail'),
    ])
    .where(sql<boolean>`g.community_id in (${answeredFor(person)})`)
    .orderBy('c.id')
    .orderBy('g.id')
    .limit(limit)

/** The webhook that somebody typed last and did not yet say for which group, since an instant. */
export const pushDraftQuery = (person: Expression<number>, since: number) =>
  db
    .selectFrom('push_draft')
    .select(['platform', 'url', 'secret'])
    .where('person_id', '=', person)
    .where('at', '>', since)

/** Keeps a webhook until its person says for which group. */
export const keepPushDraft = (draft: {
  person_id: number
  platform: string
  url: string
  secret: string | null
  at: number
}) =>
  db
    .insertInto('push_draft')
    .values(draft)
    .onConflict((on) =>
      on.column('person_id').doUpdateSet({
        platform: draft.platform,
        url: draft.url,
        secret: draft.secret,
        at: draft.at,
      }),
    )

/** A person's webhook without a group goes. */
export const dropPushDraft = (personId: number) =>
  db.deleteFrom('push_draft').where('person_id', '=', personId)

/** Webhooks for which nobody said a group go. */
export const forgetPushDrafts = (before: number) => db.deleteFrom('push_draft').where('at', '<', before)

/** From now on the bot may speak to that group by this webhook. */
export const bindPush = (
  groupId: number,
  { url, secret }: { url: string; secret: string | null },
  by: number,
  now: number,
) =>
  db
    .updateTable('group')
    .set({ push_url: url, push_secret: secret, push_bound_at: now, push_bound_by: by })
    .where('id', '=', groupId)
