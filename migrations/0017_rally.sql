-- Rallies (集结) with their stages, who was called, answered and arrived; war and peace rules (切换); a duty may serve a rally.

alter table duty add column rally_id integer references rally;

-- An emergency mobilisation (R097, R098, R100, R101): of a community, a street (street_id alone) or everybody (neither); grid_id
-- is the grid that found it. reach is how far it has called: grid, community, street, district. places null: everybody who can.
-- The four stages: found_at, called_at, graded_at (the first answer), joint_at (the first arrival). Kept by triggers: expected,
-- answered, arrived, the minutes booked, the stages, enough_at. reason goes with who typed it (rule 8.21). widen_at is when it
-- calls further unless enough have answered.
create table rally (
  id integer primary key,
  community_id integer references community,
  street_id integer references street,
  grid_id integer references grid,
  reach text not null,
  urgency text not null,
  places integer,
  reason text,
  person_id integer not null references person,
  message text not null unique,
  found_at integer not null,
  called_at integer,
  graded_at integer,
  joint_at integer,
  enough_at integer,
  widen_at integer,
  expected integer not null default 0,
  answered integer not null default 0,
  arrived integer not null default 0,
  minutes integer not null default 0,
  ended_at integer,
  ended_by integer references person,
  end_message text,
  constraint rally_reach check (reach in ('grid', 'community', 'street', 'district')),
  constraint rally_urgency check (urgency in ('normal', 'raised', 'urgent', 'critical')),
  constraint rally_places check (places between 1 and 9999),
  constraint rally_short check (length(reason) between 1 and 200),
  constraint rally_area check (community_id is not null or grid_id is null),
  constraint rally_ended check (
    (ended_at is null) = (ended_by is null) and (ended_at is null) = (end_message is null)
    and (ended_at is null or widen_at is null)
  )
) strict;

create index rally_of_person on rally (person_id);
create index rally_widens on rally (widen_at) where widen_at is not null;
create index rally_open on rally (found_at) where ended_at is null;

-- The communities that a rally has come to; a community is in one open rally at a time.
create table rally_place (
  rally_id integer not null references rally,
  community_id integer not null references community,
  at integer not null,
  ended_at integer,
  primary key (rally_id, community_id)
) strict, without rowid;

create unique index rally_place_open on rally_place (community_id) where ended_at is null;
create index rally_place_of on rally_place (community_id, at);

-- Who was called, or came without being called: when they answered (收到) and arrived (报到), each once. listed_at: their leader
-- has been told that they could not be reached, or it is over.
create table rally_call (
  rally_id integer not null references rally,
  person_id integer not null references person,
  unit_id integer not null references unit,
  community_id integer not null references community,
  called_at integer not null,
  answered_at integer,
  arrived_at integer,
  listed_at integer,
  message text,
  constraint rally_call_arrived check (arrived_at is null or answered_at is not null),
  primary key (rally_id, person_id)
) strict, without rowid;

create index rally_call_of_person on rally_call (person_id);
create index rally_call_in on rally_call (rally_id, community_id);
create index rally_call_of_unit on rally_call (rally_id, unit_id);
create index rally_call_silent on rally_call (called_at) where answered_at is null and listed_at is null;

create index duty_of_rally on duty (rally_id) where rally_id is not null;

-- Somebody asks for war or peace rules in an area (c12: a community, s3: a street, all); a second person makes it so, within
-- minutes.
create table mode_ask (
  id integer primary key,
  mode text not null,
  area text not null,
  asked_by integer not null references person,
  asked_at integer not null,
  message text not null unique,
  agreed_by integer references person,
  agreed_at integer,
  agree_message text,
  constraint mode_ask_mode check (mode in ('war', 'peace')),
  constraint mode_ask_area check (area = 'all' or area glob '[cs][1-9]*'),
  constraint mode_ask_two check (
    agreed_by <> asked_by and (agreed_by is null) = (agreed_at is null) and (agreed_by is null) = (agree_message is null)
  )
) strict;

create index mode_ask_open on mode_ask (asked_at) where agreed_at is null;

-- Where war rules hold, and held. They lie over the rules of peace (src/domain/rally/mode.ts) and change none of them.
create table war (
  id integer primary key,
  area text not null,
  began_at integer not null,
  begin_ask integer not null references mode_ask,
  ended_at integer,
  end_ask integer references mode_ask,
  constraint war_ended check ((ended_at is null) = (end_ask is null))
) strict;

create unique index war_open on war (area) where ended_at is null;
create index war_of_area on war (area, began_at);

-- The communities in which war rules hold now.
create view at_war as
  select c.id as community_id from community c
    where exists (select 1 from war w where w.ended_at is null and w.area in ('all', 'c' || c.id, 's' || c.street_id));

create trigger mode_agreed after update of agreed_at on mode_ask when old.agreed_at is null and new.agreed_at is not null
begin
  insert or ignore into war (area, began_at, begin_ask) select new.area, new.agreed_at, new.id where new.mode = 'war';
  update war set ended_at = new.agreed_at, end_ask = new.id
    where new.mode = 'peace' and area = new.area and ended_at is null;
  delete from outbox where state <> 'claimed' and sent_at is null and shown_at is null
    and dedupe > 'mode/ask/' || new.id || '/' and dedupe < 'mode/ask/' || new.id || '0';
