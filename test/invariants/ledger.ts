import type { Invariant } from './index.ts'

/** What may never be in the ledger of hours and its kept totals. */
export const ledger: readonly Invariant[] = [
  [
    'the tally differs from the approved lines',
    `select 1 where (select coalesce(sum(minutes), 0) from tally where length(period) = 7)
      <> (select coalesce(sum(e.minutes), 0) from verdict v join hour_entry e on e.id = v.entry_id where v.verdict = 'approved')
      or (select coalesce(sum(minutes), 0) from tally where length(period) = 4)
      <> (select coalesce(sum(minutes), 0) from tally where length(period) = 7)`,
  ],
  [
    'the ledger by unit, by community and overall does not add up to the same (R070)',
    `select 1 from ledger_total group by period having sum(minutes * (scope = 'unit')) <> sum(minutes * (scope = 'all'))
      or sum(minutes * (scope = 'community')) <> sum(minutes * (scope = 'all'))
      or sum(minutes * (scope = 'all')) <> (select sum(t.minutes) from tally t where t.period = ledger_total.period)`,
  ],
  [
    'services, hours by hand or days on duty by unit are not those by community',
    `select 1 from ledger_total group by period having sum(times * (scope = 'unit')) <> sum(times * (scope = 'all'))
        or sum(times * (scope = 'community')) <> sum(times * (scope = 'all'))
        or sum(by_hand * (scope = 'unit')) <> sum(by_hand * (scope = 'community'))
      union all select 1 from duty_day group by month having sum(duties * (scope = 'unit')) <> sum(duties * (scope = 'community'))`,
  ],
  [
    'lines of one person overlap',
    `select 1 from hour_entry a join hour_entry b on a.person_id = b.person_id and a.id < b.id
      and a.started_at < b.ended_at and b.started_at < a.ended_at
      where a.id not in (select entry_id from verdict where verdict <> 'approved')
        and b.id not in (select entry_id from verdict where verdict <> 'approved')`,
  ],
  [
    'a duty that still runs has lines',
    'select 1 from hour_entry e join duty d on d.id = e.duty_id where d.ended_at is null',
  ],
  [
    'a duty was booked by two messages',
    'select 1 from hour_entry where duty_id is not null and moved_from is null group by duty_id having count(distinct message) > 1',
  ],
  [
    'a duty has more hours than it lasted',
    `select 1 from duty d join hour_entry e on e.duty_id = d.id and e.moved_from is null
      group by d.id having sum(e.minutes) * 60000 > d.ended_at - d.started_at`,
  ],
  [
    'a line came from a message that was never handled',
    `select 1 from hour_entry where message not like 'job/%' and message not in (select key from inbox)
      and created_at >= (select min(at) from inbox)`,
  ],
  [
    'a verdict by a role has no act',
    `select 1 from verdict v join hour_entry e on e.id = v.entry_id where v.verdict in ('approved', 'rejected')
      and v.actor_id is not null and e.moved_from is null and v.message not in (select message from audit)`,
  ],
  [
    'what waits is not what has no verdict',
    `select 1 where (select count(*) from pending_entry) <>
      (select count(*) from hour_entry where id not in (select entry_id from verdict))`,
  ],
  [
    'the totals have other points than the approved lines',
    `select 1 where (select coalesce(sum(points), 0) from tally where length(period) = 7)
      <> (select coalesce(sum(e.points), 0) from verdict v join hour_entry e on e.id = v.entry_id where v.verdict = 'approved')
      union all select 1 from ledger_total group by period having sum(points * (scope = 'unit')) <> sum(points * (scope = 'all'))
        or sum(points * (scope = 'community')) <> sum(points * (scope = 'all'))`,
  ],
  [
    'the people who have hours are not those that were counted',
    `select 1 from ledger_total l where l.people <> (select count(*) from (
      select t.person_id from tally t where t.period = l.period and (l.scope <> 'unit' or t.unit_id = l.scope_id)
        and (l.scope <> 'community' or t.community_id = l.scope_id) group by t.person_id having sum(t.minutes) > 0))`,
  ],
  [
    'a line that somebody typed overlaps their running duty',
    `select 1 from hour_entry e join duty d on d.person_id = e.person_id and d.ended_at is null
        and d.started_at / 60000 * 60000 < e.ended_at
      left join verdict v on v.entry_id = e.id
      where e.kind in ('manual', 'makeup') and e.duty_id is null and e.moved_from is null and coalesce(v.verdict, 'approved') = 'approved'`,
  ],
]
