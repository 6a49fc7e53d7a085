-- The console: one-time links that the bot hands out in private, and the sessions that they begin.

-- The last link that somebody asked for, as a keyed hash only; a tap on its page uses it up, a preview's GET never does.
create table console_link (
  person_id integer primary key references person,
  hash text not null unique,
  asked_at integer not null,
  expires_at integer not null,
  used_at integer
) strict;

-- The one session of a person, as a keyed hash only: a new link that is used ends the one before.
create table console_session (
  person_id integer primary key references person,
  hash text not null unique,
  started_at integer not null,
  expires_at integer not null
) strict;

-- By how much callbacks have moved the clock, ms, where a test clock is allowed: the console's pages follow it.
create table test_clock (
  id integer primary key,
  offset_ms integer not null,
  constraint test_clock_one check (id = 1)
) strict;

-- Whoever loses a role, or leaves, is out at once.
create trigger role_ends_console after update of ended_at on role when old.ended_at is null and new.ended_at is not null
begin
  delete from console_session where person_id = new.person_id;
  delete from console_link where person_id = new.person_id;
end;
create trigger person_gone_console after update of gone_at on person when old.gone_at is null and new.gone_at is not null
begin
  delete from console_session where person_id = new.id;
  delete from console_link where person_id = new.id;
end;

-- The pages list a unit's people by key.
create index person_in_unit on person (unit_id, id) where unit_id is not null;
