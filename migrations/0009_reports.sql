-- Reports: figures that are kept for them (services, minutes by hand, people, days on duty, the last day of service), and
-- the reports that members confirmed. What is there already is counted here, once.

alter table person add column last_served text;
create index community_of_street on community (street_id);
create index person_of_unit on person (unit_id) where kind = 'member' and state = 'verified';
create index person_of_community on person (community_id) where kind = 'member' and state = 'verified';

alter table tally add column times integer not null default 0;
alter table tally add column by_hand integer not null default 0;
alter table ledger_total add column times integer not null default 0;
alter table ledger_total add column by_hand integer not null default 0;
alter table ledger_total add column people integer not null default 0;

create table duty_day (
  scope text not null,
  month text not null,
  scope_id integer not null,
  day text not null,
  duties integer not null,
  constraint duty_day_scope check (scope in ('unit', 'community')),
  primary key (scope, month, scope_id, day)
) strict, without rowid;

create table report_confirmation (
  person_id integer not null references person,
  month text not null,
  unit_id integer not null references unit,
  at integer not null,
  message text not null,
  times integer not null,
  minutes integer not null,
  points integer not null,
  constraint report_month check (month is strftime('%Y-%m', month || '-01')),
  constraint report_month_over check (month < strftime('%Y-%m', at / 1000, 'unixepoch', '+8 hours')),
  primary key (person_id, month)
) strict, without rowid;

create table counted as
  select e.person_id, e.unit_id, e.community_id, p.value as period,
    sum((e.standing > 0) - (e.standing - e.minutes > 0)) as times,
    sum(iif(e.line_kind in ('manual', 'makeup'), e.minutes, 0)) as by_hand
  from (
    select h.*, v.booking_month as counts_in, l.kind as line_kind,
      sum(h.minutes) over (partition by l.id order by v.id) as standing
    from verdict v join hour_entry h on h.id = v.entry_id join hour_entry l on l.id = coalesce(h.corrects, h.id)
    where v.verdict = 'approved'
  ) e, json_each(json_array(e.counts_in, substr(e.counts_in, 1, 4))) p
  group by 1, 2, 3, 4;
update tally set times = c.times, by_hand = c.by_hand from counted c
  where c.person_id = tally.person_id and c.period = tally.period and c.unit_id = tally.unit_id
    and c.community_id = tally.community_id;
drop table counted;

update ledger_total set times = t.times, by_hand = t.by_hand
  from (
    select s.key as scope, s.value as scope_id, k.period, sum(k.times) as times, sum(k.by_hand) as by_hand
    from tally k, json_each(json_object('unit', k.unit_id, 'community', k.community_id, 'all', 0)) s
    group by 1, 2, 3
  ) t where t.scope = ledger_total.scope and t.scope_id = ledger_total.scope_id and t.period = ledger_total.period;
update ledger_total set people = t.people
  from (
    select scope, scope_id, period, count(*) as people
    from (
      select s.key as scope, s.value as scope_id, k.period
      from tally k, json_each(json_object('unit', k.unit_id, 'community', k.community_id, 'all', 0)) s
      group by 1, 2, 3, k.person_id having sum(k.minutes) > 0
    ) group by 1, 2, 3
  ) t where t.scope = ledger_total.scope and t.scope_id = ledger_total.scope_id and t.period = ledger_total.period;

insert into duty_day (scope, month, scope_id, day, duties)
  select s.key, substr(d.day, 1, 7), s.value, d.day, count(*)
  from (select *, strftime('%Y-%m-%d', started_at / 1000, 'unixepoch', '+8 hours') as day from duty
      where ended_by is not 'undo') d,
    json_each(json_object('unit', d.unit_id, 'community', d.community_id)) s
  group by 1, 2, 3, 4;

update person set last_served = (
  select max(day) from (
    select strftime('%Y-%m-%d', d.started_at / 1000, 'unixepoch', '+8 hours') as day
    from duty d where d.person_id = person.id and d.ended_at is null
    union all
    select e.service_day from hour_entry e left join verdict v on v.entry_id = e.id
    where e.person_id = person.id and e.kind <> 'correction' and coalesce(v.verdict, 'approved') in ('approved', 'corrected')));

