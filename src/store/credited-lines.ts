import { type Expression, sql } from 'kysely'
import type { Category } from '../domain/order/category.ts'
import type { Grade } from '../domain/order/rules.ts'
import { db } from './d1.ts'

/** A line of somebody's service on an order, with its grade and what stands of it. */
export interface ServiceLine {
  id: number
  service_day: string
  started_at: number | null
  ended_at: number | null
  minutes: number
  served: number
  share: 100 | 50
  difficulty: number
  weight: number
  verdict: string | null
  counts_in: string | null
  left_minutes: number
  left_points: number
  corrected: number
  base: number
  category: Category
  title: string | null
  grade: Grade
  graded_at: number
  grader: string | null
}

/** What somebody was credited with for an order in its last round that they were credited in, line by line. */
export const serviceQuery = (order: number, person: Expression<number>) =>
  sql<ServiceLine>`select e.id, e.service_day, e.started_at, e.ended_at, e.minutes, e.served, e.share, e.difficulty,
      e.grade as weight, v.verdict, v.booking_month as counts_in, o.base, o.category, g.grade, g.at as graded_at,
      (select name from person where id = g.grader_id) as grader,
      (select text from order_text where order_id = o.id and part = 'title') as title,
      coalesce((select sum(k.minutes) from hour_entry k join verdict w on w.entry_id = k.id and w.verdict = 'approved'
        where k.id = e.id or k.corrects = e.id), 0) as left_minutes,
      coalesce((select sum(k.points) from hour_entry k join verdict w on w.entry_id = k.id and w.verdict = 'approved'
        where k.id = e.id or k.corrects = e.id), 0) as left_points,
      exists (select 1 from hour_entry k where k.corrects = e.id) as corrected
    from hour_entry e join "order" o on o.id = e.order_id left join verdict v on v.entry_id = e.id
      left join grade g on g.order_id = e.order_id and g.round = e.round
    where e.order_id = ${order} and e.person_id = ${person} and e.round = (
      select max(round) from hour_entry where order_id = ${order} and person_id = ${person})
    order by e.part limit 20`.compile(db)
