import { type Expression, sql } from 'kysely'
import type { Fate } from '../../domain/import/plan.ts'
import { db } from '../d1.ts'
import type { ImportKind } from '../tables/import.ts'

/** Begins an import that nobody sees until its lines are there; gives its number. */
export const beginImport = (file: {
  person_id: number
  kind: ImportKind
  name: string
  scope: string
  basis: string
  said: string
  at: number
}) =>
  db
    .insertInto('import_file')
    .values({ ...file, state: 'loading', applied_at: null })
    .returning('id')

/** Keeps a file that could not be read, with the reason. */
export const keepUnread = (file: {
  person_id: number
  kind: ImportKind
  name: string
  scope: string
  said: string
  at: number
}) =>
  db
    .insertInto('import_file')
    .values({ ...file, state: 'unread', applied_at: null })
    .returning('id')

/** Adds lines; `rows` is JSON of them. */
export const addRows = (importId: number, rows: string) =>
  sql`insert into import_row (import_id, place, line, fate, said, row)
    select ${importId}, value ->> 'place', value ->> 'line', value ->> 'fate', value ->> 'said', value ->> 'row'
    from json_each(${rows})`.compile(db)

/** All lines are there: its person may look at it. */
export const showImport = (id: number) =>
  db.updateTable('import_file').set({ state: 'ready' }).where('id', '=', id).where('state', '=', 'loading')

/** Somebody's own import; nobody else's. */
export const importQuery = (id: number, personId: number) =>
  db
    .selectFrom('import_file')
    .select(['id', 'kind', 'name', 'state', 'scope', 'basis', 'said', 'at', 'applied_at'])
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .where('state', '<>', 'loading')

/** Somebody's last imports. */
export const importsQuery = (personId: number, limit: number) =>
  db
    .selectFrom('import_file')
    .select(['id', 'kind', 'name', 'state', 'at'])
    .where('person_id', '=', personId)
    .where('state', '<>', 'loading')
    .orderBy('id', 'desc')
    .limit(limit)

const own = (id: number, personId: number) =>
  sql<number>`(select id from import_file where id = ${id} and person_id = ${personId})`

/** How many lines of somebody's import have each fate. */
export const fatesQuery = (id: number, personId: number) =>
  db
    .selectFrom('import_row')
    .select(['fate', sql<number>`count(*)`.as('count')])
    .where('import_id', '=', own(id, personId))
    .groupBy('fate')

/** Lines of somebody's import, of one fate or all, from behind one on. */
export const rowsQuery = (
  id: number,
  personId: number,
  { fate, after }: { fate: Fate | undefined; after: number },
  limit: number,
) => {
  const rows = db
    .selectFrom('import_row')
    .select(['place', 'line', 'fate', 'said'])
    .where('import_id', '=', own(id, personId))
    .where('place', '>', after)
    .orderBy('place')
    .limit(limit)
  return fate ? rows.where('fate', '=', fate) : rows
}

/** What the write takes of the lines of one fate. */
export const writtenQuery = (id: number, personId: number, fate: Fate) =>
  db
    .selectFrom('import_row')
    .select('row')
    .where('import_id', '=', own(id, personId))
    .where('fate', '=', fate)
    .orderBy('place')

/**
 * The import is applied, if it may be: no line of it is refused, its person still sees what they saw, and the data is as
 * it was when they looked (`still`). Else the state would be null, which the schema refuses, and with it the whole batch:
 * nothing is ever half imported.
 */
export const applyImport = (id: number, scope: string, still: Expression<boolean>, now: number) =>
  db
    .updateTable('import_file')
    .set({
      state: sql`iif(state = 'ready' and scope = ${scope} and ${still}
        and not exists (select 1 from import_row where import_id = ${id} and fate = 'refused'), 'applied', null)` as never,
      applied_at: now,
    })
    .where('id', '=', id)

/** Whether a failed write found the data changed in between. */
export const isStale = (error: unknown): boolean =>
  /NOT NULL constraint failed: import_file\.state/.test(
    error instanceof Error ? error.message : String(error),
  )

/** Files go after a day, their lines with them. */
export const purgeImports = (before: number) => db.deleteFrom('import_file').where('at', '<', before)
