import { type Expression, sql } from 'kysely'
import { db } from './d1.ts'
import type { RoleName } from './tables/person.ts'

/** Whether the activation code was used up on a platform. */
export const activationQuery = (platform: string) =>
  db.selectFrom('activation').select('person_id').where('platform', '=', platform)

/** Uses up the activation code on a platform; a second use breaks the batch. */
export const useActivation = (platform: string, person: Expression<number>, now: number) =>
  db.insertInto('activation').values({ platform, person_id: person, at: now })

export interface Grant {
  person: Expression<number> | number
  role: RoleName
  community?: Expression<number> | number
  grid?: Expression<number> | number
  street?: Expression<number> | number
  unit?: Expression<number> | number
}

/** A role for a person in a scope; one already held changes nothing. */
export const grantRole = (
  { person, role, community, grid, street, unit }: Grant,
  by: number | null,
  now: number,
) =>
  db
    .insertInto('role')
    .values({
      person_id: person,
      role,
      community_id: community ?? null,
      grid_id: grid ?? null,
      street_id: street ?? null,
      unit_id: unit ?? null,
      granted_at: now,
      granted_by: by,
      ended_at: null,
      ended_by: null,
    })
    .onConflict((on) => on.doNothing())

/** People whom an appointment may mean: by (folded) name, by number (`p12`) or by a mentioned account, with what tells them apart. */
export const candidatesQuery = (
  { platform, bot }: { platform: string; bot: string },
  key: string,
  mentions: readonly string[],
  community: Expression<number>,
) =>
  db
    .selectFrom('person as p')
    .leftJoin('unit as u', 'u.id', 'p.unit_id')
    .leftJoin('community as c', 'c.id', 'p.community_id')
    .select([
      'p.id',
      'p.name',
      'p.key',
      'p.kind',
      'p.state',
      'p.unit_id',
      'p.community_id',
      'u.name as unit',
      'c.name as community',
      'c.street_id',
      sql<number>`p.id in (select person_id from identity where platform = ${platform} and bot = ${bot}
        and user_id in (select value from json_each(${JSON.stringify(mentions)})))`.as('mentioned'),
    ])
    .where((is) =>
      is.or([
        is('p.key', '=', key),
        is('p.id', '=', Number(/^p(\d{1,9})$/.exec(key)?.[1] ?? 0)),
        is(
          'p.id',
          'in',
          sql<number>`(select person_id from identity where platform = ${platform} and bot = ${bot}
            and user_id in (select value from json_each(${JSON.stringify(mentions)})))`,
        ),
      ]),
    )
    // People of this community first: there may be many of one name elsewhere.
    .orderBy(sql`p.community_id is ${community}`, 'desc')
    .limit(20)

export type Candidate = NonNullable<
  Awaited<ReturnType<ReturnType<typeof candidatesQuery>['executeTakeFirst']>>
>

/** True exactly when a role was given to that person at that instant. */
export const grantedNow = (personId: number, role: RoleName, at: number) =>
  sql<boolean>`exists (select 1 from role where person_id = ${personId} and role = ${role} and granted_at = ${at} and ended_at is null)`

/** The roles that the people whom a name, a number or a mention may mean hold now, each with its scope in words. */
export const rolesOfCandidatesQuery = (
  { platform, bot }: { platform: string; bot: string },
  key: string,
  mentions: readonly string[],
) =>
  db
    .selectFrom('role as r')
    .leftJoin('community as c', 'c.id', 'r.community_id')
    .leftJoin('grid as g', 'g.id', 'r.grid_id')
    .leftJoin('street as s', 's.id', 'r.street_id')
    .leftJoin('unit as u', 'u.id', 'r.unit_id')
    .select([
      'r.id',
      'r.person_id',
      'r.role',
      'r.community_id',
      'c.name as community',
      'g.name as grid',
      'g.key as grid_key',
      's.name as street',
      'u.name as unit',
    ])
    .where('r.ended_at', 'is', null)
    .where(
      'r.person_id',
      'in',
      sql<number>`(select id from person where key = ${key} union select ${Number(/^p(\d{1,9})$/.exec(key)?.[1] ?? 0)}
        union select person_id from identity where platform = ${platform} and bot = ${bot}
          and user_id in (select value from json_each(${JSON.stringify(mentions)})))`,
    )
    .orderBy('r.id')
    .limit(50)

export type RoleOfCandidate = NonNullable<
  Awaited<ReturnType<ReturnType<typeof rolesOfCandidatesQuery>['executeTakeFirst']>>
>

/** Ends a role that is still held; the write itself sees to it that an administrator remains. */
export const endRole = (id: number, by: number, now: number) =>
  db
    .updateTable('role')
    .set({ ended_at: now, ended_by: by })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .where(
      sql<boolean>`(role <> 'administrator' or exists (select 1 from role o
        where o.role = 'administrator' and o.ended_at is null and o.person_id <> role.person_id))`,
    )

/** True exactly when that person ended that role at that instant. */
export const roleEndedBy = (id: number, by: number, now: number) =>
  sql<boolean>`exists (select 1 from role where id = ${id} and ended_by = ${by} and ended_at = ${now})`
