-- The whole schema as it stands. The steps that lead here are in migrations/; a test proves that they agree.
-- Instants (…_at, at) are ms UTC; days are YYYY-MM-DD and months YYYY-MM of Asia/Shanghai. `key` is the folded form
-- of a name (simplified, half-width, lower case): it serves matching only, `name` is shown as typed.

-- Places and units ---------------------------------------------------------------------------------------------

create table district (
  id integer primary key,
  name text not null,
  key text not null unique
) strict;

create table street (
  id integer primary key,
  name text not null,
  key text not null unique,
  district_id integer references district
) strict;

create table community (
  id integer primary key,
  name text not null,
  key text not null unique,
  street_id integer references street
) strict;

create table grid (
  id integer primary key,
  community_id integer not null references community,
  name text not null,
  key text not null,
  unique (community_id, key)
) strict;

-- A unit is an organ; the unit with a community stands for that community's own volunteers and residents, so that
-- every hour belongs to a unit as well as to a community.
create table unit (
  id integer primary key,
  name text not null,
  key text not null unique,
  community_id integer unique references community
) strict;

create table "group" (
  id integer primary key,
  platform text not null,
  bot text not null,
  conversation_id text not null,
  community_id integer not null references community,
  title text,
  lang text not null default 'hans',
  bound_at integer not null,
  bound_by integer not null references person,
  constraint group_lang check (lang in ('hans', 'hant')),
  unique (platform, bot, conversation_id)
) strict;

create index group_of_community on "group" (community_id);

-- People -------------------------------------------------------------------------------------------------------

-- new: known by an account only; pending: registered, 待核实; verified: 已核实; rejected: the registration was refused.
create table person (
  id integer primary key,
  name text,
  key text,
  kind text,
  state text not null,
  unit_id integer references unit,
  community_id integer references community,
  grid_id integer references grid,
  lang text not null default 'hans',
  created_at integer not null,
  registered_at integer,
  verified_at integer,
  verified_by integer references person,
  constraint person_kind check (kind in ('member', 'volunteer', 'resident')),
  constraint person_state check (state in ('new', 'pending', 'verified', 'rejected')),
  constraint person_lang check (lang in ('hans', 'hant')),
  constraint person_registered check (
    state in ('new', 'rejected')
    or (name is not null and key is not null and kind is not null and unit_id is not null and community_id is not null)
  )
) strict;

create index person_by_key on person (key);
create index person_pending on person (community_id) where state = 'pending';

create table identity (
  platform text not null,
  bot text not null,
  kind text not null,
  user_id text not null,
  person_id integer not null references person,
  seen_at integer not null,
  constraint identity_platform check (platform in ('wecom', 'dingtalk')),
  constraint identity_kind check (kind in ('user', 'staff', 'sender')),
  primary key (platform, bot, user_id, kind)
) strict, without rowid;

create index identity_of_person on identity (person_id);

-- The imported list of who should be registered; a row is used up by the first person who fits it.
create table roll (
  id integer primary key,
  key text not null,
  unit_id integer not null references unit,
  community_id integer references community,
  person_id integer unique references person
) strict;

create index roll_by_key on roll (key, unit_id);

create table role (
  id integer primary key,
  person_id integer not null references person,
  role text not null,
  community_id integer references community,
  grid_id integer references grid,
  street_id integer references street,
  unit_id integer references unit,
  granted_at integer not null,
  granted_by integer references person,
  ended_at integer,
  ended_by integer references person,
  constraint role_scope check (
    case role
      when 'administrator' then coalesce(community_id, grid_id, street_id, unit_id) is null
      when 'secretary' then community_id is not null and coalesce(grid_id, street_id, unit_id) is null
      when 'grid_head' then community_id is not null and grid_id is not null and coalesce(street_id, unit_id) is null
      when 'street_officer' then street_id is not null and coalesce(community_id, grid_id, unit_id) is null
      when 'liaison' then unit_id is not null and coalesce(community_id, grid_id, street_id) is null
      else 0
    end
  )
) strict;

create unique index role_held on role (
  person_id, role, coalesce(community_id, 0), coalesce(grid_id, 0), coalesce(street_id, 0), coalesce(unit_id, 0)
) where ended_at is null;
create index role_of_community on role (community_id) where ended_at is null;

-- The activation code is used up once on each platform.
create table activation (
  platform text primary key,
  person_id integer not null references person,
  at integer not null
) strict, without rowid;

-- Duty and the ledger ------------------------------------------------------------------------------------------

create table duty (
  id integer primary key,
  person_id integer not null references person,
  unit_id integer not null references unit,
  community_id integer not null references community,
  grid_id integer references grid,
  started_at integer not null,
  ended_at integer,
  ended_by text,
  message text not null,
  end_message text,
  constraint duty_ends_after_start check (ended_at >= started_at),
  constraint duty_ended_by check ((ended_at is null) = (ended_by is null) and ended_by in ('person', 'system', 'undo'))
) strict;