drop trigger verdict_settles;
drop trigger verdict_totals;

create trigger report_fixed before update of month, unit_id, at, message, times, minutes, points on report_confirmation
begin select raise(abort, 'ledger.fixed'); end;

-- A service counts once: as long as the line and its corrections together stand for something.
create trigger verdict_settles after insert on verdict
begin
  delete from pending_entry where entry_id = new.entry_id;
  update backlog set entries = entries - 1
    where community_id = (select community_id from hour_entry where id = new.entry_id);
  insert into tally (person_id, period, unit_id, community_id, minutes, points, entries, times, by_hand)
    select e.person_id, p.value, e.unit_id, e.community_id, e.minutes, e.points, 1,
      (e.standing > 0) - (e.standing - e.minutes > 0), iif(e.line_kind in ('manual', 'makeup'), e.minutes, 0)
    from (
      select h.*, (select kind from hour_entry where id = coalesce(h.corrects, h.id)) as line_kind,
        (select sum(x.minutes) from hour_entry x join verdict y on y.entry_id = x.id where y.verdict = 'approved'
          and (x.id = coalesce(h.corrects, h.id) or x.corrects = coalesce(h.corrects, h.id))) as standing
      from hour_entry h where h.id = new.entry_id
    ) e, json_each(json_array(new.booking_month, substr(new.booking_month, 1, 4))) p
    where new.verdict = 'approved'
    on conflict (person_id, period, unit_id, community_id) do update
      set minutes = minutes + excluded.minutes, points = points + excluded.points, entries = entries + 1,
        times = times + excluded.times, by_hand = by_hand + excluded.by_hand;
end;

create trigger verdict_totals after insert on verdict when new.verdict = 'approved'
begin
  insert into ledger_total (scope, scope_id, period, minutes, points, entries, times, by_hand)
    select s.key, s.value, p.value, e.minutes, e.points, 1,
      (e.standing > 0) - (e.standing - e.minutes > 0), iif(e.line_kind in ('manual', 'makeup'), e.minutes, 0)
    from (
      select h.*, (select kind from hour_entry where id = coalesce(h.corrects, h.id)) as line_kind,
        (select sum(x.minutes) from hour_entry x join verdict y on y.entry_id = x.id where y.verdict = 'approved'
          and (x.id = coalesce(h.corrects, h.id) or x.corrects = coalesce(h.corrects, h.id))) as standing
      from hour_entry h where h.id = new.entry_id
    ) e, json_each(json_array(new.booking_month, substr(new.booking_month, 1, 4))) p,
      json_each(json_object('unit', e.unit_id, 'community', e.community_id, 'all', 0)) s
    where true
    on conflict (scope, period, scope_id) do update
      set minutes = minutes + excluded.minutes, points = points + excluded.points, entries = entries + excluded.entries,
        times = times + excluded.times, by_hand = by_hand + excluded.by_hand;
end;

-- Whose hours of a period came to more than nothing, or no longer do, by unit, by community and overall.
create trigger tally_people after insert on tally
begin
  insert into ledger_total (scope, scope_id, period, minutes, points, entries, people)
    select * from (
      select s.key, s.value, new.period, 0, 0, 0, (
        select (sum(t.minutes) > 0) - (sum(t.minutes) - new.minutes > 0) from tally t
        where t.person_id = new.person_id and t.period = new.period and (s.key <> 'unit' or t.unit_id = new.unit_id)
          and (s.key <> 'community' or t.community_id = new.community_id)) as people
      from json_each(json_object('unit', new.unit_id, 'community', new.community_id, 'all', 0)) s
    ) where people <> 0
    on conflict (scope, period, scope_id) do update set people = people + excluded.people;
end;

