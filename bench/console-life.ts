import { at } from '../test/support/talk.ts'
import { fill } from './database.ts'
import { serve } from './ledger.ts'

const NOW = at('2026-11-02 09:00')
const START = at('2026-11-04 09:00')

/**
 * What the console shows, of people `from` … `to`, each in their own community: a month of service, lines that wait, running
 * duties, shifts, orders in every state, wishes, pairs of partners and of support with visits, acts of roles, grades, a roll,
 * the registers outside, files that were handed in.
 */
export async function live(from: number, to: number): Promise<void> {
  const here = `p.id between ${from} and ${to}`
  const order = (every: number, number: number, state: string, closed = 'null') =>
    `insert into "order" (id, community_id, grid_id, origin, state, category, base, places, taken, created_by, created_at, message,
        published_at, ends_at, closed_at, draw_at)
      select p.id * 10 + ${number}, p.community_id, p.grid_id, 'push', '${state}', 'elderly', 120, 2,
        iif('${state}' in ('full', 'verified'), 2, 0), p.id, ${NOW}, 'bench', iif('${state}' = 'requested', null, ${NOW}),
        ${START} - p.id % 3 * 86400000, ${closed}, iif('${state}' = 'drawing', ${START}, null)
      from person p where ${here} and p.id % ${every} = 0`
  await serve('2026-10', from, to)
  await fill(
    `insert into hour_entry (id, person_id, unit_id, community_id, grid_id, kind, service_day, started_at, ended_at, minutes,
        booking_month, points, waits_for, actor_id, message, created_at)
      select 50000000 + p.id, p.id, p.unit_id, p.community_id, p.grid_id, 'manual', '2026-11-01', ${at('2026-11-01 09:00')}, ${at('2026-11-01 10:00')}, 60,
        '2026-11', 10, 'typed', p.id, 'bench/wait' || p.id, ${NOW} from person p where ${here} and p.id % 5 = 0`,
    `insert into duty (person_id, unit_id, community_id, grid_id, started_at, message)
      select p.id, p.unit_id, p.community_id, p.grid_id, ${NOW} - 3600000, 'bench' from person p where ${here} and p.id % 10 = 1`,
    `insert into shift (community_id, person_id, unit_id, day, starts_at, ends_at, planned_by, planned_at, message)
      select p.community_id, p.id, p.unit_id, '2026-11-04', ${START}, ${START} + 10800000, 1, ${NOW} - 86400000, 'bench'
      from person p where ${here} and p.id % 100 = 4`,
    order(5, 1, 'open'),
    order(7, 2, 'full'),
    order(11, 3, 'done'),
    order(13, 4, 'requested'),
    order(17, 5, 'drawing'),
    ...[6, 7, 8].map((number) => order(2, number, 'verified', String(NOW))),
    `insert into order_text (order_id, part, person_id, text)
      select o.id, 'title', o.created_by, '助老' || o.id from "order" o where o.id between ${from * 10} and ${to * 10 + 9}`,
    `insert into claim (order_id, person_id, unit_id, community_id, state, rank, at, message, changed_at, change_message, spans, finished_at)
      select p.id * 10 + 3, p.id, p.unit_id, p.community_id, 'done', 1, ${NOW}, 'bench', ${NOW}, 'bench', '[]', ${NOW}
      from person p where ${here} and p.id % 11 = 0`,
    `update person as p set kind = 'volunteer' where ${here} and p.id % 10 = 9`,
    `insert into pairing (community_id, member_id, volunteer_id, state, round, score, reasons, asked_at, message, answer_by,
        member_yes_at, volunteer_yes_at, began_at, begin_message, term_to)
      select m.community_id, m.id, v.id, 'active', 1, 50, '[]', ${NOW}, 'bench', ${NOW}, 1, 1, ${at('2026-09-01 09:00')}, 'bench',
        date('2027-03-01', (m.id % 90) || ' days')
      from (select id, community_id, row_number() over (partition by community_id order by id) as n from person p
          where ${here} and p.kind = 'member') m
        join (select id, community_id, row_number() over (partition by community_id order by id) as n from person p
          where ${here} and p.kind = 'volunteer') v on v.community_id = m.community_id and v.n = m.n`,
    `insert into support_pair (community_id, member_id, code, key, state, asked_by, asked_at, message, consent_by, consent_at, consent_message)
      select p.community_id, p.id, 'H' || p.id, 'h' || p.id, 'active', p.id, 0, 'bench', p.id, ${NOW} - p.id % 40 * 86400000, 'bench'
      from person p where ${here} and p.id % 6 = 0 and p.kind = 'member'`,
    `insert into visit (support_pair_id, person_id, unit_id, community_id, day, at, message)
      select s.id, s.member_id, p.unit_id, s.community_id, '2026-11-01', ${NOW}, 'bench'
      from support_pair s join person p on p.id = s.member_id where ${here} and s.id % 2`,
    `insert into audit (at, actor_id, action, community_id, subject, detail, message)
      select ${NOW}, p.id, 'hours.approve', p.community_id, 'entry:' || p.id, '{}', 'bench/' || p.id from person p where ${here} and p.id % 3 = 0`,
    ...(['open', 'verified'] as const).flatMap((state, i) => [
      `insert into "order" (id, community_id, origin, state, category, base, places, created_by, created_at, message,
          published_at, closed_at)
        select 10000000 + p.id * 2 + ${i}, p.community_id, 'wish', '${state}', 'elderly', 120, 1, p.id, ${NOW}, 'bench', ${NOW},
          iif('${state}' = 'verified', ${NOW}, null) from person p where ${here} and p.id % 9 = ${i}`,
      `insert into wish (order_id, cents, household, thing)
        select 10000000 + p.id * 2 + ${i}, 20000, 'alone', '' from person p where ${here} and p.id % 9 = ${i}`,
    ]),
    `insert into roll (key, unit_id, community_id) select 'r' || p.id, p.unit_id, p.community_id from person p where ${here}`,
    ...(['unit_id', 'community_id'] as const).map(
      (owner, i) => `insert into evidence (${owner}, person_id, name, key, day, place, minutes, at)
        select p.${owner}, p.id, p.name, p.key, e.service_day, 1, 30 + p.id % 90, ${NOW}
        from person p join hour_entry e on e.person_id = p.id and e.booking_month = '2026-10'
        where ${here} and p.id % 3 = ${i} group by p.${owner}, e.service_day, p.id`,
    ),
    `insert into import_file (id, person_id, kind, name, state, scope, at)
      select p.id, p.id, 'roll', '名册.xlsx', 'ready', '{}', ${NOW} from person p where ${here} and (p.id < 10 or p.id % 50 = 0)`,
    `insert into import_row (import_id, place, line, fate, said, row)
      select f.id, n.value, n.value, 'new', '[]', '{}' from import_file f
        join json_each('[${Array.from({ length: 200 }, (_, i) => i + 1)}]') n where f.id between ${from} and ${to}`,
    `insert or ignore into grade_count (month, community_id, grader_id, excellent, good, fair)
      select '2026-11', p.community_id, min(p.id), 12, 5, 1 from person p where ${here} group by p.community_id`,
  )
}