end;
create trigger mode_settled before update of agreed_at on mode_ask when old.agreed_at is not null
begin select raise(abort, 'mode.settled'); end;

-- The sums of a rally, its stages, and when there are enough people.
create trigger rally_call_comes after insert on rally_call
begin
  update rally set expected = expected + 1, answered = answered + (new.answered_at is not null),
      arrived = arrived + (new.arrived_at is not null),
      called_at = coalesce(called_at, new.answered_at), graded_at = coalesce(graded_at, new.answered_at),
      joint_at = coalesce(joint_at, new.arrived_at),
      enough_at = coalesce(enough_at, iif(arrived + (new.arrived_at is not null) >= places, new.arrived_at, null))
    where id = new.rally_id;
end;
create trigger rally_call_changes after update of answered_at, arrived_at on rally_call
begin
  update rally set answered = answered + (new.answered_at is not null) - (old.answered_at is not null),
      arrived = arrived + (new.arrived_at is not null) - (old.arrived_at is not null),
      called_at = coalesce(called_at, new.answered_at), graded_at = coalesce(graded_at, new.answered_at),
      joint_at = coalesce(joint_at, new.arrived_at),
      enough_at = iif(new.arrived_at is null, iif(arrived - (old.arrived_at is not null) >= places, enough_at, null),
        coalesce(enough_at, iif(arrived + (old.arrived_at is null) >= places, new.arrived_at, null)))
    where id = new.rally_id;
end;
create trigger rally_call_goes after delete on rally_call
begin
  update rally set expected = expected - 1, answered = answered - (old.answered_at is not null),
      arrived = arrived - (old.arrived_at is not null)
    where id = old.rally_id;
end;
-- Who has answered needs no call any more.
create trigger rally_call_answered after update of answered_at on rally_call
when old.answered_at is null and new.answered_at is not null
begin
  delete from outbox where person_id = new.person_id and state <> 'claimed' and sent_at is null and shown_at is null
    and dedupe = 'rally/call/' || new.rally_id || '/p' || new.person_id;
end;

-- The end: its communities are free, nobody is listed any more, calls that nobody has read are taken back.
create trigger rally_ends after update of ended_at on rally when old.ended_at is null and new.ended_at is not null
begin
  update rally_place set ended_at = new.ended_at where rally_id = new.id and ended_at is null;
  update rally_call set listed_at = new.ended_at where rally_id = new.id and answered_at is null and listed_at is null;
  delete from outbox where state <> 'claimed' and sent_at is null and shown_at is null
    and dedupe > 'rally/call/' || new.id || '/' and dedupe < 'rally/call/' || new.id || '0';
end;
create trigger rally_over before update of ended_at on rally when old.ended_at is not null
begin select raise(abort, 'rally.over'); end;

-- A check-in that was taken back was no arrival.
create trigger duty_unarrives after update of ended_by on duty when new.ended_by = 'undo' and new.rally_id is not null
begin
  update rally_call set arrived_at = null
    where rally_id = new.rally_id and person_id = new.person_id and arrived_at is not null
      and not exists (select 1 from duty d where d.rally_id = new.rally_id and d.person_id = new.person_id
        and d.id <> new.id and d.ended_by is not 'undo');
end;

create trigger entry_of_rally after insert on hour_entry when new.duty_id is not null and new.moved_from is null
begin
  update rally set minutes = minutes + new.minutes
    where id = (select d.rally_id from duty d where d.id = new.duty_id) and exists (select 1 from rally_call k
      where k.rally_id = rally.id and k.person_id = new.person_id and k.arrived_at / 60000 * 60000 <= new.started_at);
end;

-- Where war rules hold there are no quiet hours, but for what nobody asked for.
drop trigger outbox_routed;
create trigger outbox_routed after insert on outbox
begin
  update outbox set person_id = (select person_id from link where joined_id = new.person_id)
    where id = new.id and exists (select 1 from link where joined_id = new.person_id);
  update outbox set state = 'waiting', channel = way.channel, address = way.address
    from outbox_way way where way.id = new.id and outbox.id = new.id;
  update outbox set state = 'unreachable' where id = new.id and group_id is not null and channel is null;
  update outbox set urgent = 1 where id = new.id and urgent = 0 and unasked = 0 and exists (select 1 from at_war
    where community_id = coalesce((select g.community_id from "group" g where g.id = outbox.group_id),
      (select p.community_id from person p where p.id = outbox.person_id)));
  update outbox set send_at = open_at from outbox_opening opening where opening.id = new.id and outbox.id = new.id;
  update outbox set state = 'folded'
    where id = new.id and unasked = 1 and state = 'waiting' and coalesce((
        select value from policy where key = 'unaskedAWeek'
          and valid_from <= strftime('%Y-%m-%d', outbox.send_at / 1000, 'unixepoch', '+8 hours')
        order by valid_from desc, id desc limit 1
      ), 3) <= (
        select count(*) from outbox o where o.person_id = outbox.person_id and o.unasked = 1 and o.id <> new.id
          and o.state in ('waiting', 'claimed', 'sent')
          and o.send_at >= (outbox.send_at + 288000000) / 604800000 * 604800000 - 288000000
          and o.send_at < (outbox.send_at + 288000000) / 604800000 * 604800000 + 316800000
      );
end;
