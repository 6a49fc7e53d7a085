-- Certificates of service, calendar feeds, the page that a link leads to, and the ledger by booking month.

-- The page that it leads to, as it stands behind /console/; null: where its person comes in.
alter table console_link add column page text;

-- What a certificate of service says (R120): the hours of a year, and of all years by year, as they stood with the verdict
-- `last_verdict`; figures is JSON. A new one of the same person and year ends the one before. `code` confirms it, without a
-- name, on a public page.
create table certificate (
  id integer primary key,
  person_id integer not null references person,
  year text not null,
  code text not null unique,
  figures text not null,
  last_verdict integer not null,
  issued_at integer not null,
  issued_by integer not null references person,
  ended_at integer,
  constraint certificate_year check (year glob '20[0-9][0-9]'),
  constraint certificate_code check (length(code) = 16)
) strict;

create unique index certificate_in_force on certificate (person_id, year) where ended_at is null;
create index certificate_of_person on certificate (person_id, id);

-- The secret address of a person's calendar, as a keyed hash; it is made from the nonce and CONSOLE_SECRET.
create table calendar_feed (
  person_id integer primary key references person,
  nonce text not null,
  hash text not null unique,
  made_at integer not null
) strict;

-- The ledger is handed out month by month.
create index verdict_booked on verdict (booking_month, entry_id) where booking_month is not null;
