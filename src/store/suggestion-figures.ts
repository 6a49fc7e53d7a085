import { type Expression, sql } from 'kysely'
import type { IdeasOfMonth } from '../domain/figures/ideas-of-month.ts'
import { db } from './d1.ts'
import { placesOverseen } from './month-overview.ts'

const counted = sql`coalesce(sum(n.made), 0) as made, coalesce(sum(n.replied), 0) as replied,
  coalesce(sum(n.adopted), 0) as adopted, coalesce(sum(n.in_time), 0) as inTime`

const waiting = (community: Expression<unknown>, today: string) => sql`
  (select count(*) from suggestion s where s.community_id = ${community} and s.state = 'open') as open,
  (select count(*) from suggestion s where s.community_id = ${community} and s.state = 'open' and s.due_day < ${today}) as overdue`

/** The suggestions of a year in a community, from kept totals, and what waits on a day. */
export const ideasOfYearQuery = (community: Expression<number>, year: string, today: string) =>
  sql<
    IdeasOfMonth & { community: string }
  >`select c.name as community, ${counted}, ${waiting(sql.ref('c.id'), today)}
    from community c left join suggestion_count n on n.month between ${`${year}-01`} and ${`${year}-12`} and n.community_id = c.id
    where c.id = ${community} group by c.id`.compile(db)

/** The month of a report’s target `t`, as JSON, with the minutes of its volunteers and residents (R089); null for a unit. */
export const ideasOfTarget = (month: string, today: string) => {
  const kept = (column: 'made' | 'replied' | 'adopted' | 'in_time') =>
    sql`coalesce((select n.${sql.ref(column)} from suggestion_count n where n.month = ${month} and n.community_id = t.id), 0)`
  const open = sql`from suggestion s where s.community_id = t.id and s.state = 'open'`
  return sql<
    string | null
  >`iif(t.scope = 'community', json_object('made', ${kept('made')}, 'replied', ${kept('replied')},
    'adopted', ${kept('adopted')}, 'inTime', ${kept('in_time')}, 'open', (select count(*) ${open}),
    'overdue', (select count(*) ${open} and s.due_day < ${today}),
    'crowd', coalesce((select w.minutes from crowd_total w where w.month = ${month} and w.community_id = t.id), 0)), null)`
}

/** The same over all communities that somebody oversees, from kept totals; what waits is read by its own index. */
export const ideasOverseenQuery = (sender: Expression<number>, month: string, today: string) =>
  sql<IdeasOfMonth & { crowd: number }>`with ${placesOverseen(sender)}, counted as (
      select ${counted} from place p cross join suggestion_count n on n.month = ${month} and n.community_id = p.id
    ), open as (
      select count(*) as open, coalesce(sum(s.due_day < ${today}), 0) as overdue
      from place p cross join suggestion s indexed by suggestion_open on s.community_id = p.id and s.state = 'open'
      where ${month} <> ''
    )
    select counted.*, open.*,
      (select coalesce(sum(w.minutes), 0) from place p cross join crowd_total w on w.month = ${month} and w.community_id = p.id) as crowd
    from counted, open`.compile(db)
