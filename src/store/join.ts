import { sql } from 'kysely'
import { db } from './d1.ts'
import { joinExchanges } from './join-exchange.ts'
import { type Join, joinLedger } from './join-ledger.ts'
import { joinOrders } from './join-orders.ts'
import { joinPairings } from './join-pairing.ts'
import { joinRallies } from './join-rallies.ts'
import { joinRoster } from './join-roster.ts'
import { personalColumns } from './personal.ts'

const rank = (id: number) =>
  sql`(select case state when 'verified' then 2 when 'pending' then 1 else 0 end from person where id = ${id})`

/**
 * All that a person has goes to the one who stays, in one batch (rule 8.18): accounts, roles, the running duty, the
 * ledger, the mailbox, the better of both registrations. What is left is a number without a key that is gone.
 */
export function joinPeople(join: Join) {
  const { from, into, key, now } = join
  const running = sql`from duty where person_id in (${from}, ${into}) and ended_at is null`
  const before = [
    // Of two running duties the earlier one goes on; the other one's time lies inside it.
    sql`update duty set ended_at = max(started_at, ${now} / 60000 * 60000), ended_by = 'system', end_message = ${key}
      where (select count(*) ${running}) = 2
        and id = (select id ${running} order by started_at desc, person_id = ${from} desc limit 1)`,
    sql`update duty set person_id = ${into} where person_id = ${from} and ended_at is null`,
    ...joinRoster(join),
    ...joinOrders(join),
    ...joinPairings(join),
    ...joinExchanges(join),
    ...joinRallies(join),
  ]
  const after = [
    ...personalColumns
      .filter(({ joined }) => joined === 'move')
      .flatMap(({ table, column }) => [
        sql`update or ignore ${sql.table(table)} set ${sql.ref(column)} = ${into} where ${sql.ref(column)} = ${from}`,
        sql`delete from ${sql.table(table)} where ${sql.ref(column)} = ${from}`,
      ]),
    sql`delete from link_code where person_id = ${from}`,
    sql`update or ignore role set person_id = ${into} where person_id = ${from}`,
    sql`update role set ended_at = ${now}, ended_by = ${into} where person_id = ${from} and ended_at is null`,
    sql`update transfer set ended_at = ${now}, outcome = 'withdrawn', end_message = ${key}
      where person_id = ${from} and ended_at is null`,
    sql`update link set person_id = ${into} where person_id = ${from}`,
    sql`update person set (name, key, kind, state, unit_id, community_id, grid_id, registered_at, verified_at, verified_by)
        = (select name, key, kind, state, unit_id, community_id, grid_id, registered_at, verified_at, verified_by
          from person where id = ${from})
      where id = ${into} and ${rank(from)} > ${rank(into)}`,
    sql`update person set key = null, state = 'new', unit_id = null, community_id = null, grid_id = null, gone_at = ${now}
      where id = ${from}`,
    // The row of the roll that has become free goes to the one who stays (a trigger of the schema looks).
    sql`update person set state = state where id = ${into}`,
  ]
  const compiled = (statements: typeof before) => statements.map((statement) => statement.compile(db))
  return [...compiled(before), ...joinLedger(join), ...compiled(after)]
}
