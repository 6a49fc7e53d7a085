import { at } from '../test/support/talk.ts'
import { fill } from './database.ts'
import { dice, each } from './rows.ts'

/**
 * A month of service by members `from` … `to`: three of five have one approved line, half an hour to twelve hours long, and
 * one in twelve was on duty. The triggers keep every total, as they do when people type.
 */
export async function serve(month: string, from: number, to: number): Promise<void> {
  const number = Number(month.slice(5))
  const first = number * 1_000_000
  const entered = at(`${month}-28 21:00`)
  const day = `printf('${month}-%02d', 1 + ${dice(10 * number, 27)})`
  const opens = 'unixepoch(day) * 1000'
  await fill(
    each(
      from,
      to,
      `hour_entry (id, person_id, unit_id, community_id, grid_id, kind, service_day, started_at, ended_at, minutes,
        booking_month, points, waits_for, actor_id, message, created_at)`,
      `select ${first} + i, p.id, p.unit_id, p.community_id, p.grid_id, iif(i % 4, 'duty', 'manual'), day, ${opens},
          ${opens} + minutes * 60000, minutes, '${month}', minutes / 6, '', p.id, 'bench/' || i, ${entered}
        from (select i, ${day} as day, 30 * (1 + ${dice(10 * number + 1, 24)}) as minutes, ${dice(10 * number + 2, 5)} as served from n) s
        join person p on p.id = s.i where s.served < 3`,
    ),
    `insert into verdict (entry_id, verdict, booking_month, actor_id, message, at)
      select id, 'approved', booking_month, 1, 'bench', ${entered} from hour_entry
      where id between ${first + from} and ${first + to}`,
    each(
      from,
      to,
      'duty (person_id, unit_id, community_id, started_at, ended_at, ended_by, message)',
      `select p.id, p.unit_id, p.community_id, ${opens}, ${opens} + 10800000, 'person', 'bench'
        from (select i, ${day} as day from n where i % 12 = 0) s join person p on p.id = s.i`,
    ),
  )
}
