import { at } from '../test/support/talk.ts'
import { secondsOf } from './clock.ts'
import { fill, one } from './database.ts'
import { serve } from './ledger.ts'
import { print } from './table.ts'
import { build, city, plan, settle } from './town.ts'

/**
 * The whole city in an empty database: people, places, a roster, two months of service, a paid edition of DingTalk whose
 * quota bears a report for everybody, and a target of so many minutes a year. Gives what was counted; `wrong` are
 * periods whose sums do not agree.
 */
export async function raiseCity(target: number): Promise<{ [what: string]: number }> {
  const people = await secondsOf(async () => {
    await fill(...build(city))
    await fill(...settle(2, city.members, city))
    await fill(...plan('2026-12-28', city))
  })
  const books = await secondsOf(async () => {
    for (const month of ['2026-10', '2026-11']) await serve(month, 1, city.members)
  })
  await fill(`insert into policy (key, value, valid_from, set_by, at, message)
    select key, value, '2026-11-01', 1, ${at('2026-11-02 09:00')}, 'bench'
    from json_each('{ "dingtalkCallsAMonth": 200000, "yearlyTargetMinutes": ${target} }')`)
  const found = await one<{ [what: string]: number }>(`select (select count(*) from person) as members,
    (select count(*) from unit) as units, (select count(*) from community) as communities,
    (select count(*) from grid) as grids, (select count(*) from "group") as groups,
    (select count(*) from hour_entry) as lines, (select count(*) from duty) as duties,
    (select count(*) from (select 1 from ledger_total group by period having
      sum(minutes * (scope = 'unit')) <> sum(minutes * (scope = 'all')) or
      sum(minutes * (scope = 'community')) <> sum(minutes * (scope = 'all')))) as wrong`)
  print('The city (made by SQL; these seconds are not counted)', [
    ...Object.entries(found).filter(([what]) => what !== 'wrong'),
    ['seconds for people and places', people],
    ['seconds for the books', books],
  ])
  return found
}
