import { sql } from 'kysely'
import { DAY } from '../domain/calendar/shanghai.ts'
import type { Category } from '../domain/order/category.ts'
import type { Urgency } from '../domain/order/rules.ts'
import type { HouseholdKind } from '../domain/wish/household.ts'
import { db } from './d1.ts'
import { keepersOf } from './keepers.ts'
import { textOfOrder } from './order-draw.ts'

/** An order that nobody has taken for a day, or for two (R033). */
export interface UntakenOrder {
  id: number
  community_id: number
  community: string
  grid_id: number | null
  category: Category
  urgency: Urgency
  base: number
  title: string | null
  place: string | null
  starts_at: number | null
  ends_at: number | null
  places: number | null
  taken: number
  /** Of a wish only. */
  household: HouseholdKind | null
  grid: string | null
  untaken_ms: number
  untaken_since: number
  /** How many whole days it waits: 1 or 2. */
  days: 1 | 2
  /** Ids of who answers for it; what one has to be good at as `{ key, name }`. JSON. */
  keepers: string
  needs: string
}

/** How long after it was left an order is of interest here; later the weekly digest names it. */
const tooLate = 5 * DAY

/** The one order whose turn it is: nobody has taken it for a day or two, and this was not told yet. */
const turn = (now: number) => sql`(
  select id from (
    select o.id, o.untaken_since as since, iif(o.untaken_since <= ${now - 2 * DAY}, 2, 1) as days
    from "order" o indexed by order_untaken
    where o.state = 'open' and o.untaken_since is not null and o.untaken_since > ${now - tooLate}
      and o.untaken_since <= ${now - DAY} and coalesce(o.ends_at > ${now}, 1)
  ) u where not exists (select 1 from outbox l
      where l.dedupe > 'order/untaken/' || u.id || '/' || u.since || '/' || u.days || '/'
        and l.dedupe < 'order/untaken/' || u.id || '/' || u.since || '/' || u.days || '0')
  order by since, id limit 1)`

/** The same as a number, for the query of who fits it. */
export const untakenTurn = (now: number) => sql<number>`${turn(now)}`

/** That order, or none. */
export const untakenQuery = (now: number) =>
  sql<UntakenOrder>`select o.id, o.community_id, c.name as community, o.grid_id, o.category, o.urgency, o.base, o.starts_at,
      o.ends_at, o.places, o.taken, w.household, g.name as grid, o.untaken_ms, o.untaken_since, ${textOfOrder('title')} as title,
      ${textOfOrder('place')} as place, iif(o.untaken_since <= ${now - 2 * DAY}, 2, 1) as days,
      ${keepersOf(sql.ref('o.community_id'))} as keepers,
      (select json_group_array(json_object('key', n.key, 'name', n.name)) from order_need n where n.order_id = o.id) as needs
    from "order" o join community c on c.id = o.community_id
      left join wish w on w.order_id = o.id left join grid g on g.id = o.grid_id where o.id = ${turn(now)}`.compile(
    db,
  )
