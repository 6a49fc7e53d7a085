import { fill, one } from './database.ts'

/** As if the jobs had been planned up to that instant, ms. */
export const plannedUpTo = (instant: number): Promise<void> =>
  fill(
    `insert into clock (id, ticked_at) values (1, ${instant}) on conflict (id) do update set ticked_at = ${instant}`,
  )

/** Seconds of the real clock. */
export async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1000
}

/** How many letters there are whose `dedupe` begins so, to groups and to people, and to how many of them. */
export const lettersLike = (prefix: string) =>
  one<{ toGroups: number; groups: number; toPeople: number; people: number }>(
    `select count(group_id) as toGroups, count(distinct group_id) as groups, count(person_id) as toPeople,
      count(distinct person_id) as people from outbox where dedupe glob '${prefix}*'`,
  )

/** Runs of jobs that are still open. */
export const openRuns = async (): Promise<number> =>
  (await one<{ n: number }>('select count(*) as n from job_run where done_at is null')).n
