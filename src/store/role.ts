import { type Expression, sql } from 'kysely'
import { db } from './d1.ts'
import type { RoleName } from './tables.ts'

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
export const candidatesQuery = (platform: string, bot: string, key: string, mentions: readonly string[]) =>
  db
    .selectFrom('person as p')
    .leftJoin('unit as u', 'u.id', 'p.unit_id')
    .leftJoin('community as c', 'c.id', 'p.community_id')
    .select([
      'p.id',
      'p.name',
      'p.key',
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
    .limit(20)

export type Candidate = NonNullable<
  Awaited<ReturnType<ReturnType<typeof candidatesQuery>['executeTakeFirst']>>
>
