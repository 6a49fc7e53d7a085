-- The unit's half of 双报到, and the figures that are kept: who has registered, by unit and community, and the hours by
-- unit, community and overall. What is there already is counted here, once.

create table unit_link (
  id integer primary key,
  unit_id integer not null references unit,
  community_id integer not null references community,
  state text not null,
  asked_by integer not null references person,
  asked_at integer not null,
  settled_by integer references person,
  settled_at integer,
  message text not null,
  settle_message text,
  constraint unit_link_state check (state in ('pending', 'confirmed', 'refused', 'withdrawn')),
  constraint unit_link_settled check (
    (state = 'pending') = (settled_at is null) and (settled_at is null) = (settle_message is null)
  )
) strict;

create unique index unit_link_open on unit_link (unit_id, community_id) where state in ('pending', 'confirmed');
create index unit_link_waiting on unit_link (community_id) where state = 'pending';
create index unit_link_of_unit on unit_link (unit_id);
create index role_of_unit on role (unit_id) where ended_at is null and unit_id is not null;
create index roll_unused on roll (unit_id) where person_id is null;
create index roll_unused_here on roll (community_id) where person_id is null and community_id is not null;
create index person_without_grid on person (unit_id) where kind = 'member' and state = 'verified' and grid_id is null;
create index person_without_grid_here on person (community_id)
  where kind = 'member' and state = 'verified' and grid_id is null;

alter table backlog add column units integer not null default 0;

create table headcount (
  scope text not null,
  scope_id integer not null,
  listed integer not null default 0,
  reported integer not null default 0,
  registered integer not null default 0,
  verified integer not null default 0,
  gridded integer not null default 0,
  constraint headcount_scope check (scope in ('unit', 'community')),
  primary key (scope, scope_id)
) strict, without rowid;

create table ledger_total (
  scope text not null,
  scope_id integer not null,
  period text not null,
  minutes integer not null,
  points integer not null,
  entries integer not null,
  constraint ledger_total_scope check (scope in ('unit', 'community', 'all') and (scope = 'all') = (scope_id = 0)),
  primary key (scope, period, scope_id)
) strict, without rowid;

-- A row of the roll is held by a verified person of its unit, and by nobody else. Those who fit the roll's community
-- come first; with whoever is left the row moves to the community where they registered.
update roll set person_id = null where person_id is not null
  and not exists (select 1 from person p where p.id = roll.person_id and p.state = 'verified' and p.unit_id = roll.unit_id);

update roll set person_id = fit.person_id from (
  select r.id as roll_id, p.id as person_id
  from (select id, key, unit_id, community_id, row_number() over (partition by key, unit_id, community_id order by id) as n
      from roll where person_id is null and community_id is not null) r
    join (select id, key, unit_id, community_id, row_number() over (partition by key, unit_id, community_id order by id) as n
      from person where state = 'verified' and id not in (select person_id from roll where person_id is not null)) p
    on p.key = r.key and p.unit_id = r.unit_id and p.community_id = r.community_id and p.n = r.n
) fit where roll.id = fit.roll_id;

update roll set person_id = fit.person_id, community_id = iif(roll.community_id is null, null, fit.community_id) from (
  select r.id as roll_id, p.id as person_id, p.community_id
  from (select id, key, unit_id, row_number() over (partition by key, unit_id order by community_id is not null, id) as n
      from roll where person_id is null) r
    join (select id, key, unit_id, community_id, row_number() over (partition by key, unit_id order by id) as n
      from person where state = 'verified' and id not in (select person_id from roll where person_id is not null)) p
    on p.key = r.key and p.unit_id = r.unit_id and p.n = r.n
) fit where roll.id = fit.roll_id;

update roll set community_id = (select community_id from person where id = roll.person_id)
  where person_id is not null and community_id is not null;

insert into headcount (scope, scope_id, registered, verified, gridded)
  select s.key, s.value, count(*), sum(p.state = 'verified'), sum(p.state = 'verified' and p.grid_id is not null)
  from person p, json_each(json_object('unit', p.unit_id, 'community', p.community_id)) s
  where p.kind = 'member' and p.state in ('pending', 'verified') group by s.key, s.value;

insert into headcount (scope, scope_id, listed, reported)
  select s.key, s.value, count(*), count(r.person_id)
  from roll r, json_each(json_object('unit', r.unit_id, 'community', r.community_id)) s
  where s.value is not null group by s.key, s.value
  on conflict (scope, scope_id) do update set listed = excluded.listed, reported = excluded.reported;

insert into ledger_total (scope, scope_id, period, minutes, points, entries)
  select s.key, s.value, t.period, sum(t.minutes), sum(t.points), sum(t.entries)
  from tally t, json_each(json_object('unit', t.unit_id, 'community', t.community_id, 'all', 0)) s
  group by s.key, s.value, t.period;

create trigger unit_link_waits after insert on unit_link when new.state = 'pending'
begin
  insert into backlog (community_id, units) values (new.community_id, 1)
    on conflict (community_id) do update set units = units + 1;
end;

create trigger unit_link_settles after update of state on unit_link when old.state = 'pending' and new.state <> 'pending'
begin
  update backlog set units = units - 1 where community_id = new.community_id;
end;

create trigger unit_link_no_reopen before update on unit_link
when old.state in ('refused', 'withdrawn') or (old.state = 'confirmed' and new.state <> 'withdrawn')
begin select raise(abort, 'unit_link.settled'); end;

