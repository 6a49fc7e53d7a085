-- Accounts: one-time codes that join two accounts into one person, moving to another community, leaving for good.

alter table person add column leaving_at integer;
alter table person add column gone_at integer;
alter table hour_entry add column moved_from integer references hour_entry;
alter table inbox add column person_id integer references person;
alter table outbox add column not_in text;

create index role_of_person on role (person_id);
create index outbox_of_person on outbox (person_id);
create unique index entry_moved on hour_entry (moved_from) where moved_from is not null;

create table link_code (
  person_id integer primary key references person,
  hash text not null unique,
  expires_at integer not null
) strict;

create table link_try (
  id integer primary key,
  account text not null,
  at integer not null
) strict;

create index link_try_of_account on link_try (account, at);

create table link (
  id integer primary key,
  person_id integer not null references person,
  joined_id integer unique references person,
  at integer not null,
  message text not null
) strict;

create index link_of_person on link (person_id);

create table transfer (
  id integer primary key,
  person_id integer not null references person,
  from_id integer not null references community,
  to_id integer not null references community,
  asked_at integer not null,
  message text not null,
  from_by integer references person,
  to_by integer references person,
  ended_at integer,
  outcome text,
  end_message text,
  constraint transfer_elsewhere check (from_id <> to_id),
  constraint transfer_outcome check (
    outcome in ('moved', 'refused', 'withdrawn')
    and (outcome is null) = (ended_at is null) and (outcome is null) = (end_message is null)
  ),
  constraint transfer_agreed check (outcome is not 'moved' or (from_by is not null and to_by is not null))
) strict;

create unique index transfer_open on transfer (person_id) where ended_at is null;
create index transfer_of_person on transfer (person_id);
create index transfer_from on transfer (from_id) where ended_at is null;
create index transfer_to on transfer (to_id) where ended_at is null;

create trigger transfer_ended before update on transfer
when old.ended_at is not null begin select raise(abort, 'transfer.ended'); end;

create trigger hour_entry_moved before insert on hour_entry
when new.moved_from is not null and not exists (
  select 1 from hour_entry e join link l on l.joined_id = e.person_id
  where e.id = new.moved_from and l.person_id = new.person_id and e.kind = new.kind and e.unit_id = new.unit_id
    and e.community_id = new.community_id and e.service_day = new.service_day
) begin select raise(abort, 'ledger.moved'); end;

drop trigger hour_entry_day_full;
create trigger hour_entry_day_full before insert on hour_entry
when new.kind in ('manual', 'makeup') and new.moved_from is null
begin
  select raise(abort, 'hours.day_full') where 720 < new.minutes + (
    select coalesce(sum(e.minutes), 0) from hour_entry e
      left join verdict v on v.entry_id = e.id
      where e.person_id = new.person_id and e.service_day = new.service_day
        and coalesce(v.verdict, 'approved') = 'approved'
  );
end;

create trigger role_last_administrator before update of ended_at on role
when old.role = 'administrator' and old.ended_at is null and new.ended_at is not null
  and not exists (select 1 from role where role = 'administrator' and ended_at is null and id <> old.id)
begin select raise(abort, 'role.last_administrator'); end;

create trigger inbox_of_gone before insert on inbox
when exists (select 1 from person where id = new.person_id and gone_at is not null)
begin select raise(abort, 'person.gone'); end;
create trigger duty_of_gone before insert on duty
when exists (select 1 from person where id = new.person_id and gone_at is not null)
begin select raise(abort, 'person.gone'); end;
create trigger hour_entry_of_gone before insert on hour_entry
when exists (select 1 from person where id = new.person_id and gone_at is not null)
begin select raise(abort, 'person.gone'); end;
create trigger role_of_gone before insert on role
when exists (select 1 from person where id = new.person_id and gone_at is not null)
begin select raise(abort, 'person.gone'); end;
create trigger note_of_gone before insert on note
when exists (select 1 from person where id = new.person_id and gone_at is not null)
begin select raise(abort, 'person.gone'); end;
create trigger outbox_of_gone before insert on outbox
when exists (select 1 from person where id = new.person_id and gone_at is not null)
  and not exists (select 1 from link where joined_id = new.person_id)
begin select raise(ignore); end;
create trigger outbox_follows after insert on outbox
when exists (select 1 from link where joined_id = new.person_id)
begin
  update outbox set person_id = (select person_id from link where joined_id = new.person_id) where id = new.id;
end;
