import { type Expression, sql } from 'kysely'
import { db } from './d1.ts'
import { unitsHeld } from './held.ts'

/** The units whose liaison somebody is, each with what it offers (资源清单, R028), as JSON of names. */
export const unitOffersQuery = (liaison: Expression<number>) =>
  sql<{ id: number; name: string; offers: string }>`select u.id, u.name,
      (select json_group_array(o.name) from unit_offer o where o.unit_id = u.id) as offers
    from unit u where u.id in ${unitsHeld(liaison)} order by u.id limit 5`.compile(db)

/** Replaces what a unit offers; none clears it. */
export const replaceUnitOffers = (unit: number, offers: readonly { key: string; name: string }[]) => [
  sql`delete from unit_offer where unit_id = ${unit}`.compile(db),
  ...(offers.length === 0
    ? []
    : [
        sql`insert into unit_offer (unit_id, key, name)
          select ${unit}, value ->> 'key', value ->> 'name' from json_each(${JSON.stringify(offers)}) where true
          on conflict do nothing`.compile(db),
      ]),
]