create trigger tally_people_anew after update of minutes on tally
begin
  insert into ledger_total (scope, scope_id, period, minutes, points, entries, people)
    select * from (
      select s.key, s.value, new.period, 0, 0, 0, (
        select (sum(t.minutes) > 0) - (sum(t.minutes) - new.minutes + old.minutes > 0) from tally t
        where t.person_id = new.person_id and t.period = new.period and (s.key <> 'unit' or t.unit_id = new.unit_id)
          and (s.key <> 'community' or t.community_id = new.community_id)) as people
      from json_each(json_object('unit', new.unit_id, 'community', new.community_id, 'all', 0)) s
    ) where people <> 0
    on conflict (scope, period, scope_id) do update set people = people + excluded.people;
end;

-- The last day of service goes up with what is entered and what runs, and back when that does not stand (R011).
create trigger entry_serves after insert on hour_entry when new.kind <> 'correction'
begin
  update person set last_served = new.service_day
    where id = new.person_id and (last_served is null or last_served < new.service_day);
end;

create trigger duty_serves after insert on duty when new.ended_at is null
begin
  update person set last_served = strftime('%Y-%m-%d', new.started_at / 1000, 'unixepoch', '+8 hours')
    where id = new.person_id
      and (last_served is null or last_served < strftime('%Y-%m-%d', new.started_at / 1000, 'unixepoch', '+8 hours'));
end;

create trigger duty_serves_moved after update of person_id on duty when new.ended_at is null
begin
  update person set last_served = strftime('%Y-%m-%d', new.started_at / 1000, 'unixepoch', '+8 hours')
    where id = new.person_id
      and (last_served is null or last_served < strftime('%Y-%m-%d', new.started_at / 1000, 'unixepoch', '+8 hours'));
end;

create trigger duty_served after update of ended_at on duty when old.ended_at is null and new.ended_at is not null
begin
  update person set last_served = (
      select e.service_day from hour_entry e left join verdict v on v.entry_id = e.id
      where e.person_id = new.person_id and e.kind <> 'correction' and coalesce(v.verdict, 'approved') in ('approved', 'corrected')
      order by e.service_day desc limit 1)
    where id = new.person_id
      and last_served = strftime('%Y-%m-%d', new.started_at / 1000, 'unixepoch', '+8 hours');
end;

create trigger verdict_unserves after insert on verdict when new.verdict in ('rejected', 'withdrawn')
begin
  update person set last_served = (
      select max(day) from (
        select strftime('%Y-%m-%d', d.started_at / 1000, 'unixepoch', '+8 hours') as day
        from duty d where d.person_id = person.id and d.ended_at is null
        union all
        select * from (
          select e.service_day from hour_entry e left join verdict v on v.entry_id = e.id
          where e.person_id = person.id and e.kind <> 'correction' and coalesce(v.verdict, 'approved') in ('approved', 'corrected')
          order by e.service_day desc limit 1)))
    where (id, last_served) = (select person_id, service_day from hour_entry where id = new.entry_id);
end;

-- Days on duty, by the community where it is and by the unit.
create trigger duty_covers after insert on duty when new.ended_by is not 'undo'
begin
  insert into duty_day (scope, month, scope_id, day, duties)
    select s.key, substr(d.day, 1, 7), s.value, d.day, 1
    from (select strftime('%Y-%m-%d', new.started_at / 1000, 'unixepoch', '+8 hours') as day) d,
      json_each(json_object('unit', new.unit_id, 'community', new.community_id)) s
    where true
    on conflict (scope, month, scope_id, day) do update set duties = duties + 1;
end;

create trigger duty_uncovers after update of ended_by on duty when old.ended_by is null and new.ended_by = 'undo'
begin
  update duty_day set duties = duties - 1
    where scope = 'unit' and month = strftime('%Y-%m', new.started_at / 1000, 'unixepoch', '+8 hours')
      and scope_id = new.unit_id and day = strftime('%Y-%m-%d', new.started_at / 1000, 'unixepoch', '+8 hours');
  update duty_day set duties = duties - 1
    where scope = 'community' and month = strftime('%Y-%m', new.started_at / 1000, 'unixepoch', '+8 hours')
      and scope_id = new.community_id and day = strftime('%Y-%m-%d', new.started_at / 1000, 'unixepoch', '+8 hours');
end;
