-- Support pairs (1+1结对服务, R088) ------------------------------------------------------------------------------

-- One member and one household, which is known by its code only: no name, no address. `key` is the code as it is compared
-- (H-012 and 户12 are h12). subjects are codes, space-separated (R090); visits is how many a month, null: the policy's.
-- asked: waits for the secretary, who writes down with their own yes that the household agreed (consent_…). contact_day is kept
-- by triggers: the last visit, or the day since when there is a pair.
create table support_pair (
  id integer primary key,
  community_id integer not null references community,
  member_id integer not null references person,
  code text not null,
  key text not null,
  subjects text not null default '',
  visits integer,
  state text not null,
  asked_by integer not null references person,
  asked_at integer not null,
  message text not null,
  consent_by integer references person,
  consent_at integer,
  consent_message text,
  contact_day text,
  ended_by integer references person,
  ended_at integer,
  end_message text,
  end_reason text,
  constraint support_pair_state check (state in ('asked', 'active', 'ended')),
  constraint support_pair_code check (length(code) between 1 and 12 and key glob '[a-z]*[0-9]'),
  constraint support_pair_visits check (visits between 1 and 31),
  constraint support_pair_consent check (
    (state <> 'active' or consent_at is not null)
    and (consent_at is null) = (consent_by is null) and (consent_at is null) = (consent_message is null)
  ),
  constraint support_pair_ended check (
    (state = 'ended') = (ended_at is not null) and (ended_at is null) = (end_reason is null)
    and end_reason in ('refused', 'withdrawn', 'ended', 'moved', 'left')
  )
) strict;

-- A household has one member at a time, a member any number of households (R079).
create unique index support_pair_open on support_pair (community_id, key) where state <> 'ended';
create index support_pair_of_member on support_pair (member_id, state);
create index support_pair_of_community on support_pair (community_id, state);
create index support_pair_contact on support_pair (contact_day) where state = 'active';

-- A day on which a member was with the household (R079). answers is JSON: question → number of the choice, 0: passed over,
-- 9: said in words (R080); finished_at: all are answered. order_id: the need has become that order.
create table visit (
  id integer primary key,
  support_pair_id integer not null references support_pair,
  person_id integer not null references person,
  unit_id integer not null references unit,
  community_id integer not null references community,
  day text not null,
  answers text not null default '{}',
  at integer not null,
  message text not null,
  finished_at integer,
  order_id integer references "order",
  constraint visit_day check (day is date(day)),
  constraint visit_answers check (json_valid(answers)),
  unique (support_pair_id, day)
) strict;

create index visit_of_person on visit (person_id, day);

-- What was typed about a support pair or a visit, apart, so that it can be forgotten (rule 8.21). part: the question that it
-- answers, need, or note.
create table support_text (
  about text not null,
  subject_id integer not null,
  part text not null,
  person_id integer not null references person,
  text text not null,
  constraint support_text_about check (about in ('pair', 'visit')),
  constraint support_text_short check (length(text) between 1 and 200),
  primary key (about, subject_id, part)
) strict, without rowid;

create index support_text_of_person on support_text (person_id);

-- Kept by triggers: visits of a month, and how many households were visited, by the member's unit and by community.
create table visit_count (
  scope text not null,
  scope_id integer not null,
  month text not null,
  visits integer not null,
  households integer not null,
  constraint visit_count_scope check (scope in ('unit', 'community')),
  primary key (scope, month, scope_id)
) strict, without rowid;

-- Support pairs: what has ended stays so, nothing new comes to who is gone, a need becomes one order.
create trigger support_pair_over before update of state on support_pair
when old.state = 'ended' begin select raise(abort, 'support.changed'); end;
create trigger support_pair_of_gone before insert on support_pair
when exists (select 1 from person where id = new.member_id and gone_at is not null)
begin select raise(abort, 'person.gone'); end;
create trigger visit_of_gone before insert on visit
when exists (select 1 from person where id = new.person_id and gone_at is not null)
begin select raise(abort, 'person.gone'); end;
create trigger visit_of_active before insert on visit
when not exists (select 1 from support_pair s where s.id = new.support_pair_id and s.state = 'active' and s.member_id = new.person_id)
begin select raise(abort, 'support.changed'); end;
create trigger visit_one_order before update of order_id on visit
when old.order_id is not null and new.order_id is not old.order_id
begin select raise(abort, 'visit.ordered'); end;

-- Who leaves, moves to another community or is no member any more has no household any more; the newest row of the inbox is
-- the message that did it.
create trigger person_ends_support after update of community_id, kind, gone_at on person
begin
  update support_pair set state = 'ended', end_reason = iif(new.gone_at is null, 'moved', 'left'), ended_by = null,
      ended_at = coalesce(new.gone_at, (select at from inbox order by id desc limit 1), asked_at)
    where member_id = new.id and state in ('asked', 'active')
      and (new.gone_at is not null or new.kind is not 'member' or new.community_id is not community_id);
end;

create trigger support_pair_begins after insert on support_pair when new.state = 'active'
begin
  update support_pair set contact_day = strftime('%Y-%m-%d', new.consent_at / 1000, 'unixepoch', '+8 hours') where id = new.id;
end;
create trigger support_pair_begins_later after update of state on support_pair when old.state = 'asked' and new.state = 'active'
begin
  update support_pair set contact_day = strftime('%Y-%m-%d', new.consent_at / 1000, 'unixepoch', '+8 hours') where id = new.id;
end;

create trigger visit_counts after insert on visit
begin
  update support_pair set contact_day = new.day where id = new.support_pair_id and contact_day < new.day;
  insert into visit_count (scope, scope_id, month, visits, households)
    select s.key, s.value, substr(new.day, 1, 7), 1, not exists (select 1 from visit v
      where v.support_pair_id = new.support_pair_id and v.id <> new.id and substr(v.day, 1, 7) = substr(new.day, 1, 7))
    from json_each(json_object('unit', new.unit_id, 'community', new.community_id)) s where true
    on conflict (scope, month, scope_id) do update
      set visits = visits + 1, households = households + excluded.households;
end;
create trigger visit_uncounts after delete on visit
begin
  update support_pair set contact_day = coalesce((select max(v.day) from visit v where v.support_pair_id = old.support_pair_id),
      strftime('%Y-%m-%d', consent_at / 1000, 'unixepoch', '+8 hours')) where id = old.support_pair_id;
  update visit_count set visits = visits - 1, households = households - not exists (select 1 from visit v
      where v.support_pair_id = old.support_pair_id and substr(v.day, 1, 7) = substr(old.day, 1, 7))
    where month = substr(old.day, 1, 7) and (scope, scope_id) in (values ('unit', old.unit_id), ('community', old.community_id));
end;
