import { type Expression, sql } from 'kysely'
import { db } from './d1.ts'
import { prepared } from './prepared.ts'

type Id = Expression<number> | number

/** The seed of the community where a check-in would be: the group's, in private the person's own. */
export const seedQuery = (sender: Expression<number>, community: Expression<number>) =>
  seedAt({ sender, community }).seed

const seedAt = prepared(
  ({ sender, community }: { sender: Expression<number>; community: Expression<number> }) => ({
    seed: db
      .selectFrom('community as c')
      .select(['c.id', 'c.check_in_seed as seed'])
      .where(
        'c.id',
        '=',
        sql<number>`coalesce(${community}, (select community_id from person where id = ${sender}))`,
      ),
  }),
)

/** Communities whose code somebody may ask for: the one named, the group's, their own and those they are secretary of. */
export const codePlacesQuery = (sender: Expression<number>, community: Expression<number>, named: string) =>
  db
    .selectFrom('community as c')
    .select(['c.id', 'c.name', 'c.key', 'c.check_in_seed as seed'])
    .where((is) =>
      is.or([
        is('c.key', '=', named),
        is('c.id', '=', community),
        is('c.id', '=', sql<number>`(select community_id from person where id = ${sender})`),
        is(
          'c.id',
          'in',
          sql<number>`(select community_id from role
            where person_id = ${sender} and role = 'secretary' and ended_at is null)`,
        ),
      ]),
    )
    .orderBy('c.id')

/** From now on check-in at a community needs a code; nothing changes where it already does. */
export const switchCodeOn = (communityId: number, seed: string) =>
  db
    .updateTable('community')
    .set({ check_in_seed: seed })
    .where('id', '=', communityId)
    .where('check_in_seed', 'is', null)

/** From now on it needs none. */
export const switchCodeOff = (communityId: number) =>
  db
    .updateTable('community')
    .set({ check_in_seed: null })
    .where('id', '=', communityId)
    .where('check_in_seed', 'is not', null)

/** Whether the community's codes come from that seed. */
export const hasSeed = (communityId: number, seed: string) =>
  sql<boolean>`exists (select 1 from community where id = ${communityId} and check_in_seed = ${seed})`

/** How many wrong codes somebody typed since an instant. */
const tries = (person: Id, since: number) =>
  sql<number>`(select count(*) from wrong_code where person_id = ${person} and at > ${since})`

/** True while somebody has typed fewer wrong codes than there may be. */
export const mayTry = (person: Id, since: number, most: number) =>
  sql<boolean>`${tries(person, since)} < ${most}`

/** True when a check-in came to nothing because of wrong codes: none may be tried any more, and no duty runs. */
export const isLockedOut = (person: Id, since: number, most: number) =>
  sql<boolean>`not ${mayTry(person, since, most)}
    and not exists (select 1 from duty where person_id = ${person} and ended_at is null)`

/** How many more wrong codes somebody may type. */
export const triesLeft = (person: Id, since: number, most: number) =>
  sql<number>`max(0, ${most} - ${tries(person, since)})`

/** Counts a wrong code, unless there are too many already: under a crowd of guesses the write itself looks. */
export const countWrongCode = (person: number, at: number, since: number, most: number) =>
  db
    .insertInto('wrong_code')
    .columns(['person_id', 'at'])
    .expression(sql`select ${person}, ${at} where ${mayTry(person, since, most)}` as never)

/** Wrong codes that no longer count go. */
export const forgetWrongCodes = (before: number) => db.deleteFrom('wrong_code').where('at', '<', before)