-- Members by unit and by community: what a change takes away and what it adds.
create trigger person_counts after insert on person
begin
  insert into headcount (scope, scope_id, registered, verified, gridded)
    select s.key, s.value, 1, new.state = 'verified', new.state = 'verified' and new.grid_id is not null
    from json_each(json_object('unit', new.unit_id, 'community', new.community_id)) s
    where new.kind = 'member' and new.state in ('pending', 'verified')
    on conflict (scope, scope_id) do update set registered = registered + excluded.registered,
      verified = verified + excluded.verified, gridded = gridded + excluded.gridded;
end;

create trigger person_counts_anew after update of kind, state, unit_id, community_id, grid_id on person
begin
  insert into headcount (scope, scope_id, registered, verified, gridded)
    select s.key, s.value, -1, -(old.state = 'verified'), -(old.state = 'verified' and old.grid_id is not null)
    from json_each(json_object('unit', old.unit_id, 'community', old.community_id)) s
    where old.kind = 'member' and old.state in ('pending', 'verified')
    on conflict (scope, scope_id) do update set registered = registered + excluded.registered,
      verified = verified + excluded.verified, gridded = gridded + excluded.gridded;
  insert into headcount (scope, scope_id, registered, verified, gridded)
    select s.key, s.value, 1, new.state = 'verified', new.state = 'verified' and new.grid_id is not null
    from json_each(json_object('unit', new.unit_id, 'community', new.community_id)) s
    where new.kind = 'member' and new.state in ('pending', 'verified')
    on conflict (scope, scope_id) do update set registered = registered + excluded.registered,
      verified = verified + excluded.verified, gridded = gridded + excluded.gridded;
end;

-- The roll: a row is held by a verified person of its unit, and by nobody else. Who is verified takes the row of their
-- name, best one of their community; who leaves the unit or is no longer verified gives it back; who moves to another
-- community takes it along. (The plus keeps SQLite from walking all free rows.)
create trigger person_takes_row after insert on person when new.state = 'verified'
begin
  update roll set person_id = new.id, community_id = iif(community_id is null, null, new.community_id)
    where id = (select id from roll where key = new.key and unit_id = new.unit_id and +person_id is null
        order by community_id is new.community_id desc, community_id is not null, id limit 1);
end;

create trigger person_keeps_row after update of state, key, unit_id, community_id on person
begin
  update roll set person_id = null
    where person_id = new.id and (new.state <> 'verified' or unit_id is not new.unit_id);
  update roll set community_id = new.community_id
    where person_id = new.id and community_id is not null and community_id <> new.community_id;
  update roll set person_id = new.id, community_id = iif(community_id is null, null, new.community_id)
    where new.state = 'verified' and not exists (select 1 from roll where person_id = new.id)
      and id = (select id from roll where key = new.key and unit_id = new.unit_id and +person_id is null
        order by community_id is new.community_id desc, community_id is not null, id limit 1);
end;

create trigger roll_finds_person after insert on roll when new.person_id is null
begin
  update roll set
      person_id = fit.id,
      community_id = iif(roll.community_id is null, null, fit.community_id)
    from (
      select p.id, p.community_id from person p
      where p.key = new.key and p.unit_id = new.unit_id and p.state = 'verified'
        and not exists (select 1 from roll r where r.person_id = p.id)
      order by p.community_id is new.community_id desc, p.id limit 1
    ) fit where roll.id = new.id;
end;

create trigger roll_counts after insert on roll
begin
  insert into headcount (scope, scope_id, listed, reported)
    select s.key, s.value, 1, new.person_id is not null
    from json_each(json_object('unit', new.unit_id, 'community', new.community_id)) s where s.value is not null
    on conflict (scope, scope_id) do update set listed = listed + excluded.listed, reported = reported + excluded.reported;
end;

create trigger roll_counts_anew after update of unit_id, community_id, person_id on roll
begin
  insert into headcount (scope, scope_id, listed, reported)
    select s.key, s.value, -1, -(old.person_id is not null)
    from json_each(json_object('unit', old.unit_id, 'community', old.community_id)) s where s.value is not null
    on conflict (scope, scope_id) do update set listed = listed + excluded.listed, reported = reported + excluded.reported;
  insert into headcount (scope, scope_id, listed, reported)
    select s.key, s.value, 1, new.person_id is not null
    from json_each(json_object('unit', new.unit_id, 'community', new.community_id)) s where s.value is not null
    on conflict (scope, scope_id) do update set listed = listed + excluded.listed, reported = reported + excluded.reported;
end;

create trigger roll_uncounts after delete on roll
begin
  insert into headcount (scope, scope_id, listed, reported)
    select s.key, s.value, -1, -(old.person_id is not null)
    from json_each(json_object('unit', old.unit_id, 'community', old.community_id)) s where s.value is not null
    on conflict (scope, scope_id) do update set listed = listed + excluded.listed, reported = reported + excluded.reported;
end;

-- Hours by unit, by community and overall; the three sums are the check line of every report (R070).
create trigger verdict_totals after insert on verdict when new.verdict = 'approved'
begin
  insert into ledger_total (scope, scope_id, period, minutes, points, entries)
    select s.key, s.value, p.value, e.minutes, e.points, 1
    from hour_entry e, json_each(json_array(new.booking_month, substr(new.booking_month, 1, 4))) p,
      json_each(json_object('unit', e.unit_id, 'community', e.community_id, 'all', 0)) s
    where e.id = new.entry_id
    on conflict (scope, period, scope_id) do update
      set minutes = minutes + excluded.minutes, points = points + excluded.points, entries = entries + excluded.entries;
end;
