import type { Invariant } from './index.ts'

/** What may never be in people, duties, pairs and rallies. */
export const people: readonly Invariant[] = [
  [
    'the last day of service is not that of an entry that stands or of the running duty',
    `select 1 from person p where gone_at is null and last_served is not (select max(day) from (
        select strftime('%Y-%m-%d', d.started_at / 1000, 'unixepoch', '+8 hours') as day
          from duty d where d.person_id = p.id and d.ended_at is null
        union all select e.service_day from hour_entry e left join verdict v on v.entry_id = e.id
          where e.person_id = p.id and e.kind <> 'correction' and coalesce(v.verdict, 'approved') in ('approved', 'corrected')))`,
  ],
  [
    'the members counted by unit are not those counted by community, or not all of them',
    `select 1 where (select coalesce(sum(verified), 0) from headcount where scope = 'unit') <>
        (select count(*) from person where kind = 'member' and state = 'verified')
      or (select coalesce(sum(verified), 0) from headcount where scope = 'community') <>
        (select count(*) from person where kind = 'member' and state = 'verified')`,
  ],
  [
    'somebody has two running duties',
    'select 1 from duty where ended_at is null group by person_id having count(*) > 1',
  ],
  [
    'an account belongs to two people',
    'select 1 from identity group by platform, bot, user_id having count(distinct person_id) > 1',
  ],
  [
    'a stranger without an account',
    'select 1 from person where gone_at is null and id not in (select person_id from identity)',
  ],
  [
    'days on duty are not those of the duties',
    `select 1 where (select coalesce(sum(duties), 0) from duty_day where scope = 'community')
      <> (select count(*) from duty where ended_by is not 'undo')`,
  ],
  [
    'the registrations that wait are not those that were counted',
    `select 1 from community c left join backlog b on b.community_id = c.id where coalesce(b.people, 0) <>
        (select count(*) from person p where p.community_id = c.id and p.state = 'pending')
      or coalesce(b.entries, 0) <> (select count(*) from pending_entry p where p.community_id = c.id)
      or coalesce(b.units, 0) <> (select count(*) from unit_link u where u.community_id = c.id and u.state = 'pending')`,
  ],
  [
    'who has left is still somewhere at work',
    `select 1 from person p where p.gone_at is not null and (
      exists (select 1 from duty d where d.person_id = p.id and d.ended_at is null)
      or exists (select 1 from role r where r.person_id = p.id and r.ended_at is null)
      or exists (select 1 from claim c where c.person_id = p.id and c.state in ('drawing', 'waiting', 'offered', 'held'))
      or exists (select 1 from pairing g where p.id in (g.member_id, g.volunteer_id) and g.state in ('asked', 'active'))
      or exists (select 1 from console_session s where s.person_id = p.id))`,
  ],
  [
    'somebody is in two pairs at a time',
    `select 1 from (select member_id as id from pairing where state in ('asked', 'active')
      union all select volunteer_id from pairing where state in ('asked', 'active')) group by id having count(*) > 1`,
  ],
  [
    'what was called to a rally, answered and arrived is not what was counted',
    `select 1 from rally r left join rally_call k on k.rally_id = r.id group by r.id
      having r.expected <> count(k.person_id) or r.answered <> count(k.answered_at) or r.arrived <> count(k.arrived_at)`,
  ],
  [
    'a rally that is over still holds a place, or one that goes on holds none',
    `select 1 from rally r where r.ended_at is not null
      and exists (select 1 from rally_place p where p.rally_id = r.id and p.ended_at is null)`,
  ],
  [
    'war rules hold that nobody, or one alone, agreed to',
    `select 1 from war w join mode_ask a on a.id = w.begin_ask where a.agreed_by is null or a.mode <> 'war'
      union all select 1 from war w join mode_ask a on a.id = w.end_ask where a.agreed_by is null or a.mode <> 'peace'`,
  ],
]
