import { type Expression, sql } from 'kysely'
import { db } from './d1.ts'
import { leaveDaysOf } from './leave.ts'
import { prepared } from './prepared.ts'

type Id = Expression<number>

/** What fit.ts weighs of the sender; `served` are their services by category, as JSON. */
export const ownProfileQuery = (me: Id, year: string, yesterday: string) =>
  profiles({ me, year, first: `${year}-01-01`, yesterday }).profile

const profiles = prepared(
  ({ me, year, first, yesterday }: { me: Id; year: string; first: string; yesterday: string }) => ({
    profile: sql<{
      skills: string
      unit_offers: string
      free: string
      minutes: number
      leave_days: number
      served: string
      open: number
    }>`select
      (select json_group_array(s.key) from skill s where s.person_id = p.id) as skills,
      (select json_group_array(u.key) from unit_offer u where u.unit_id = p.unit_id) as unit_offers,
      (select json_group_array(json_object('weekday', f.weekday, 'part', f.part)) from free_time f where f.person_id = p.id) as free,
      (select coalesce(sum(t.minutes), 0) from tally t where t.person_id = p.id and t.period = ${year}) as minutes,
      ${leaveDaysOf(sql.ref('p.id'), first, yesterday)} as leave_days,
      (select json_group_object(category, services) from (select category, sum(services) as services from service_count n
        where n.person_id = p.id group by category)) as served,
      (select count(*) from claim c where c.person_id = p.id and c.state in ('drawing', 'held') and c.for_unit = 0) as open
    from person p where p.id = ${me}`.compile(db),
  }),
)
