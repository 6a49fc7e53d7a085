-- What administrators and secretaries set: the dated policy, the check-in code of a community, webhooks of groups.

-- R014: the day's check-in code comes from it; null where check-in needs no code.
alter table community add column check_in_seed text;

-- Where the bot may speak to the group unasked: the platform's webhook (a secret), and the key that signs it.
alter table "group" add column push_url text;
alter table "group" add column push_secret text;
alter table "group" add column push_bound_at integer;
alter table "group" add column push_bound_by integer references person constraint group_push check (
  (push_url is null) = (push_bound_at is null) and (push_url is null) = (push_bound_by is null)
  and (push_url is not null or push_secret is null)
);

create index role_administrators on role (person_id) where role = 'administrator' and ended_at is null;

-- What an administrator set of the policy, from a day on (R069). On a day the line with the latest valid_from up to it
-- counts, of two with the same one the later line; what was never set has its default (src/domain/policy.ts).
create table policy (
  id integer primary key,
  key text not null,
  value integer not null,
  valid_from text not null,
  set_by integer not null references person,
  at integer not null,
  message text not null,
  constraint policy_value check (value > 0),
  constraint policy_day check (valid_from is date(valid_from)),
  -- R069: nothing is set for a month that closed, on the 5th of the next at 24:00.
  constraint policy_month_open check (
    strftime('%Y-%m-%d', at / 1000, 'unixepoch', '+8 hours') < date(substr(valid_from, 1, 7) || '-01', '+1 month', '+5 days')
  )
) strict;

create index policy_in_force on policy (key, valid_from, id);

-- Check-in codes typed wrong lately: nobody guesses for long.
create table wrong_code (
  id integer primary key,
  person_id integer not null references person,
  at integer not null
) strict;

create index wrong_code_of_person on wrong_code (person_id, at);

-- A webhook typed by somebody who answers for several groups, until they say for which; kept for minutes.
create table push_draft (
  person_id integer primary key references person,
  platform text not null,
  url text not null,
  secret text,
  at integer not null
) strict;

create trigger policy_no_update before update on policy begin select raise(abort, 'ledger.fixed'); end;
create trigger policy_no_delete before delete on policy begin select raise(abort, 'ledger.fixed'); end;
create trigger policy_no_replace before insert on policy
when exists (select 1 from policy where id = new.id) begin select raise(abort, 'ledger.fixed'); end;
