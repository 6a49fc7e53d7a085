-- The roster: planned duties, leave, swaps, handovers; a duty finds its shift.

-- A planned duty of one person; several people on at one time are several shifts. planned: it stands, or stood and is
-- over; cancelled: taken back; leave: its person is away; swapped: somebody else took it over (`stands_for` of theirs).
create table shift (
  id integer primary key,
  community_id integer not null references community,
  person_id integer not null references person,
  unit_id integer not null references unit,
  day text not null,
  starts_at integer not null,
  ends_at integer not null,
  state text not null default 'planned',
  stands_for integer references shift,
  planned_by integer references person,
  planned_at integer not null,
  message text not null,
  settled_by integer references person,
  settled_at integer,
  settle_message text,
  constraint shift_state check (state in ('planned', 'cancelled', 'leave', 'swapped')),
  constraint shift_settled check (
    (state = 'planned') = (settled_at is null) and (settled_at is null) = (settle_message is null)
  ),
  constraint shift_day check (day is strftime('%Y-%m-%d', starts_at / 1000, 'unixepoch', '+8 hours')),
  constraint shift_length check (ends_at - starts_at between 1 and 43200000),
  constraint shift_whole_minutes check (starts_at % 60000 = 0 and ends_at % 60000 = 0),
  constraint shift_ahead check (ends_at > planned_at)
) strict;

create unique index shift_planned on shift (person_id, starts_at) where state = 'planned';
create index shift_of_person on shift (person_id, day);
create index shift_of_community on shift (community_id, day);
create index shift_by_start on shift (starts_at) where state = 'planned';

-- Days on which somebody is away (R025), the last one included; ended_at: the leave was taken back.
create table leave (
  id integer primary key,
  person_id integer not null references person,
  from_day text not null,
  to_day text not null,
  reason text,
  at integer not null,
  message text not null,
  ended_at integer,
  end_message text,
  constraint leave_days check (from_day is date(from_day) and to_day is date(to_day) and from_day <= to_day),
  constraint leave_ended check ((ended_at is null) = (end_message is null))
) strict;

create index leave_of_person on leave (person_id, to_day);

-- Somebody asks somebody else to take over a shift: asked, agreed by the other, approved by the secretary where that is
-- needed (R018) or at once. `back_id` is a shift of the other's that goes the other way.
create table swap (
  id integer primary key,
  community_id integer not null references community,
  shift_id integer not null references shift,
  back_id integer references shift,
  from_id integer not null references person,
  to_id integer not null references person,
  state text not null default 'asked',
  asked_at integer not null,
  message text not null,
  agreed_at integer,
  settled_by integer references person,
  settled_at integer,
  settle_message text,
  constraint swap_state check (state in ('asked', 'agreed', 'refused', 'withdrawn', 'approved')),
  constraint swap_two check (from_id <> to_id),
  constraint swap_agreed check ((state <> 'asked' or agreed_at is null) and (state <> 'agreed' or agreed_at is not null)),
  constraint swap_settled check (
    (state in ('asked', 'agreed')) = (settled_at is null) and (settled_at is null) = (settle_message is null)
  )
) strict;

create unique index swap_open on swap (shift_id) where state in ('asked', 'agreed');
create index swap_waiting on swap (community_id) where state = 'agreed';
create index swap_from on swap (from_id, id);
create index swap_to on swap (to_id, id);
create index swap_of_shift on swap (shift_id, id);

-- What one leaves for the next (R019): open matters, keys, households to look after.
create table handover (
  id integer primary key,
  community_id integer not null references community,
  from_id integer not null references person,
  to_id integer references person,
  shift_id integer references shift,
  text text,
  given_at integer not null,
  message text not null,
  taken_by integer references person,
  taken_at integer,
  take_message text,
  constraint handover_taken check (
    (taken_at is null) = (taken_by is null) and (taken_at is null) = (take_message is null)
  )
) strict;

create index handover_waiting on handover (community_id, id) where taken_at is null;
create index handover_of_community on handover (community_id, id);
create index handover_from on handover (from_id);
create index handover_to on handover (to_id) where to_id is not null;

alter table duty add column shift_id integer references shift;
create index duty_of_shift on duty (shift_id) where shift_id is not null;
create index duty_running_in on duty (community_id) where ended_at is null;
create index duty_in_community on duty (community_id, started_at);

-- A person's planned shifts never overlap, however they came about. (A shift lasts twelve hours at most.)
create trigger shift_overlap before insert on shift when new.state = 'planned'
begin
  select raise(abort, 'shift.overlap') from shift s
    where s.person_id = new.person_id and s.state = 'planned'
      and s.starts_at > new.starts_at - 43200000 and s.starts_at < new.ends_at and s.ends_at > new.starts_at;
end;
create trigger shift_overlap_anew before update of person_id, starts_at, ends_at, state on shift when new.state = 'planned'
begin
  select raise(abort, 'shift.overlap') from shift s
    where s.person_id = new.person_id and s.state = 'planned' and s.id <> new.id
      and s.starts_at > new.starts_at - 43200000 and s.starts_at < new.ends_at and s.ends_at > new.starts_at;
end;
-- Who comes back early from leave takes up their shifts again; what was cancelled or swapped is planned anew.
create trigger shift_settled before update of state on shift
when old.state in ('cancelled', 'swapped') begin select raise(abort, 'shift.settled'); end;
create trigger shift_no_delete before delete on shift begin select raise(abort, 'ledger.fixed'); end;
create trigger swap_settled before update of state on swap
when old.state in ('refused', 'withdrawn', 'approved') begin select raise(abort, 'swap.settled'); end;

create trigger shift_of_gone before insert on shift
when exists (select 1 from person where id = new.person_id and gone_at is not null)
begin select raise(abort, 'person.gone'); end;
create trigger leave_of_gone before insert on leave
when exists (select 1 from person where id = new.person_id and gone_at is not null)
begin select raise(abort, 'person.gone'); end;
