import { type Expression, sql } from 'kysely'
import { db } from './d1.ts'

/** Who goes into whom, by which message, when; `open` is the earliest open month, `longestDay` minutes. */
export interface Join {
  from: number
  into: number
  key: string
  now: number
  open: string
  longestDay: number
}

/** The person's lines with what stands of each: pending ones, and those whose chain of corrections adds up to something. */
const standing = (person: Expression<number> | number) => sql`select e.*, v.verdict,
    max(coalesce(v.booking_month, e.booking_month)) as counts_in,
    sum(iif(y.verdict = 'approved', c.minutes, 0)) as left_minutes, sum(iif(y.verdict = 'approved', c.points, 0)) as left_points,
    coalesce(max(c.revision), 0) as revisions
  from hour_entry e
    left join verdict v on v.entry_id = e.id
    left join hour_entry c on c.id = e.id or c.corrects = e.id
    left join verdict y on y.entry_id = c.id
  where e.person_id = ${person} and e.corrects is null and coalesce(v.verdict, 'approved') in ('approved', 'corrected')
  group by e.id having v.verdict is null or left_minutes <> 0 or left_points <> 0`

/** Whether a line (of `from`) meets the clock times of what the other person has, a running duty included. */
const meets = (into: number) => sql`(l.started_at is not null and (
    exists (select 1 from hour_entry a left join verdict w on w.entry_id = a.id
      where a.person_id = ${into} and a.service_day = l.service_day and a.started_at < l.ended_at and a.ended_at > l.started_at
        and coalesce(w.verdict, 'approved') in ('approved', 'corrected'))
    or exists (select 1 from duty d where d.person_id = ${into} and d.ended_at is null and d.started_at < l.ended_at)))`

/** Whether both accounts together have typed more hours on the line's day than a day may have. */
const fillsDay = ({ from, into, longestDay }: Join) => sql`(l.kind in ('manual', 'makeup') and coalesce((
    select sum(a.minutes) > ${longestDay} and sum(a.person_id = ${into}) > 0
    from hour_entry a left join verdict w on w.entry_id = a.id
    where a.person_id in (${from}, ${into}) and a.service_day = l.service_day and coalesce(w.verdict, 'approved') = 'approved'
  ), 0))`

/** The part of a service that a moved line is: behind those of the one who stays, where both served on one order. */
const partOf = (
  into: number,
) => sql`part + iif(exists (select 1 from hour_entry o where o.order_id = judged.order_id
    and o.person_id = ${into} and o.round = judged.round), 1000, 0)`

const waitsAnew = sql`(' ' || n.waits_for || ' ' like '% overlap %' or ' ' || n.waits_for || ' ' like '% day_twice %')`

/**
 * The lines of a joined person, entered anew under the one who stays (rule 8.18): same day, clock times, minutes,
 * points, unit and community, so that no sum by unit or community changes; what was approved is taken back by a
 * correction and approved anew, in its month or in the open one; what waits goes on waiting. What now meets the other's
 * clock times, or makes a day too long, waits for the secretary, without clock times. Sets of lines, not line by line.
 */
