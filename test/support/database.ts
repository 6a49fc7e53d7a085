import { env } from 'cloudflare:workers'
import { sectionsOf } from './sections.ts'

/** What is ours in a database: not SQLite's, not D1's. */
export const OURS = "name not like 'sqlite_%' and name not like 'd1_%' and name not like '_cf_%'"

/** Drops everything that is ours, the newest first, since nothing refers to it; indexes and triggers go with their tables. */
export async function clear(): Promise<void> {
  const { results } = await env.DB.prepare(
    `select type, name from sqlite_master where type in ('table', 'view') and ${OURS} order by type desc, rowid desc`,
  ).all<{ type: string; name: string }>()
  await env.DB.batch([
    env.DB.prepare('pragma defer_foreign_keys = on'),
    ...results.map(({ type, name }) => env.DB.prepare(`drop ${type} "${name}"`)),
  ])
}

/** The rows that the steps bring themselves: the holidays as published. */
const seeds = env.TEST_MIGRATIONS.flatMap(({ queries }) => queries).filter((query) =>
  /^\s*insert into holiday/.test(query),
)

/** Every table of ours as a new deployment has it. That the steps of migrations/ end there too is a test of its own. */
export async function build(): Promise<void> {
  await env.DB.batch([...sectionsOf(env.TEST_SCHEMA), ...seeds].map((part) => env.DB.prepare(part)))
}

/** What wrangler writes down of the steps that it took, and /healthz reads. */
export async function recordSteps(): Promise<void> {
  await env.DB.batch([
    env.DB.prepare('drop table if exists d1_migrations'),
    env.DB.prepare('create table d1_migrations (id integer primary key autoincrement, name text unique)'),
    ...env.TEST_MIGRATIONS.map(({ name }) =>
      env.DB.prepare('insert into d1_migrations (name) values (?)').bind(name),
    ),
  ])
}
