import { type RawBuilder, sql } from 'kysely'
import { mostInMinute } from '../../domain/api/token.ts'
import { recordIfChanged } from '../audit.ts'
import { db } from '../d1.ts'

/** Counts a use of a token; no row comes back where it has ended, or was used too often in this minute. */
export const useToken = (hash: string, now: number, minute: number) =>
  db
    .updateTable('api_token')
    .set({
      uses: sql`uses + 1`,
      last_used_at: now,
      in_minute: sql`iif(minute = ${minute}, in_minute + 1, 1)`,
      minute,
    })
    .where('hash', '=', hash)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .where(sql<boolean>`(minute <> ${minute} or in_minute < ${mostInMinute})`)
    .returning('id')

/** What a token opens, and until when. */
export const tokenQuery = (hash: string) =>
  db
    .selectFrom('api_token')
    .select(['id', 'unit_id', 'community_id', 'expires_at', 'ended_at'])
    .where('hash', '=', hash)

/** One of the list of tokens. */
export interface TokenRow {
  id: number
  name: string | null
  place: string | null
  made_at: number
  expires_at: number
  ended_at: number | null
  uses: number
  last_used_at: number | null
}

/** The last tokens that were made, for an administrator's eyes (`may`); for others none. */
export const tokensQuery = (may: boolean, limit: number) =>
  sql<TokenRow>`select t.id, t.name, coalesce(u.name, c.name) as place, t.made_at, t.expires_at, t.ended_at, t.uses, t.last_used_at
    from api_token t left join unit u on u.id = t.unit_id left join community c on c.id = t.community_id
    where ${may ? 1 : 0} order by t.id desc limit ${limit}`.compile(db)

/** The unit and the community of a folded name. */
export const tokenPlaceQuery = (key: string) =>
  sql<{ unit_id: number | null; community_id: number | null }>`select
      (select id from unit where key = ${key} and community_id is null) as unit_id,
      (select id from community where key = ${key}) as community_id`.compile(db)

interface By {
  person: number
  message: string
  at: number
}

/** Keeps a new token, with its line in the audit log; the same form sent twice keeps one. */
export const makeToken = (
  token: { name: string; hash: string; unitId: number | null; communityId: number | null; expiresAt: number },
  by: By,
) => [
  db
    .insertInto('api_token')
    .values({
      name: token.name,
      hash: token.hash,
      unit_id: token.unitId,
      community_id: token.communityId,
      made_by: by.person,
      made_at: by.at,
      expires_at: token.expiresAt,
    })
    .onConflict((on) => on.column('hash').doNothing()),
  recordIfChanged(
    {
      action: 'token.make',
      subject: `token:${token.hash.slice(0, 8)}`,
      communityId: token.communityId,
      detail: { unit: token.unitId, until: token.expiresAt },
    },
    { actorId: by.person, message: by.message, at: by.at },
  ),
]

/** Ends a token that runs, with its line in the audit log. */
export const endToken = (id: number, by: By) => [
  db
    .updateTable('api_token')
    .set({ ended_by: by.person, ended_at: by.at })
    .where('id', '=', id)
    .where('ended_at', 'is', null),
  recordIfChanged(
    { action: 'token.end', subject: `token:${id}`, communityId: null },
    { actorId: by.person, message: by.message, at: by.at },
  ),
]

/** What these people called tokens goes with them; the tokens stay, they are the deployment's. */
export const forgetTokens = (people: RawBuilder<unknown>) =>
  sql`update api_token set name = null where made_by in ${people}`
