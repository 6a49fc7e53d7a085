import { sql } from 'kysely'
import { db } from './d1.ts'

/** The name of the newest migration applied; fails with `no such table` when none ever was. */
export const appliedMigrationQuery = () =>
  sql<{ name: string }>`select name from d1_migrations order by id desc limit 1`.compile(db)

/** What the health page tells of the data: where the activation code has been used, which groups are only answered. */
export const healthFactsQueries = () => ({
  activated: db.selectFrom('activation').select('platform'),
  unreachable: db
    .selectFrom('group')
    .select((select) => select.fn.countAll<number>().as('groups'))
    .where('push_url', 'is', null),
})
