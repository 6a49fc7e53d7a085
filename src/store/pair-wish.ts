import { type Expression, sql } from 'kysely'
import { db } from './d1.ts'
import { openPairingOf } from './pairing.ts'
import { mayPair } from './pairing-pool.ts'

type Id = Expression<number> | number

/** Says with whom somebody wants to be paired, or does not; what was said of the same person before is replaced. */
export const setWish = (person: number, other: number, wants: 0 | 1, at: number) =>
  db
    .insertInto('pair_wish')
    .values({ person_id: person, other_id: other, wants, at })
    .onConflict((on) => on.doUpdateSet({ wants, at }))

/** Takes it back. */
export const dropWish = (person: number, other: number) =>
  db.deleteFrom('pair_wish').where('person_id', '=', person).where('other_id', '=', other)

/** What somebody has said of others, newest first. */
export const ownWishesQuery = (person: Id, limit: number) =>
  db
    .selectFrom('pair_wish as w')
    .innerJoin('person as p', 'p.id', 'w.other_id')
    .select(['w.other_id', 'w.wants', sql<string>`coalesce(p.name, '')`.as('name')])
    .where('w.person_id', '=', person)
    .orderBy('w.at', 'desc')
    .orderBy('w.other_id')
    .limit(limit)

/** Whether somebody wants no partner for now, is in no pool by their role (rule 8.15), and how often in a row they were left over. */
export const pairStandingQuery = (person: Id) =>
  sql<{
    out: number
    left: number
    kept: number
  }>`select exists (select 1 from pair_out where person_id = p.id) as out,
      coalesce((select times from pair_left where person_id = p.id), 0) as "left", not ${mayPair} as kept
    from person p where p.id = ${person}`.compile(db)

/** Wants no partner for now: is in no pool, and first in none. */
export const stayOut = (person: number, at: number) => [
  db
    .insertInto('pair_out')
    .values({ person_id: person, at })
    .onConflict((on) => on.doNothing()),
  db.deleteFrom('pair_left').where('person_id', '=', person),
]

/** Wants a partner again. */
export const comeBack = (person: number) => db.deleteFrom('pair_out').where('person_id', '=', person)

/** Who is alone again is to be asked about somebody else as soon as may be, if that holds. */
export const seekSoon = (person: number, when: Expression<boolean>) =>
  db.updateTable('pair_left').set({ seeks: 1 }).where('person_id', '=', person).where(when)

/** It has been seen to. */
export const seekNoMore = (person: number) =>
  db.updateTable('pair_left').set({ seeks: 0 }).where('person_id', '=', person)

/** The same, where they are asked by now; otherwise it is tried anew. */
export const seekNoMoreIfAsked = (person: number) =>
  db
    .updateTable('pair_left')
    .set({ seeks: 0 })
    .where('person_id', '=', person)
    .where(sql<boolean>`exists ${openPairingOf(person)}`)

/** How often somebody was asked about a partner, and how often it came to a pair. */
export const pairingsOfQuery = (person: Id) =>
  sql<{ asked: number; began: number }>`select count(*) as asked, count(began_at) as began from (
    select began_at from pairing where member_id = ${person}
    union all select began_at from pairing where volunteer_id = ${person})`.compile(db)

/** What somebody wrote about pairs: goals and reasons, newest first. */
export const pairWordsQuery = (person: Id, limit: number) =>
  db
    .selectFrom('pair_text')
    .select('text')
    .where('person_id', '=', person)
    .orderBy('pairing_id', 'desc')
    .limit(limit)