create unique index duty_open on duty (person_id) where ended_at is null;
create index duty_running on duty (started_at) where ended_at is null;
create index duty_of_person on duty (person_id, started_at);

-- A line of the ledger. It never changes and never goes; what becomes of it is a verdict, a line of its own.
-- `minutes` counts towards hours; difficulty and grade are hundredths (120 is 1.2); `waits_for` lists, space-separated,
-- why the line needs somebody's yes; `message` is the inbox key of the message it came from.
create table hour_entry (
  id integer primary key,
  person_id integer not null references person,
  unit_id integer not null references unit,
  community_id integer not null references community,
  grid_id integer references grid,
  kind text not null,
  service_day text not null,
  started_at integer,
  ended_at integer,
  minutes integer not null,
  booking_month text not null,
  difficulty integer not null default 100,
  grade integer not null default 100,
  points integer not null,
  duty_id integer references duty,
  corrects integer references hour_entry,
  waits_for text not null,
  actor_id integer references person,
  message text not null,
  created_at integer not null,
  constraint entry_kind check (kind in ('duty', 'makeup', 'manual', 'order', 'correction')),
  constraint entry_day check (service_day is date(service_day)),
  constraint entry_month check (booking_month is strftime('%Y-%m', booking_month || '-01')),
  -- R069, rule 8.4: nothing is booked in a month that closed, on the 5th of the next at 24:00.
  constraint entry_month_open check (
    booking_month >= substr(service_day, 1, 7)
    and strftime('%Y-%m-%d', created_at / 1000, 'unixepoch', '+8 hours') < date(booking_month || '-01', '+1 month', '+5 days')
  ),
  constraint entry_minutes check (
    (minutes > 0 or kind = 'correction')
    and (started_at is null) = (ended_at is null)
    and (started_at is null or minutes = (ended_at - started_at) / 60000)
  ),
  -- A range over midnight is two days and two lines.
  constraint entry_within_day check (
    started_at >= unixepoch(service_day) * 1000 - 28800000 and ended_at <= unixepoch(service_day) * 1000 + 57600000
  )
) strict;

create index entry_of_person on hour_entry (person_id, service_day);

create table verdict (
  id integer primary key,
  entry_id integer not null unique references hour_entry,
  verdict text not null,
  -- The month in which the entry counts: its own if that is still open when the yes is given, else the open one.
  booking_month text,
  actor_id integer references person,
  message text not null,
  at integer not null,
  constraint verdict_kind check (verdict in ('approved', 'rejected', 'withdrawn', 'corrected')),
  constraint verdict_month check (
    (verdict = 'approved') = (booking_month is not null)
    and (booking_month is null or booking_month is strftime('%Y-%m', booking_month || '-01'))
  ),
  constraint verdict_month_open check (
    strftime('%Y-%m-%d', at / 1000, 'unixepoch', '+8 hours') < date(booking_month || '-01', '+1 month', '+5 days')
  )
) strict;

-- Free text lives apart from the ledger, so that it can be forgotten while minutes and sums stay (rule 8.21).
create table note (
  about text not null,
  subject_id integer not null,
  person_id integer not null references person,
  text text not null,
  constraint note_about check (about in ('duty', 'entry', 'verdict')),
  primary key (about, subject_id)
) strict, without rowid;

create index note_of_person on note (person_id);

-- Kept by the triggers below: what waits for a verdict, and what was approved, by person and period.
create table pending_entry (
  entry_id integer primary key references hour_entry,
  community_id integer not null,
  person_id integer not null
) strict;

create index pending_in_community on pending_entry (community_id);
create index pending_of_person on pending_entry (person_id);

create table backlog (
  community_id integer primary key references community,
  entries integer not null default 0,
  people integer not null default 0
) strict;

-- period is a month (2026-11) or a year (2026).
create table tally (
  person_id integer not null references person,
  period text not null,
  unit_id integer not null references unit,
  community_id integer not null references community,
  minutes integer not null,
  points integer not null,
  entries integer not null,
  primary key (person_id, period, unit_id, community_id)
) strict, without rowid;

create index tally_of_unit on tally (unit_id, period);
create index tally_of_community on tally (community_id, period);

-- Messages -----------------------------------------------------------------------------------------------------

-- One row a message handled: the key is platform/bot/message id, the outcome is what was answered (codes and parameters).
create table inbox (
  id integer primary key,
  key text not null unique,
  at integer not null,
  conversation text not null,
  command text,
  outcome text not null,
  choices text
) strict;

create index inbox_by_age on inbox (at);
create index inbox_choices on inbox (conversation, id) where choices is not null;

-- What is said later. Private messages wait here until their person can be reached.
create table outbox (
  id integer primary key,
  person_id integer not null references person,
  say text not null,
  created_at integer not null,
  shown_at integer,
  dedupe text not null unique
) strict;

create index outbox_waiting on outbox (person_id) where shown_at is null;

-- Every act by a role.
create table audit (
  id integer primary key,
  at integer not null,
  actor_id integer references person,
  action text not null,
  community_id integer references community,
  subject text not null,
  detail text not null,
  message text not null
) strict;

