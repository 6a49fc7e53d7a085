import { sql } from 'kysely'
import { db } from './d1.ts'

/** Up to when the jobs were planned; before the first tick since the service was activated. No row: it never was. */
export const clockQuery = () =>
  sql<{ ticked_at: number | null }>`select coalesce(
    (select ticked_at from clock where id = 1), (select min(at) from activation)) as ticked_at`.compile(db)

/** The jobs are planned up to that instant; the clock never goes back. */
export const moveClock = (now: number) =>
  db
    .insertInto('clock')
    .values({ id: 1, ticked_at: now })
    .onConflict((on) => on.column('id').doUpdateSet({ ticked_at: sql`max(ticked_at, excluded.ticked_at)` }))

/** For whom a job runs: once, or once for each community or unit that somebody belongs to. */
export type Targets = 'all' | 'communities' | 'units'

const targetsOf = {
  all: sql`select 0 as id`,
  communities: sql`select c.id from community c where exists (select 1 from "group" g where g.community_id = c.id)
    or exists (select 1 from headcount h where h.scope = 'community' and h.scope_id = c.id and h.registered > 0)`,
  units: sql`select h.scope_id as id from headcount h where h.scope = 'unit' and h.registered > 0`,
}

/** Plans a job for a period, once for each target, whatever is planned again. */
export const plan = (
  job: string,
  { period, at, until }: { period: string; at: number; until: number },
  targets: Targets,
) =>
  db
    .insertInto('job_run')
    .columns(['job', 'period', 'target', 'due_at', 'until', 'next_at'])
    .expression(
      sql`select ${job}, ${period}, id, ${at}, ${until}, ${at} from (${targetsOf[targets]}) where 1` as never,
    )
    .onConflict((on) => on.doNothing())

/** What is planned and not done, in the order in which it fell due. */
export const openRunsQuery = (now: number, limit: number) =>
  db
    .selectFrom('job_run')
    .select(['id', 'job', 'period', 'target', 'cursor', 'due_at', 'until', 'tries'])
    .where('done_at', 'is', null)
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .orderBy('id')
    .limit(limit)

export type Run = NonNullable<Awaited<ReturnType<ReturnType<typeof openRunsQuery>['executeTakeFirst']>>>

/** One step is done: the run goes on behind `next`, or is done. A step done twice at once moves it once. */
export const advance = (run: Run, next: number | undefined, now: number) =>
  db
    .updateTable('job_run')
    .set({ cursor: next ?? run.cursor, tries: 0, done_at: next === undefined ? now : null })
    .where('id', '=', run.id)
    .where('cursor', '=', run.cursor)
    .where('done_at', 'is', null)

/** A step failed: it waits, so that it does not hold up the others. */
export const postpone = (run: Run, until: number) =>
  db
    .updateTable('job_run')
    .set({ next_at: until, tries: run.tries + 1 })
    .where('id', '=', run.id)
    .where('done_at', 'is', null)

/** What is of no use any more is not done. */
export const giveUpRuns = (now: number) =>
  db.updateTable('job_run').set({ done_at: now }).where('done_at', 'is', null).where('until', '<=', now)

/** Runs done long ago go. */
export const purgeRuns = (before: number) =>
  db.deleteFrom('job_run').where('done_at', 'is not', null).where('due_at', '<', before)
