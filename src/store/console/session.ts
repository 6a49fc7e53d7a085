import { sql } from 'kysely'
import { db } from '../d1.ts'

/** A person's one live link, to a page or (null) to where they come in: a new one makes the last void. */
export const keepLink = (
  personId: number,
  hash: string,
  now: number,
  expiresAt: number,
  page: string | null,
) => {
  const link = { hash, asked_at: now, expires_at: expiresAt, used_at: null, page }
  return db
    .insertInto('console_link')
    .values({ person_id: personId, ...link })
    .onConflict((on) => on.column('person_id').doUpdateSet(link))
}

/** Whose link it is, and whether it can still be used; looking at it changes nothing. */
export const linkQuery = (hash: string) =>
  db
    .selectFrom('console_link as l')
    .innerJoin('person as p', 'p.id', 'l.person_id')
    .select(['l.person_id', 'l.expires_at', 'l.used_at', 'l.page', 'p.name', 'p.lang'])
    .where('l.hash', '=', hash)

/**
 * Uses a link up and begins its person's session, whose row comes back: the write decides, so that of two taps one wins.
 * The session before ends.
 */
export const useLink = (hash: string, session: string, now: number, expiresAt: number) =>
  [
    db
      .updateTable('console_link')
      .set({ used_at: now })
      .where('hash', '=', hash)
      .where('used_at', 'is', null)
      .where('expires_at', '>', now),
    sql<{ person_id: number }>`insert into console_session (person_id, hash, started_at, expires_at)
    select person_id, ${session}, ${now}, ${expiresAt} from console_link where hash = ${hash} and changes() = 1
    on conflict (person_id) do update
      set hash = excluded.hash, started_at = excluded.started_at, expires_at = excluded.expires_at
    returning person_id`.compile(db),
    // Who came in when: a new session has a hash of its own, so that nothing is written for a link that opened none.
    sql`insert into audit (at, actor_id, action, community_id, subject, detail, message)
    select ${now}, person_id, 'console.enter', null, 'person:' || person_id, '{}', 'console/' || substr(hash, 1, 16)
    from console_session where hash = ${session}`.compile(db),
  ] as const

/** Ends a session. */
export const endSession = (hash: string) => db.deleteFrom('console_session').where('hash', '=', hash)

/** Whose session it is, if it still runs; nobody's who has left. */
export const sessionQuery = (hash: string, now: number) =>
  db
    .selectFrom('console_session as s')
    .innerJoin('person as p', 'p.id', 's.person_id')
    .leftJoin('unit as u', 'u.id', 'p.unit_id')
    .leftJoin('community as c', 'c.id', 'p.community_id')
    .select([
      'p.id',
      'p.name',
      'p.kind',
      'p.state',
      'p.lang',
      'p.unit_id',
      'p.community_id',
      'u.name as unit',
      'c.name as community',
      's.expires_at',
    ])
    .where('s.hash', '=', hash)
    .where('s.expires_at', '>', now)
    .where('p.gone_at', 'is', null)

/** The roles of a session's person, with the names of what they are held for. */
export const rolesOfSession = (hash: string) =>
  db
    .selectFrom('role as r')
    .leftJoin('community as c', 'c.id', 'r.community_id')
    .leftJoin('grid as g', 'g.id', 'r.grid_id')
    .leftJoin('street as s', 's.id', 'r.street_id')
    .leftJoin('unit as u', 'u.id', 'r.unit_id')
    .select(['r.role', 'r.community_id', 'r.grid_id', 'r.street_id', 'r.unit_id'])
    .select(
      sql<string>`coalesce(c.name, '') || coalesce(g.name, '') || coalesce(s.name, '') || coalesce(u.name, '')`.as(
        'place',
      ),
    )
    .where('r.person_id', '=', sql<number>`(select person_id from console_session where hash = ${hash})`)
    .where('r.ended_at', 'is', null)

/**
 * The account by which a person's acts on a page go through the kernel: one that has written to the bot in private, the
 * last that was seen.
 */
export const accountOfPerson = (personId: number) =>
  db
    .selectFrom('identity')
    .select(['platform', 'bot', 'kind', 'user_id'])
    .where('person_id', '=', personId)
    .orderBy(sql`private_at is null`)
    .orderBy('seen_at', 'desc')
    .orderBy('user_id')
    .limit(1)

/** What was answered to an act of this person on a page. */
export const answerQuery = (key: string, personId: number) =>
  db.selectFrom('inbox').select('outcome').where('key', '=', key).where('person_id', '=', personId)

/** How far callbacks have moved the clock, ms. */
export const clockOffsetQuery = () => db.selectFrom('test_clock').select('offset_ms')

/** Keeps how far a callback has moved the clock. */
export const keepClockOffset = (offset: number) =>
  db
    .insertInto('test_clock')
    .values({ id: 1, offset_ms: offset })
    .onConflict((on) => on.column('id').doUpdateSet({ offset_ms: offset }))