create index audit_of_community on audit (community_id, at);

-- What may never happen ----------------------------------------------------------------------------------------

create trigger hour_entry_no_update before update on hour_entry begin select raise(abort, 'ledger.fixed'); end;
create trigger hour_entry_no_delete before delete on hour_entry begin select raise(abort, 'ledger.fixed'); end;
-- REPLACE deletes without firing the delete trigger, so the key itself is guarded.
create trigger hour_entry_no_replace before insert on hour_entry
when exists (select 1 from hour_entry where id = new.id) begin select raise(abort, 'ledger.fixed'); end;

create trigger verdict_no_update before update on verdict begin select raise(abort, 'ledger.fixed'); end;
create trigger verdict_no_delete before delete on verdict begin select raise(abort, 'ledger.fixed'); end;
create trigger verdict_once before insert on verdict
when exists (select 1 from verdict where id = new.id or entry_id = new.entry_id) begin select raise(abort, 'verdict.given'); end;

create trigger audit_no_update before update on audit begin select raise(abort, 'ledger.fixed'); end;
create trigger audit_no_delete before delete on audit begin select raise(abort, 'ledger.fixed'); end;
create trigger audit_no_replace before insert on audit
when exists (select 1 from audit where id = new.id) begin select raise(abort, 'ledger.fixed'); end;

create trigger duty_no_delete before delete on duty begin select raise(abort, 'ledger.fixed'); end;
create trigger duty_no_replace before insert on duty
when exists (select 1 from duty where id = new.id) begin select raise(abort, 'ledger.fixed'); end;
create trigger duty_keeps_id before update of id on duty begin select raise(abort, 'ledger.fixed'); end;
create trigger duty_no_reopen before update on duty
when old.ended_at is not null begin select raise(abort, 'duty.ended'); end;
-- The unique index says the same, but a REPLACE would take the running duty away.
create trigger duty_one_running before insert on duty
when new.ended_at is null and exists (select 1 from duty where person_id = new.person_id and ended_at is null)
begin select raise(abort, 'duty.running'); end;
create trigger duty_one_running_moved before update of person_id on duty
when exists (select 1 from duty where person_id = new.person_id and ended_at is null and id <> new.id)
begin select raise(abort, 'duty.running'); end;

create trigger hour_entry_overlap before insert on hour_entry when new.started_at is not null
begin
  select raise(abort, 'hours.overlap:' || e.id) from hour_entry e
    left join verdict v on v.entry_id = e.id
    where e.person_id = new.person_id and e.service_day = new.service_day
      and e.started_at < new.ended_at and e.ended_at > new.started_at
      and coalesce(v.verdict, 'approved') = 'approved';
end;

create trigger hour_entry_overlaps_duty before insert on hour_entry when new.started_at is not null
begin
  select raise(abort, 'hours.overlap_duty') from duty d
    where d.person_id = new.person_id and d.ended_at is null and d.started_at < new.ended_at;
end;

create trigger hour_entry_day_full before insert on hour_entry when new.kind in ('manual', 'makeup')
begin
  select raise(abort, 'hours.day_full') where 720 < new.minutes + (
    select coalesce(sum(e.minutes), 0) from hour_entry e
      left join verdict v on v.entry_id = e.id
      where e.person_id = new.person_id and e.service_day = new.service_day
        and coalesce(v.verdict, 'approved') = 'approved'
  );
end;

-- What follows by itself ---------------------------------------------------------------------------------------

create trigger hour_entry_waits after insert on hour_entry
begin
  insert into pending_entry (entry_id, community_id, person_id) values (new.id, new.community_id, new.person_id);
  insert into backlog (community_id, entries) values (new.community_id, 1)
    on conflict (community_id) do update set entries = entries + 1;
end;

create trigger verdict_settles after insert on verdict
begin
  delete from pending_entry where entry_id = new.entry_id;
  update backlog set entries = entries - 1
    where community_id = (select community_id from hour_entry where id = new.entry_id);
  insert into tally (person_id, period, unit_id, community_id, minutes, points, entries)
    select e.person_id, p.value, e.unit_id, e.community_id, e.minutes, e.points, 1
    from hour_entry e, json_each(json_array(new.booking_month, substr(new.booking_month, 1, 4))) p
    where e.id = new.entry_id and new.verdict = 'approved'
    on conflict (person_id, period, unit_id, community_id) do update
      set minutes = minutes + excluded.minutes, points = points + excluded.points, entries = entries + 1;
end;

create trigger person_waits after insert on person when new.state = 'pending'
begin
  insert into backlog (community_id, people) values (new.community_id, 1)
    on conflict (community_id) do update set people = people + 1;
end;

create trigger person_moves after update of state, community_id on person
begin
  update backlog set people = people - 1 where community_id = old.community_id and old.state = 'pending';
  insert into backlog (community_id, people)
    select new.community_id, 1 where new.state = 'pending'
    on conflict (community_id) do update set people = people + 1;
end;