export function joinLedger(join: Join) {
  const { from, into, key, now, open } = join
  const moved = sql`hour_entry n where n.person_id = ${into} and n.message = ${key} and n.moved_from is not null`
  const statements = [
    sql`with line as (${standing(from)}), looked as (
        select l.*, ${meets(into)} as meets, ${fillsDay(join)} as fills,
          trim(replace(replace(' ' || l.waits_for || ' ', ' overlap ', ' '), ' day_twice ', ' ')) as waited
        from line l
      ), judged as (
        select *, (meets or fills) and (verdict is null or left_minutes > 0) as waits from looked
      )
      insert into hour_entry (person_id, unit_id, community_id, grid_id, kind, service_day, started_at, ended_at, minutes,
        booking_month, difficulty, grade, points, duty_id, order_id, round, part, served, share, moved_from, waits_for,
        actor_id, message, created_at)
      select ${into}, unit_id, community_id, grid_id, kind, service_day, iif(meets, null, started_at),
        iif(meets, null, ended_at), iif(waits and verdict is not null, left_minutes, minutes), max(counts_in, ${open}),
        difficulty, grade, iif(waits and verdict is not null, left_points, points), duty_id,
        order_id, round, ${partOf(into)}, iif(waits and verdict is not null, max(served, left_minutes), served), share, id,
        trim(waited || iif(waits and meets, ' overlap', '') || iif(waits and fills, ' day_twice', '')), null, ${key}, ${now}
      from judged order by id`,
    sql`insert into hour_entry (person_id, unit_id, community_id, grid_id, kind, service_day, minutes, booking_month,
        difficulty, grade, points, corrects, revision, waits_for, actor_id, message, created_at)
      select person_id, unit_id, community_id, grid_id, 'correction', service_day, -left_minutes, max(counts_in, ${open}),
        difficulty, grade, -left_points, id, revisions + 1, '', null, ${key}, ${now}
      from (${standing(from)}) where verdict is not null`,
    sql`insert into verdict (entry_id, verdict, booking_month, actor_id, message, at)
      select e.id, iif(e.corrects is null, 'withdrawn', 'approved'), iif(e.corrects is null, null, e.booking_month), null,
        ${key}, ${now}
      from hour_entry e where e.person_id = ${from} and not exists (select 1 from verdict where entry_id = e.id)`,
    sql`insert into verdict (entry_id, verdict, booking_month, actor_id, message, at)
      select n.id, v.verdict, iif(v.verdict = 'approved', n.booking_month, null), v.actor_id, ${key}, ${now}
      from verdict v, ${moved} and v.entry_id = n.moved_from and v.verdict in ('approved', 'corrected') and not ${waitsAnew}`,
    sql`insert into hour_entry (person_id, unit_id, community_id, grid_id, kind, service_day, minutes, booking_month,
        difficulty, grade, points, corrects, revision, waits_for, actor_id, message, created_at)
      select n.person_id, n.unit_id, n.community_id, n.grid_id, 'correction', n.service_day,
        -r.minutes - iif(v.verdict = 'approved', n.minutes, 0), n.booking_month, n.difficulty, n.grade,
        -r.points - iif(v.verdict = 'approved', n.points, 0), n.id, 1, '', null, ${key}, ${now}
      from verdict v, hour_entry r, ${moved} and v.entry_id = n.id and r.corrects = n.moved_from and r.message = ${key}
        and (-r.minutes <> iif(v.verdict = 'approved', n.minutes, 0) or -r.points <> iif(v.verdict = 'approved', n.points, 0))`,
    sql`insert into verdict (entry_id, verdict, booking_month, actor_id, message, at)
      select c.id, 'approved', c.booking_month, null, ${key}, ${now}
      from hour_entry c where c.person_id = ${into} and c.message = ${key} and c.kind = 'correction'`,
    sql`update note set subject_id = (select id from hour_entry where moved_from = note.subject_id), person_id = ${into}
      where about = 'entry' and person_id = ${from}
        and exists (select 1 from hour_entry where moved_from = note.subject_id and message = ${key})`,
    sql`update note set person_id = ${into} where person_id = ${from}`,
  ]
  return statements.map((statement) => statement.compile(db))
}

/** How many lines a person has that would be entered anew. */
export const standingCountQuery = (person: Expression<number>) =>
  sql<{ lines: number }>`select count(*) as lines from (${standing(person)})`.compile(db)

const movedBy = (key: string) =>
  sql`from link l join hour_entry n on n.person_id = l.person_id and n.message = l.message and n.moved_from is not null
    where l.message = ${key}`

/** For the stored outcome: the lines that the message entered anew, their minutes, and those of them that wait for it. */
export const movedLines = (key: string) => sql<number>`(select count(*) ${movedBy(key)})`
export const movedMinutes = (key: string) => sql<number>`(select coalesce(sum(n.minutes), 0) ${movedBy(key)})`
export const movedWaiting = (key: string) => sql<number>`(select count(*) ${movedBy(key)} and ${waitsAnew})`
export const codeOfMoved = (key: string) =>
  sql<string>`iif(${movedWaiting(key)} > 0, 'link.moved_waiting', 'link.moved')`
