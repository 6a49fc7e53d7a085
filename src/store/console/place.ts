import { type Expression, sql } from 'kysely'
import type { Scope } from '../../domain/console/scope.ts'
import { db } from '../d1.ts'
import { idsOf, within } from './scope.ts'

/** The communities `c` whose roster and orders somebody looks after: the scope's own, a liaison's linked ones, those of the grids. */
export const lookedAfter = (scope: Scope) => sql<boolean>`(${within(scope, { community: 'c.id' })}
  or c.id in (select community_id from unit_link where state = 'confirmed'
    and unit_id in ${idsOf(scope.units)})
  or c.id in (select community_id from grid where id in ${idsOf(scope.grids)}))`

/** Those communities by name. */
export const placesQuery = (scope: Scope, limit: number) =>
  sql<{ id: number; name: string; key: string }>`select c.id, c.name, c.key from community c
    where ${lookedAfter(scope)} order by c.name, c.id limit ${limit}`.compile(db)

/** The one of them that is shown: the one asked for (folded), else one's own as secretary, else the first; null without any. */
export const placeShown = (scope: Scope, key: string): Expression<number> =>
  sql<number>`(select c.id from community c where ${lookedAfter(scope)}
    order by c.key is ${key} desc, c.id in ${idsOf(scope.communities)} desc,
      c.name, c.id limit 1)`

/** Its name and whether it wants a code at check-in. */
export const placeShownQuery = (place: Expression<number>) =>
  db
    .selectFrom('community')
    .select(['id', 'name', 'key', sql<0 | 1>`check_in_seed is not null`.as('coded')])
    .where('id', '=', place)

/** A community of the scope by its folded name; null where there is none. */
export const placeWithin = (scope: Scope, key: string): Expression<number> =>
  sql<number>`(select c.id from community c where c.key = ${key} and ${within(scope, { community: 'c.id' })})`
