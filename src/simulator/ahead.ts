import type { DatabaseSync } from 'node:sqlite'
import { minuteOfDay } from '../domain/calendar/shanghai.ts'
import { isQuiet } from '../domain/outbox/retry.ts'
import { defaultPolicy } from '../domain/policy.ts'
import { answerWithin } from '../domain/rally/reach.ts'
import { missingAfter, soonBefore } from '../domain/reminders/moments.ts'
import { DAY, HOUR, MINUTE, nextHour } from './clock.ts'

interface Letters {
  at: number
  urgent: number
  count: number
}

/** A channel that waits until somebody mends it is blocked until far beyond this, ms. */
const NEVER = 4e15

/** Letters that may go, with the hour at which each may: its own, or its channel's where that one has to wait. */
const LETTERS = `
  select max(o.send_at, coalesce(c.blocked_until, 0)) as at, o.urgent, count(*) as count
  from outbox o left join channel c on c.name = o.channel
  where o.state = 'waiting' and coalesce(c.blocked_until < ${NEVER}, 1) group by 1, 2`

/** Everything else in the bot's database that falls due at an instant. */
const OTHERS = `
  select min(next_at) as at from job_run where done_at is null
  union all
  select min(started_at) + :longest from duty where ended_at is null and started_at + :longest > :now
  union all
  select min(s.starts_at + m.value) from shift s, json_each(:around) m
    where s.state = 'planned' and s.starts_at > :now - 3600000 and s.starts_at + m.value > :now
  union all
  select min(draw_at) from "order" where state = 'drawing' and draw_at > :now
  union all
  select min(escalate_at) from "order" where state in ('requested', 'open') and taken = 0 and escalate_at > :now
  union all
  select min(offered_until) from claim where state = 'offered' and offered_until > :now
  union all
  select min(o.untaken_since + m.value) from "order" o, json_each(:untaken) m
    where o.state = 'open' and o.untaken_since + m.value > :now
  union all
  select min(widen_at) from rally where widen_at > :now
  union all
  select min(called_at) + :answer from rally_call
    where answered_at is null and listed_at is null and called_at + :answer > :now
  union all
  select min(o.ends_at + m.value) from "order" o, json_each(:overdue) m
    where o.state in ('open', 'full') and o.ends_at + m.value > :now`

/**
 * The first instant after `now` at which something that stands in the bot's database falls due: a letter, a step of a
 * job, a shift's reminders (rule 8.13), the end of a duty that nobody ended, the next turn of an order or a rally. Never
 * in the past; what is late is due now.
 */
export function aheadIn(database: DatabaseSync, now: number): number | undefined {
  const letters = database.prepare(LETTERS).all() as unknown as Letters[]
  const others = database.prepare(OTHERS).all({
    now,
    longest: defaultPolicy.longestDutyMinutes * MINUTE,
    around: JSON.stringify([-soonBefore, 0, missingAfter.person, missingAfter.secretary]),
    untaken: JSON.stringify([DAY, 2 * DAY]),
    overdue: JSON.stringify([HOUR, DAY]),
    answer: answerWithin,
  }) as { at: number | null }[]
  const soon = now + 1
  const moments = [
    ...letters.map(({ at, urgent }) => opened(Math.max(at, soon), urgent === 1)),
    ...others.flatMap(({ at }) => (at === null ? [] : [Math.max(at, soon)])),
  ]
  return moments.length > 0 ? Math.min(...moments) : undefined
}

/** How many letters and steps of jobs are under way, or could go at once. */
export function pendingIn(database: DatabaseSync, now: number): number {
  const letters = database.prepare(LETTERS).all() as unknown as Letters[]
  const { count } = database
    .prepare(
      `select (select count(*) from outbox where state = 'claimed')
        + (select count(*) from job_run where done_at is null and next_at <= ?) as count`,
    )
    .get(now) as { count: number }
  const due = letters.filter(({ at, urgent }) => opened(at, urgent === 1) <= now)
  return due.reduce((sum, one) => sum + one.count, count)
}

/** Changes whenever a letter is written or sent, or a job done. */
export const tracesIn = (database: DatabaseSync): string =>
  JSON.stringify(
    database
      .prepare(
        `select count(*), coalesce(max(id), 0), coalesce(sum(attempts), 0), (select count(done_at) from job_run)
          from outbox`,
      )
      .get(),
  )

/** In the night only what is urgent goes. */
const opened = (at: number, urgent: boolean): number =>
  urgent || !isQuiet(minuteOfDay(at)) ? at : nextHour(at, 8)
