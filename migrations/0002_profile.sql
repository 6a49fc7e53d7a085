-- Skills, free times and the reminder setting of a person; corrections of ledger lines.

alter table person add column notify text not null default 'on' constraint person_notify check (notify in ('on', 'off', 'evening'));

create table skill (
  person_id integer not null references person,
  key text not null,
  name text not null,
  place integer not null,
  constraint skill_short check (length(name) between 1 and 10),
  constraint skill_place check (place between 1 and 10),
  primary key (person_id, key)
) strict, without rowid;

create table free_time (
  person_id integer not null references person,
  weekday integer not null,
  part text not null,
  constraint free_weekday check (weekday between 1 and 7),
  constraint free_part check (part in ('morning', 'afternoon', 'evening')),
  primary key (person_id, weekday, part)
) strict, without rowid;

alter table hour_entry add column revision integer constraint entry_revision check (revision > 0 and (corrects is null) = (revision is null));

create unique index entry_correction on hour_entry (corrects, revision) where corrects is not null;

create trigger hour_entry_corrects before insert on hour_entry
when new.corrects is not null and not exists (
  select 1 from hour_entry e where e.id = new.corrects and e.corrects is null and new.kind = 'correction'
    and e.person_id = new.person_id and e.unit_id = new.unit_id and e.community_id = new.community_id
    and e.service_day = new.service_day
) begin select raise(abort, 'ledger.corrects'); end;

drop trigger hour_entry_overlap;
create trigger hour_entry_overlap before insert on hour_entry when new.started_at is not null
begin
  select raise(abort, 'hours.overlap:' || e.id) from hour_entry e
    left join verdict v on v.entry_id = e.id
    where e.person_id = new.person_id and e.service_day = new.service_day
      and e.started_at < new.ended_at and e.ended_at > new.started_at
      and coalesce(v.verdict, 'approved') in ('approved', 'corrected');
end;
