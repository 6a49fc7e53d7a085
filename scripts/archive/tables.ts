/** What of a database an archive holds, table by table (docs/decisions/0023). A new table is in it by itself. */

/** What lasts minutes, or belongs to a running deployment: never in an archive. */
export const passing: readonly string[] = [
  'api_token',
  'calendar_feed',
  'console_link',
  'console_session',
  'gateway_holder',
  'gateway_lease',
  'link_code',
  'link_try',
  'push_draft',
  'test_clock',
  'traffic',
  'wrong_code',
]

/** Secrets within tables that are in it: left empty unless they are asked for. */
export const secret: { readonly [table: string]: readonly string[] } = {
  community: ['check_in_seed'],
  group: ['push_url', 'push_secret', 'push_bound_at', 'push_bound_by'],
}

/** What a deployment that nobody has used has rows in already: the holidays that came with it, and what its clock wrote. */
export const untouched: readonly string[] = ['clock', 'holiday', 'holiday_year', 'job_run']

const ours = "name not like 'sqlite_%' and name not like 'd1_%' and name not like '_cf_%'"

/** The tables of a database. */
export const tablesQuery = `select name from sqlite_master where type = 'table' and ${ours} order by name`

export const triggersQuery = `select name, sql from sqlite_master where type = 'trigger' and ${ours} order by name`

export const migrationQuery = 'select max(name) as name from d1_migrations'

/** Which tables have rows, of those that a deployment nobody has used has none in. */
export const usedQuery = (tables: readonly string[]): string =>
  tables
    .filter((name) => !passing.includes(name) && !untouched.includes(name))
    .map((name) => `select '${name}' as name where exists (select 1 from "${name}")`)
    .join(';\n')
