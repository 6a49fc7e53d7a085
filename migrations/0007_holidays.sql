-- The calendar of working days: what the State Council published, year by year. 2025: 国办发明电〔2024〕12号 of 2024-11-12;
-- 2026: the notice of 2025-11-04.

-- The State Council's list of a year is known: from whom, when, from which message; all null for a list that came with
-- the program.
create table holiday_year (
  year integer primary key,
  set_by integer references person,
  at integer,
  message text,
  constraint holiday_year_known check (year between 2000 and 2099),
  constraint holiday_year_source check ((set_by is null) = (at is null) and (at is null) = (message is null))
) strict;

-- What that list says of a day: off, or (off = 0) a working day that is made up for. `name` are codes of holidays,
-- space-separated. The end of December may stand in the list of the next year, and counts as it stands there.
create table holiday (
  year integer not null references holiday_year,
  day text not null,
  off integer not null,
  name text not null,
  constraint holiday_day check (day is date(day)),
  constraint holiday_in_year check (day between (year - 1) || '-12-01' and year || '-12-31'),
  constraint holiday_off check (off in (0, 1)),
  primary key (year, day)
) strict, without rowid;

-- A list that an administrator pasted and did not yet confirm; `days` is JSON: [{ day, off, name }]. Kept for minutes.
create table holiday_draft (
  person_id integer primary key references person,
  year integer not null,
  days text not null,
  at integer not null
) strict;

insert into holiday_year (year) values (2025), (2026);

insert into holiday (year, day, off, name) values
  (2025, '2025-01-01', 1, 'new_year'),
  (2025, '2025-01-26', 0, 'spring'),
  (2025, '2025-01-28', 1, 'spring'),
  (2025, '2025-01-29', 1, 'spring'),
  (2025, '2025-01-30', 1, 'spring'),
  (2025, '2025-01-31', 1, 'spring'),
  (2025, '2025-02-01', 1, 'spring'),
  (2025, '2025-02-02', 1, 'spring'),
  (2025, '2025-02-03', 1, 'spring'),
  (2025, '2025-02-04', 1, 'spring'),
  (2025, '2025-02-08', 0, 'spring'),
  (2025, '2025-04-04', 1, 'qingming'),
  (2025, '2025-04-05', 1, 'qingming'),
  (2025, '2025-04-06', 1, 'qingming'),
  (2025, '2025-04-27', 0, 'labour'),
  (2025, '2025-05-01', 1, 'labour'),
  (2025, '2025-05-02', 1, 'labour'),
  (2025, '2025-05-03', 1, 'labour'),
  (2025, '2025-05-04', 1, 'labour'),
  (2025, '2025-05-05', 1, 'labour'),
  (2025, '2025-05-31', 1, 'dragon_boat'),
  (2025, '2025-06-01', 1, 'dragon_boat'),
  (2025, '2025-06-02', 1, 'dragon_boat'),
  (2025, '2025-09-28', 0, 'national mid_autumn'),
  (2025, '2025-10-01', 1, 'national mid_autumn'),
  (2025, '2025-10-02', 1, 'national mid_autumn'),
  (2025, '2025-10-03', 1, 'national mid_autumn'),
  (2025, '2025-10-04', 1, 'national mid_autumn'),
  (2025, '2025-10-05', 1, 'national mid_autumn'),
  (2025, '2025-10-06', 1, 'national mid_autumn'),
  (2025, '2025-10-07', 1, 'national mid_autumn'),
  (2025, '2025-10-08', 1, 'national mid_autumn'),
  (2025, '2025-10-11', 0, 'national mid_autumn'),
  (2026, '2026-01-01', 1, 'new_year'),
  (2026, '2026-01-02', 1, 'new_year'),
  (2026, '2026-01-03', 1, 'new_year'),
  (2026, '2026-01-04', 0, 'new_year'),
  (2026, '2026-02-14', 0, 'spring'),
  (2026, '2026-02-15', 1, 'spring'),
  (2026, '2026-02-16', 1, 'spring'),
  (2026, '2026-02-17', 1, 'spring'),
  (2026, '2026-02-18', 1, 'spring'),
  (2026, '2026-02-19', 1, 'spring'),
  (2026, '2026-02-20', 1, 'spring'),
  (2026, '2026-02-21', 1, 'spring'),
  (2026, '2026-02-22', 1, 'spring'),
  (2026, '2026-02-23', 1, 'spring'),
  (2026, '2026-02-28', 0, 'spring'),
  (2026, '2026-04-04', 1, 'qingming'),
  (2026, '2026-04-05', 1, 'qingming'),
  (2026, '2026-04-06', 1, 'qingming'),
  (2026, '2026-05-01', 1, 'labour'),
  (2026, '2026-05-02', 1, 'labour'),
  (2026, '2026-05-03', 1, 'labour'),
  (2026, '2026-05-04', 1, 'labour'),
  (2026, '2026-05-05', 1, 'labour'),
  (2026, '2026-05-09', 0, 'labour'),
  (2026, '2026-06-19', 1, 'dragon_boat'),
  (2026, '2026-06-20', 1, 'dragon_boat'),
  (2026, '2026-06-21', 1, 'dragon_boat'),
  (2026, '2026-09-20', 0, 'national'),
  (2026, '2026-09-25', 1, 'mid_autumn'),
  (2026, '2026-09-26', 1, 'mid_autumn'),
  (2026, '2026-09-27', 1, 'mid_autumn'),
  (2026, '2026-10-01', 1, 'national'),
  (2026, '2026-10-02', 1, 'national'),
  (2026, '2026-10-03', 1, 'national'),
  (2026, '2026-10-04', 1, 'national'),
  (2026, '2026-10-05', 1, 'national'),
  (2026, '2026-10-06', 1, 'national'),
  (2026, '2026-10-07', 1, 'national'),
  (2026, '2026-10-10', 0, 'national');
