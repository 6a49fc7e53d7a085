import { sql } from 'kysely'
import { db } from './d1.ts'
import type { Origin } from './sender.ts'

/** The account that types codes: wrong ones are counted for it, whether it is known or not. */
export const accountOf = ({ platform, bot, sender }: Origin): string =>
  `${platform}/${bot}/${sender.ids.at(-1)?.id ?? ''}`

/** Whose code it is, until when, and what is known of that person. */
export const codeQuery = (hash: string) =>
  db
    .selectFrom('link_code as k')
    .innerJoin('person as p', 'p.id', 'k.person_id')
    .leftJoin('community as c', 'c.id', 'p.community_id')
    .select([
      'k.person_id',
      'k.expires_at',
      'p.name',
      'p.state',
      'p.community_id',
      'c.name as community',
      sql<number>`exists (select 1 from duty where person_id = k.person_id and ended_at is null)`.as(
        'on_duty',
      ),
    ])
    .where('k.hash', '=', hash)

/** A person's one live code: a new one makes the last void. */
export const keepCode = (personId: number, hash: string, expiresAt: number) =>
  db
    .insertInto('link_code')
    .values({ person_id: personId, hash, expires_at: expiresAt })
    .onConflict((on) => on.column('person_id').doUpdateSet({ hash, expires_at: expiresAt }))

/** A code that was seen by others is void. */
export const voidCode = (hash: string) => db.deleteFrom('link_code').where('hash', '=', hash)

const triesOf = (account: string, since: number) =>
  sql<number>`(select count(*) from link_try where account = ${account} and at > ${since})`

/** How many wrong codes an account has typed since an instant. */
export const triesQuery = (account: string, since: number) =>
  sql<{ tries: number }>`select ${triesOf(account, since)} as tries`.compile(db)

/** How many wrong codes the account may still type, for a stored outcome. */
export const triesLeft = (account: string, since: number, most: number) =>
  sql<number>`${most} - ${triesOf(account, since)}`

/** Counts a wrong code, unless the account has used up its tries: the write looks, under a crowd too. */
export const countTry = (account: string, now: number, since: number, most: number) =>
  db
    .insertInto('link_try')
    .columns(['account', 'at'])
    .expression(sql`select ${account}, ${now} where ${triesOf(account, since)} < ${most}` as never)

/** Tries older than that count no more. */
export const purgeTries = (before: number) => db.deleteFrom('link_try').where('at', '<=', before)

/** The use of a code: it breaks the batch (`link.person_id` is null) when the code is no longer good or tries are used up. */
export const useCode = (
  hash: string,
  use: { joined: number | null; account: string; since: number; most: number; message: string; now: number },
) => [
  db
    .insertInto('link')
    .columns(['person_id', 'joined_id', 'at', 'message'])
    .expression(
      sql`select (select person_id from link_code where hash = ${hash} and expires_at > ${use.now}
          and ${triesOf(use.account, use.since)} < ${use.most}), ${use.joined}, ${use.now}, ${use.message}` as never,
    ),
  voidCode(hash),
  db.deleteFrom('link_try').where('account', '=', use.account),
]

/** The ids of an account that nobody had: they are that person's; one that somebody has by now breaks the batch. */
export const addAccount = ({ platform, bot, sender }: Origin, personId: number, now: number) =>
  sender.ids.map(({ kind, id }) =>
    db.insertInto('identity').values({ platform, bot, kind, user_id: id, person_id: personId, seen_at: now }),
  )
