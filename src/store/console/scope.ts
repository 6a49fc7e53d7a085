import { type Expression, type RawBuilder, sql } from 'kysely'
import type { Scope } from '../../domain/console/scope.ts'

/** The columns of a row that say where it belongs; what is left out gives nobody a sight of it. */
export interface PlaceColumns {
  community?: string
  grid?: string
  unit?: string
  /** Whose it is: everybody sees their own. */
  person?: string
}

/** Ids as a query. */
export const idsOf = (ids: readonly number[]): RawBuilder<unknown> =>
  sql`(select value from json_each(${JSON.stringify(ids)}))`

/** The communities of a scope and of its streets, as a query of ids; not those of its grids. */
export const communitiesOf = (scope: Scope): RawBuilder<unknown> =>
  sql`(select value from json_each(${JSON.stringify(scope.communities)})
    union select id from community where street_id in ${idsOf(scope.streets)})`

const among = (column: string, ids: readonly number[]) => sql<boolean>`${sql.ref(column)} in ${idsOf(ids)}`

/** Whether a row lies within somebody's scope, by its place columns (R115). */
export function within(scope: Scope, of: PlaceColumns): Expression<boolean> {
  if (scope.everywhere) return sql<boolean>`1`
  const { community, grid, unit, person } = of
  const parts = [
    ...(community && scope.communities.length > 0 ? [among(community, scope.communities)] : []),
    ...(community && scope.streets.length > 0
      ? [
          sql<boolean>`${sql.ref(community)} in (select id from community where street_id in ${idsOf(scope.streets)})`,
        ]
      : []),
    // By its community first: no table is looked up by grid.
    ...(grid && scope.grids.length > 0
      ? [
          community
            ? sql<boolean>`(${sql.ref(community)} in (select community_id from grid where id in ${idsOf(scope.grids)})
                and ${among(grid, scope.grids)})`
            : among(grid, scope.grids),
        ]
      : []),
    ...(unit && scope.units.length > 0 ? [among(unit, scope.units)] : []),
    ...(person ? [sql<boolean>`${sql.ref(person)} = ${scope.own}`] : []),
  ]
  return parts.length === 0 ? sql<boolean>`0` : sql<boolean>`(${sql.join(parts, sql` or `)})`
}

/** The viewer as the queries of commands know a sender; nobody is in a group on a page. */
export const viewerId = ({ own }: Scope): Expression<number> => sql<number>`${own}`
export const noGroup: Expression<number> = sql<number>`null`
