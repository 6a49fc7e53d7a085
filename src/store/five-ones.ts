import { type Expression, sql } from 'kysely'
import { type FiveRecord, fiveOnes, itemsOfOrders } from '../domain/ideas/five-ones.ts'
import { categories } from '../domain/order/category.ts'
import { db } from './d1.ts'
import { unitsHeld } from './held.ts'

type Id = Expression<number>

const kinds = sql`${JSON.stringify(itemsOfOrders(categories))} ->> ('$."' || o.origin || '-' || o.category || '"')`
const servedOn = sql`strftime('%Y-%m-%d', c.spans ->> '$[0].from' / 1000, 'unixepoch', '+8 hours')`
const within = (year: string) => sql`between ${`${year}-01-01`} and ${`${year}-12-31`}`

/** A duty’s line that stands for something, with its corrections. */
const stands = sql`0 < (select sum(x.minutes) from hour_entry x join verdict y on y.entry_id = x.id and y.verdict = 'approved'
  where x.id = e.id or x.corrects = e.id)`

/** All of a person’s records of a year that may fill one of the five (R074); of duties and visits the first ones only. */
export const fiveRecordsQuery = (person: Id, year: string) =>
  sql<FiveRecord>`select * from (
      select 'grid' as item, 'entry' as kind, e.id as number, e.service_day as day, null as code, v.id is not null as counts
      from hour_entry e left join verdict v on v.entry_id = e.id
      where e.person_id = ${person} and e.service_day ${within(year)} and e.kind in ('duty', 'makeup')
        and (v.id is null or (v.verdict = 'approved' and ${stands}))
      order by v.id is null, e.service_day, e.id limit 1)
    union all
    select * from (
      select ${kinds}, 'order', o.id, ${servedOn} as day, null, c.state = 'credited'
      from claim c join "order" o on o.id = c.order_id
      where c.person_id = ${person} and c.state in ('done', 'credited')) where day ${within(year)}
    union all
    select * from (
      select 'idea', 'suggestion', s.id, strftime('%Y-%m-%d', s.at / 1000, 'unixepoch', '+8 hours') as day, null, 1
      from suggestion s where s.person_id = ${person} and s.state <> 'withdrawn') where day ${within(year)}
    union all
    select * from (
      select 'needy', 'visit', n.id, n.day, s.code, 1 from visit n join support_pair s on s.id = n.support_pair_id
      where n.person_id = ${person} and n.day ${within(year)} order by n.day limit 1)`.compile(db)

/** How a unit stands: its verified members, how many have which item, and all five. */
export interface FiveOfUnit {
  unit: string
  members: number
  all: number
  /** JSON: item → people. */
  items: string
  /** Those with fewest items, as JSON: `{ name, met }`; with how many there are in all. */
  behind: string
}

/** The year of the members of the units whose liaison somebody is; `names` of those who lack something. */
export const fiveOfUnitsQuery = (sender: Id, year: string, names: number) =>
  sql<FiveOfUnit>`with member (unit_id, id, name) as (
      select h.unit_id, p.id, p.name from (select unit_id from ${unitsHeld(sender)}) h
        cross join person p indexed by person_of_unit on p.unit_id = h.unit_id and p.kind = 'member' and p.state = 'verified'
    ), met (id, item) as (
      select m.id, 'grid' from member m where exists (
        select 1 from hour_entry e join verdict v on v.entry_id = e.id and v.verdict = 'approved'
        where e.person_id = m.id and e.service_day ${within(year)} and e.kind in ('duty', 'makeup') and ${stands})
      union
      select m.id, ${kinds} from member m cross join claim c on c.person_id = m.id cross join "order" o on o.id = c.order_id
        where c.state = 'credited' and ${servedOn} ${within(year)}
      union
      select m.id, 'idea' from member m where exists (select 1 from suggestion s where s.person_id = m.id and s.state <> 'withdrawn'
        and strftime('%Y', s.at / 1000, 'unixepoch', '+8 hours') = ${year})
      union
      select m.id, 'needy' from member m where exists (select 1 from visit n where n.person_id = m.id and n.day ${within(year)})
    ), standing as materialized (
      select m.unit_id, m.id, m.name, count(met.item) as met from member m left join met on met.id = m.id group by m.id
    )
    select u.name as unit, count(*) as members, sum(t.met = ${fiveOnes.length}) as "all",
      (select json_group_object(item, people) from (
        select met.item, count(*) as people from met join member m on m.id = met.id where m.unit_id = u.id group by met.item)) as items,
      (select json_group_array(json_object('name', name, 'met', met)) from (
        select name, met from standing b where b.unit_id = u.id and b.met < ${fiveOnes.length} order by b.met, b.name, b.id limit ${names})) as behind
    from standing t join unit u on u.id = t.unit_id group by u.id order by u.name`.compile(db)
