import type { RowsOf, Store } from '../store/d1.ts'
import { appliedMigrationQuery, healthFactsQueries } from '../store/health.ts'
import { newestMigration } from '../store/migration.ts'
import type { Check } from './check.ts'
import { faultOf, log } from './log.ts'

export interface DatabaseHealth {
  checks: { database: Check; migrations: Check }
  /** What other checks need to know; undefined while the schema cannot be asked. */
  facts: RowsOf<ReturnType<typeof healthFactsQueries>> | undefined
}

/** Whether D1 answers, and whether its schema is the one that this program was written for. */
export async function databaseHealth(store: Store, now: number): Promise<DatabaseHealth> {
  try {
    const migrations = migrationCheck(await appliedMigration(store))
    const facts = migrations.broken ? undefined : await store.batchByName(healthFactsQueries(now))
    return { checks: { database: { state: 'ok' }, migrations }, facts }
  } catch (error) {
    log('error', { event: 'health', outcome: 'database', ...faultOf(error) })
    return {
      checks: {
        database: {
          state: 'warn',
          broken: true,
          why: 'D1 does not answer: see the log, and the binding DB in wrangler.toml',
        },
        migrations: { state: 'warn', broken: true, why: 'not known: D1 does not answer' },
      },
      facts: undefined,
    }
  }
}

async function appliedMigration(store: Store): Promise<string | undefined> {
  try {
    const [applied] = await store.batch([appliedMigrationQuery()])
    return applied[0]?.name
  } catch (error) {
    if (/no such table/.test(String(error))) return undefined
    throw error
  }
}

/** A newer schema than the program's is what a deploy looks like between its two steps, or after going back a version. */
function migrationCheck(name: string | undefined): Check {
  if (name === newestMigration) return { state: 'ok' }
  if (name === undefined)
    return { state: 'warn', broken: true, why: 'no migration was applied: run npm run deploy' }
  return name > newestMigration
    ? { state: 'warn', why: `at ${name}, newer than this program's ${newestMigration}` }
    : { state: 'warn', broken: true, why: `at ${name}, wanted ${newestMigration}: run npm run deploy` }
}
