-- Imports from spreadsheets, the registers outside, and grids on the roll.

alter table roll add column grid_id integer references grid;

-- A spreadsheet that somebody handed in, for a day: read and not yet applied, applied, or (unread) why it could not be
-- read. `scope` is what its person saw of the ledger when it was read, `basis` what the whole of it rests on besides its
-- lines, `said` what there is to say of the whole: JSON of lines. A state that is null fails a write that finds the data
-- changed in between.
create table import_file (
  id integer primary key,
  person_id integer not null references person,
  kind text not null,
  name text not null,
  state text not null,
  scope text not null,
  basis text not null default '{}',
  said text not null default '[]',
  at integer not null,
  applied_at integer,
  constraint import_file_kind check (kind in ('roll', 'holiday', 'roster', 'unit_book', 'community_book')),
  constraint import_file_state check (state in ('loading', 'ready', 'applied', 'unread')),
  constraint import_file_applied check ((state = 'applied') = (applied_at is not null))
) strict;

create index import_file_of_person on import_file (person_id, id);
create index import_file_by_age on import_file (at);

-- What each line of it would do: `said` is JSON of lines, `row` what the write takes.
create table import_row (
  import_id integer not null references import_file on delete cascade,
  place integer not null,
  line integer not null,
  fate text not null,
  said text not null,
  row text not null,
  constraint import_row_fate check (fate in ('new', 'changed', 'gone', 'same', 'refused')),
  primary key (import_id, place)
) strict, without rowid;

create index import_row_by_fate on import_row (import_id, fate, place);

-- What the registers outside say (R063): a unit's own book (unit_id), or that of a community or village (community_id).
-- Evidence only: no figure is made from it (R064). `place` counts the lines of one name on one day; person_id is null where
-- nobody of that name has registered.
create table evidence (
  id integer primary key,
  unit_id integer references unit,
  community_id integer references community,
  person_id integer references person,
  name text not null,
  key text not null,
  day text not null,
  place integer not null,
  started_at integer,
  ended_at integer,
  minutes integer not null,
  at integer not null,
  constraint evidence_of_one check ((unit_id is null) <> (community_id is null)),
  constraint evidence_day check (day is date(day)),
  constraint evidence_minutes check (minutes between 1 and 1440 and (started_at is null) = (ended_at is null))
) strict;

create unique index evidence_line on evidence (
  coalesce(unit_id, 0), coalesce(community_id, 0), day, key, coalesce(person_id, 0), place
);
create index evidence_of_unit on evidence (unit_id, day) where unit_id is not null;
create index evidence_of_community on evidence (community_id, day) where community_id is not null;
create index evidence_of_person on evidence (person_id, day) where person_id is not null;

-- Who said of a person's day that the ledger stands though a register differs, and at which figures (minutes; null where a
-- book says nothing): a decision holds as long as they are the same.
create table reconciled (
  person_id integer not null references person,
  day text not null,
  ledger integer not null,
  unit_book integer,
  community_book integer,
  decided_by integer not null references person,
  at integer not null,
  constraint reconciled_day check (day is date(day)),
  primary key (person_id, day)
) strict, without rowid;

-- Who takes a row of the roll that names a grid comes into that grid, unless they chose one themselves.
create trigger roll_gives_grid after update of person_id, grid_id on roll
  when new.person_id is not null and new.grid_id is not null
begin
  update person set grid_id = new.grid_id where id = new.person_id and grid_id is null
    and community_id = (select community_id from grid where id = new.grid_id);
end;
