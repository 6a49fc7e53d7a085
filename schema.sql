-- The whole schema as it stands. The steps that lead here are in migrations/; a test proves that they agree.
-- Instants (…_at, at) are ms UTC; days are YYYY-MM-DD and months YYYY-MM of Asia/Shanghai. `key` is the folded form
-- of a name (simplified, half-width, lower case): it serves matching only, `name` is shown as typed.

-- Places and units ---------------------------------------------------------------------------------------------

create table district (
  id integer primary key,
  name text not null,
  key text not null unique
) strict;

create table street (
  id integer primary key,
  name text not null,
  key text not null unique,
  district_id integer references district
) strict;

create table community (
  id integer primary key,
  name text not null,
  key text not null unique,
  street_id integer references street,
  -- R014: the day's check-in code comes from it; null where check-in needs no code.
  check_in_seed text
) strict;

create index community_of_street on community (street_id);

create table grid (
  id integer primary key,
  community_id integer not null references community,
  name text not null,
  key text not null,
  unique (community_id, key)
) strict;

-- A unit is an organ; the unit with a community stands for that community's own volunteers and residents, so that
-- every hour belongs to a unit as well as to a community.
create table unit (
  id integer primary key,
  name text not null,
  key text not null unique,
  community_id integer unique references community
) strict;

create table "group" (
  id integer primary key,
  platform text not null,
  bot text not null,
  conversation_id text not null,
  community_id integer not null references community,
  title text,
  lang text not null default 'hans',
  bound_at integer not null,
  bound_by integer not null references person,
  -- Where the bot may speak to the group unasked: the platform's webhook (a secret), and the key that signs it.
  push_url text,
  push_secret text,
  push_bound_at integer,
  push_bound_by integer references person constraint group_push check (
    (push_url is null) = (push_bound_at is null) and (push_url is null) = (push_bound_by is null)
    and (push_url is not null or push_secret is null)
  ),
  -- When those who answer for the group were told that it cannot be pushed to.
  push_told_at integer,
  constraint group_lang check (lang in ('hans', 'hant')),
  unique (platform, bot, conversation_id)
) strict;

create index group_of_community on "group" (community_id);
create index group_by_push on "group" (push_url) where push_url is not null;

-- People -------------------------------------------------------------------------------------------------------

-- new: known by an account only; pending: registered, 待核实; verified: 已核实; rejected: the registration was refused.
create table person (
  id integer primary key,
  name text,
  key text,
  kind text,
  state text not null,
  unit_id integer references unit,
  community_id integer references community,
  grid_id integer references grid,
  lang text not null default 'hans',
  created_at integer not null,
  registered_at integer,
  verified_at integer,
  verified_by integer references person,
  -- When `/注销` was last explained; when the person was joined into another (link) or left for good (rule 8.21).
  leaving_at integer,
  gone_at integer,
  -- Kept by triggers: the last day on which the person served, by an entry that stands or waits, or a running duty (R011).
  last_served text,
  -- When the bot may write first: on, off, or evening (18:00–21:00 only).
  notify text not null default 'on' constraint person_notify check (notify in ('on', 'off', 'evening')),
  constraint person_kind check (kind in ('member', 'volunteer', 'resident')),
  constraint person_state check (state in ('new', 'pending', 'verified', 'rejected')),
  constraint person_lang check (lang in ('hans', 'hant')),
  constraint person_registered check (
    state in ('new', 'rejected')
    or (name is not null and key is not null and kind is not null and unit_id is not null and community_id is not null)
  )
) strict;

create index person_by_key on person (key);
create index person_pending on person (community_id) where state = 'pending';
create index person_of_unit on person (unit_id) where kind = 'member' and state = 'verified';
create index person_of_community on person (community_id) where kind = 'member' and state = 'verified';
create index person_in_community on person (community_id, id) where community_id is not null;
create index person_in_unit on person (unit_id, id) where unit_id is not null;
create index person_without_grid on person (unit_id) where kind = 'member' and state = 'verified' and grid_id is null;
create index person_without_grid_here on person (community_id)
  where kind = 'member' and state = 'verified' and grid_id is null;

-- What a person is good at (R006): `name` as typed, in the order typed.
create table skill (
  person_id integer not null references person,
  key text not null,
  name text not null,
  place integer not null,
  constraint skill_short check (length(name) between 1 and 10),
  constraint skill_place check (place between 1 and 10),
  primary key (person_id, key)
) strict, without rowid;

-- When a person has time: 1 is Monday, 7 is Sunday.
create table free_time (
  person_id integer not null references person,
  weekday integer not null,
  part text not null,
  constraint free_weekday check (weekday between 1 and 7),
  constraint free_part check (part in ('morning', 'afternoon', 'evening')),
  primary key (person_id, weekday, part)
) strict, without rowid;

-- `private_at`: since when the bot has been written to by it in private, which a WeCom gateway needs before it may write first.
create table identity (
  platform text not null,
  bot text not null,
  kind text not null,
  user_id text not null,
  person_id integer not null references person,
  seen_at integer not null,
  private_at integer,
  constraint identity_platform check (platform in ('wecom', 'dingtalk')),
  constraint identity_kind check (kind in ('user', 'staff', 'sender')),
  primary key (platform, bot, user_id, kind)
) strict, without rowid;

create index identity_of_person on identity (person_id);

-- The imported list of who should be registered; a row is used up by the first person who fits it.
create table roll (
  id integer primary key,
  key text not null,
  unit_id integer not null references unit,
  community_id integer references community,
  person_id integer unique references person
) strict;

create index roll_by_key on roll (key, unit_id);
create index roll_unused on roll (unit_id) where person_id is null;
create index roll_unused_here on roll (community_id) where person_id is null and community_id is not null;

create table role (
  id integer primary key,
  person_id integer not null references person,
  role text not null,
  community_id integer references community,
  grid_id integer references grid,
  street_id integer references street,
  unit_id integer references unit,
  granted_at integer not null,
  granted_by integer references person,
  ended_at integer,
  ended_by integer references person,
  constraint role_scope check (
    case role
      when 'administrator' then coalesce(community_id, grid_id, street_id, unit_id) is null
      when 'secretary' then community_id is not null and coalesce(grid_id, street_id, unit_id) is null
      when 'grid_head' then community_id is not null and grid_id is not null and coalesce(street_id, unit_id) is null
      when 'street_officer' then street_id is not null and coalesce(community_id, grid_id, unit_id) is null
      when 'liaison' then unit_id is not null and coalesce(community_id, grid_id, street_id) is null
      else 0
    end
  )
) strict;

create unique index role_held on role (
  person_id, role, coalesce(community_id, 0), coalesce(grid_id, 0), coalesce(street_id, 0), coalesce(unit_id, 0)
) where ended_at is null;
create index role_of_person on role (person_id);
create index role_of_community on role (community_id) where ended_at is null;
create index role_of_unit on role (unit_id) where ended_at is null and unit_id is not null;
create index role_administrators on role (person_id) where role = 'administrator' and ended_at is null;

-- The unit's half of 双报到 (R001): a unit asks a community, whose secretary confirms. A pair has one open line; what was
-- refused or withdrawn stays, and may be asked anew.
create table unit_link (
  id integer primary key,
  unit_id integer not null references unit,
  community_id integer not null references community,
  state text not null,
  asked_by integer not null references person,
  asked_at integer not null,
  settled_by integer references person,
  settled_at integer,
  message text not null,
  settle_message text,
  constraint unit_link_state check (state in ('pending', 'confirmed', 'refused', 'withdrawn')),
  constraint unit_link_settled check (
    (state = 'pending') = (settled_at is null) and (settled_at is null) = (settle_message is null)
  )
) strict;

create unique index unit_link_open on unit_link (unit_id, community_id) where state in ('pending', 'confirmed');
create index unit_link_waiting on unit_link (community_id) where state = 'pending';
create index unit_link_of_unit on unit_link (unit_id);

-- The live code of `/绑定`, as a keyed hash only; using it takes the row away.
create table link_code (
  person_id integer primary key references person,
  hash text not null unique,
  expires_at integer not null
) strict;

-- Codes of `/绑定` typed wrong lately, by account (platform/bot/user id): nobody guesses for long.
create table link_try (
  id integer primary key,
  account text not null,
  at integer not null
) strict;

create index link_try_of_account on link_try (account, at);

-- Which person an account came to: with `joined_id` a whole person was joined, who is gone since (rule 8.18).
create table link (
  id integer primary key,
  person_id integer not null references person,
  joined_id integer unique references person,
  at integer not null,
  message text not null
) strict;

create index link_of_person on link (person_id);

-- Moving to another community (R001): who of both sides has agreed, and how it ended. Reasons are only told, not kept.
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

-- The activation code is used up once on each platform.
create table activation (
  platform text primary key,
  person_id integer not null references person,
  at integer not null
) strict, without rowid;

-- Set-up -------------------------------------------------------------------------------------------------------

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

-- The calendar of working days ---------------------------------------------------------------------------------

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

-- Duty and the ledger ------------------------------------------------------------------------------------------

create table duty (
  id integer primary key,
  person_id integer not null references person,
  unit_id integer not null references unit,
  community_id integer not null references community,
  grid_id integer references grid,
  started_at integer not null,
  ended_at integer,
  ended_by text,
  message text not null,
  end_message text,
  -- The shift of the roster that it serves (rule 8.14).
  shift_id integer references shift,
  constraint duty_ends_after_start check (ended_at >= started_at),
  constraint duty_ended_by check ((ended_at is null) = (ended_by is null) and ended_by in ('person', 'system', 'undo'))
) strict;

create unique index duty_open on duty (person_id) where ended_at is null;
create index duty_running on duty (started_at) where ended_at is null;
create index duty_of_person on duty (person_id, started_at);
create index duty_of_shift on duty (shift_id) where shift_id is not null;
create index duty_running_in on duty (community_id) where ended_at is null;
create index duty_in_community on duty (community_id, started_at);

-- A line of the ledger. It never changes and never goes; what becomes of it is a verdict, a line of its own.
-- `minutes` counts towards hours; difficulty and grade are hundredths (120 is 1.2); `waits_for` lists, space-separated,
-- why the line needs somebody's yes; `message` is the inbox key of the message it came from. A correction points at
-- the line it corrects, never at another correction, and is numbered from 1 in `revision`: what stands is the sum of
-- the approved lines among them. The corrected line goes on taking its clock times.
create table hour_entry (
  id integer primary key,
  person_id integer not null references person,
  unit_id integer not null references unit,
  community_id integer not null references community,
  grid_id integer references grid,
  kind text not null,
  service_day text not null,
  started_at integer,
  ended_at integer,
  minutes integer not null,
  booking_month text not null,
  difficulty integer not null default 100,
  grade integer not null default 100,
  points integer not null,
  duty_id integer references duty,
  corrects integer references hour_entry,
  -- The line of a joined person that this one enters anew (rule 8.18).
  moved_from integer references hour_entry,
  -- A service on an order: its lines in a round are numbered from 1 in `part`. `served` are the minutes that bring points;
  -- those inside another counted entry are a line of 0 minutes without clock times (rule 4). share is percent (R066).
  order_id integer references "order",
  round integer,
  part integer,
  served integer,
  share integer not null default 100,
  revision integer constraint entry_revision check (revision > 0 and (corrects is null) = (revision is null)),
  waits_for text not null,
  actor_id integer references person,
  message text not null,
  created_at integer not null,
  constraint entry_kind check (kind in ('duty', 'makeup', 'manual', 'order', 'correction')),
  constraint entry_day check (service_day is date(service_day)),
  constraint entry_month check (booking_month is strftime('%Y-%m', booking_month || '-01')),
  -- R069, rule 8.4: nothing is booked in a month that closed, on the 5th of the next at 24:00.
  constraint entry_month_open check (
    booking_month >= substr(service_day, 1, 7)
    and strftime('%Y-%m-%d', created_at / 1000, 'unixepoch', '+8 hours') < date(booking_month || '-01', '+1 month', '+5 days')
  ),
  constraint entry_minutes check (
    (minutes > 0 or kind = 'correction' or (kind = 'order' and minutes = 0 and started_at is null))
    and (started_at is null) = (ended_at is null)
    and (started_at is null or minutes = (ended_at - started_at) / 60000)
  ),
  constraint entry_order check (
    (kind = 'order') = (order_id is not null) and (order_id is null) = (part is null)
    and (order_id is null) = (round is null) and (order_id is null) = (served is null)
    and (order_id is null or (served >= minutes and served > 0 and part > 0 and share in (50, 100)))
  ),
  -- A range over midnight is two days and two lines.
  constraint entry_within_day check (
    started_at >= unixepoch(service_day) * 1000 - 28800000 and ended_at <= unixepoch(service_day) * 1000 + 57600000
  )
) strict;

create index entry_of_person on hour_entry (person_id, service_day);
create unique index entry_moved on hour_entry (moved_from) where moved_from is not null;
-- Two corrections at one instant cannot both start from the same figures.
create unique index entry_correction on hour_entry (corrects, revision) where corrects is not null;
create unique index entry_of_order on hour_entry (order_id, person_id, round, part) where order_id is not null;

create table verdict (
  id integer primary key,
  entry_id integer not null unique references hour_entry,
  verdict text not null,
  -- The month in which the entry counts: its own if that is still open when the yes is given, else the open one.
  booking_month text,
  actor_id integer references person,
  message text not null,
  at integer not null,
  constraint verdict_kind check (verdict in ('approved', 'rejected', 'withdrawn', 'corrected')),
  constraint verdict_month check (
    (verdict = 'approved') = (booking_month is not null)
    and (booking_month is null or booking_month is strftime('%Y-%m', booking_month || '-01'))
  ),
  constraint verdict_month_open check (
    strftime('%Y-%m-%d', at / 1000, 'unixepoch', '+8 hours') < date(booking_month || '-01', '+1 month', '+5 days')
  )
) strict;

-- Free text lives apart from the ledger, so that it can be forgotten while minutes and sums stay (rule 8.21).
create table note (
  about text not null,
  subject_id integer not null,
  person_id integer not null references person,
  text text not null,
  constraint note_about check (about in ('duty', 'entry', 'verdict')),
  primary key (about, subject_id)
) strict, without rowid;

create index note_of_person on note (person_id);

-- Kept by the triggers below: what waits for a verdict, and what was approved, by person and period.
create table pending_entry (
  entry_id integer primary key references hour_entry,
  community_id integer not null,
  person_id integer not null
) strict;

create index pending_in_community on pending_entry (community_id);
create index pending_of_person on pending_entry (person_id);

create table backlog (
  community_id integer primary key references community,
  entries integer not null default 0,
  people integer not null default 0,
  units integer not null default 0
) strict;

-- period is a month (2026-11) or a year (2026). times: how many services came to stand in it (a line with its
-- corrections is one); by_hand: minutes of manual and make-up lines, which every report shows apart.
create table tally (
  person_id integer not null references person,
  period text not null,
  unit_id integer not null references unit,
  community_id integer not null references community,
  minutes integer not null,
  points integer not null,
  entries integer not null,
  times integer not null default 0,
  by_hand integer not null default 0,
  primary key (person_id, period, unit_id, community_id)
) strict, without rowid;

create index tally_of_unit on tally (unit_id, period);
create index tally_of_community on tally (community_id, period);

-- Kept by the triggers below: of a unit or a community, how many the roll lists and how many of those are verified
-- (R003), and its members: registered (待核实 or 已核实), verified, and verified with a grid.
create table headcount (
  scope text not null,
  scope_id integer not null,
  listed integer not null default 0,
  reported integer not null default 0,
  registered integer not null default 0,
  verified integer not null default 0,
  gridded integer not null default 0,
  constraint headcount_scope check (scope in ('unit', 'community')),
  primary key (scope, scope_id)
) strict, without rowid;

-- Kept too: approved hours of a period by unit, by community and overall. The three add up to the same (R070), except
-- people: how many have hours there, each once.
create table ledger_total (
  scope text not null,
  scope_id integer not null,
  period text not null,
  minutes integer not null,
  points integer not null,
  entries integer not null,
  times integer not null default 0,
  by_hand integer not null default 0,
  people integer not null default 0,
  constraint ledger_total_scope check (scope in ('unit', 'community', 'all') and (scope = 'all') = (scope_id = 0)),
  primary key (scope, period, scope_id)
) strict, without rowid;

-- The roster ---------------------------------------------------------------------------------------------------

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

-- Kept: on which days somebody of a unit, or in a community, was on duty, and how often; what was taken back is left out.
create table duty_day (
  scope text not null,
  month text not null,
  scope_id integer not null,
  day text not null,
  duties integer not null,
  constraint duty_day_scope check (scope in ('unit', 'community')),
  primary key (scope, month, scope_id, day)
) strict, without rowid;

-- A member's monthly report to the branch, the second half of 双报告 (R002): the figures as they were confirmed.
create table report_confirmation (
  person_id integer not null references person,
  month text not null,
  unit_id integer not null references unit,
  at integer not null,
  message text not null,
  times integer not null,
  minutes integer not null,
  points integer not null,
  constraint report_month check (month is strftime('%Y-%m', month || '-01')),
  constraint report_month_over check (month < strftime('%Y-%m', at / 1000, 'unixepoch', '+8 hours')),
  primary key (person_id, month)
) strict, without rowid;

-- Messages -----------------------------------------------------------------------------------------------------

-- One row a message handled: the key is platform/bot/message id, the outcome is what was answered (codes and parameters).
-- Once the person has left for good, the row keeps no conversation and no words of theirs.
create table inbox (
  id integer primary key,
  key text not null unique,
  at integer not null,
  conversation text not null,
  person_id integer references person,
  command text,
  outcome text not null,
  choices text
) strict;

create index inbox_by_age on inbox (at);
create index inbox_choices on inbox (conversation, id) where choices is not null;

-- What is said later, to a person or to a group. A private message waits here until its person can be reached; `not_in`
-- is a conversation where it is not shown, because it was said there already. kept: waits to be shown at the person's
-- next private message; waiting: to be sent by its channel from `send_at` on; claimed: being sent, by the run `claim`;
-- sent; failed: refused for good; folded: above the week's budget of unasked messages (R128), told of in the next digest;
-- unreachable: a group that has no way; expired: not sent in time. `unsure`: a try whose end nobody knows, it may have
-- arrived. `mention` are ids of people, `offer` what may come next. channel: platform/hook/group, dingtalk/group/bot,
-- dingtalk/person/bot, or wecom/gateway/bot/… where each conversation is a channel; `address` is the conversation or the
-- user there.
create table outbox (
  id integer primary key,
  person_id integer references person,
  group_id integer references "group",
  say text not null,
  offer text not null default '[]',
  mention text not null default '[]',
  not_in text,
  urgent integer not null default 0,
  unasked integer not null default 0,
  created_at integer not null,
  send_at integer not null,
  expires_at integer,
  dedupe text not null unique,
  channel text,
  address text,
  state text not null default 'kept',
  attempts integer not null default 0,
  claim text,
  claimed_at integer,
  unsure integer not null default 0,
  sent_at integer,
  shown_at integer,
  why text,
  constraint outbox_audience check ((person_id is null) <> (group_id is null)),
  constraint outbox_flags check (urgent in (0, 1) and unasked in (0, 1) and unsure in (0, 1)),
  constraint outbox_state check (
    state in ('kept', 'waiting', 'claimed', 'sent', 'failed', 'folded', 'unreachable', 'expired')
    and (state not in ('waiting', 'claimed', 'sent') or channel is not null)
    and (state <> 'claimed' or (claim is not null and claimed_at is not null))
    and (state = 'sent') = (sent_at is not null)
  )
) strict;

create index outbox_of_person on outbox (person_id);
create index outbox_mailbox on outbox (person_id) where person_id is not null and shown_at is null and sent_at is null;
create index outbox_of_group on outbox (group_id) where group_id is not null;
create index outbox_due on outbox (send_at) where state = 'waiting';
create index outbox_of_channel on outbox (channel, urgent desc, id) where state = 'waiting';
create index outbox_claimed on outbox (claimed_at) where state = 'claimed';
create index outbox_pace on outbox (channel, claimed_at) where claimed_at is not null;
create index outbox_expires on outbox (expires_at) where state in ('waiting', 'unreachable') and expires_at is not null;
create index outbox_unasked on outbox (person_id, send_at) where unasked = 1;
create index outbox_unread_expired on outbox (expires_at)
  where expires_at is not null and sent_at is null and shown_at is null;
create index outbox_folded on outbox (person_id) where state = 'folded';
create index outbox_failed on outbox (id) where state in ('failed', 'unreachable');
create index outbox_by_age on outbox (created_at);
create index outbox_settled on outbox (created_at)
  where sent_at is not null or shown_at is not null or group_id is not null;
create index outbox_untold on outbox (group_id) where state = 'unreachable' and why is null;
create index outbox_of_gateway on outbox (urgent desc, send_at)
  where state = 'waiting' and channel >= 'wecom/gateway/' and channel < 'wecom/gateway0';

-- A way that has to wait, or that is broken: nothing goes there before `blocked_until`. No row: it is open.
create table channel (
  name text primary key,
  blocked_until integer not null,
  broken_at integer,
  why text not null
) strict, without rowid;

-- How much of DingTalk's monthly quota is used (dingtalk-protocol §10.1): call: paid API calls; hook: callbacks received and
-- webhooks sent. `warned` is the share (percent) of which the administrators were told.
create table usage (
  month text not null,
  what text not null,
  used integer not null,
  warned integer not null default 0,
  constraint usage_what check (what in ('call', 'hook')),
  constraint usage_month check (month is strftime('%Y-%m', month || '-01')),
  primary key (month, what)
) strict, without rowid;

-- Kept by a trigger: what the bot pushed in a month to people and to groups of a community (R128).
create table pushed (
  community_id integer not null references community,
  month text not null,
  to_people integer not null,
  to_groups integer not null,
  constraint pushed_month check (month is strftime('%Y-%m', month || '-01')),
  primary key (community_id, month)
) strict, without rowid;

-- What was announced to communities (`/公告`): its words go when their author leaves (rule 8.21). Its letters are called
-- announcement/<id>/<group> in the outbox; `said_in` is a group that could not be pushed to and heard it in the answer.
create table announcement (
  id integer primary key,
  person_id integer not null references person,
  role text not null,
  text text,
  at integer not null,
  said_in integer references "group",
  message text not null unique,
  constraint announcement_role check (role in ('administrator', 'secretary', 'street_officer')),
  constraint announcement_short check (length(text) between 1 and 500)
) strict;

create index announcement_of_person on announcement (person_id);
create index announcement_by_time on announcement (at);

-- To which communities; `at` is the announcement's.
create table announcement_place (
  community_id integer not null references community,
  at integer not null,
  announcement_id integer not null references announcement,
  primary key (community_id, at, announcement_id)
) strict, without rowid;

create index announcement_place_of on announcement_place (announcement_id);

-- An announcement that its author has seen and not yet said yes to: `number` names it, `communities` is a JSON list of ids;
-- kept for minutes.
create table announcement_draft (
  person_id integer primary key references person,
  number integer not null,
  communities text not null,
  text text not null,
  at integer not null
) strict;

-- Which process of the gateway holds a bot's long connection, since when, and until when unless it asks again, ms. `lives` is
-- 0 once nobody has asked for so long that letters no longer wait for it.
create table gateway_lease (
  platform text not null,
  bot text not null,
  holder text not null,
  since integer not null,
  until integer not null,
  lives integer not null default 1,
  constraint gateway_lease_platform check (platform in ('wecom', 'dingtalk')),
  constraint gateway_lease_lives check (lives in (0, 1)),
  primary key (platform, bot)
) strict, without rowid;

-- The last number that a process of the gateway has used: what does not count up is a replay.
create table gateway_holder (
  platform text not null,
  bot text not null,
  name text not null,
  seq integer not null,
  at integer not null,
  primary key (platform, bot, name)
) strict, without rowid;

create index gateway_holder_by_age on gateway_holder (at);

-- Up to when the jobs have been planned.
create table clock (
  id integer primary key,
  ticked_at integer not null,
  constraint clock_one check (id = 1)
) strict;

-- One row for a job, a period and a target (0: the whole deployment), done step by step: `cursor` is how far it came,
-- `next_at` when it goes on, `tries` how often the step failed. After `until` it is of no use any more.
create table job_run (
  id integer primary key,
  job text not null,
  period text not null,
  target integer not null,
  due_at integer not null,
  until integer not null,
  next_at integer not null,
  cursor integer not null default 0,
  tries integer not null default 0,
  done_at integer,
  unique (job, period, target)
) strict;

create index job_run_open on job_run (next_at, id) where done_at is null;

-- By which channel a group is spoken to, if there is one: its own webhook, the DingTalk app's interface, or the gateway
-- where the bot lives on it.
create view group_way as
  select g.id as group_id,
      case
        when g.push_url is not null
          then g.platform || '/hook/' || (select min(s.id) from "group" s where s.push_url = g.push_url)
        when g.platform = 'dingtalk' then 'dingtalk/group/' || g.bot
        else 'wecom/gateway/' || g.bot || '/group/' || g.conversation_id
      end as channel,
      iif(g.push_url is null, g.conversation_id, null) as address
    from "group" g where g.push_url is not null or g.platform = 'dingtalk'
      or exists (select 1 from gateway_lease l where l.platform = g.platform and l.bot = g.bot and l.lives = 1);

-- The accounts by which a person can be written to first: on DingTalk as staff, on WeCom where the bot lives on the gateway
-- and they have written to it in private.
create view person_way as
  select i.person_id, i.platform, i.bot, i.user_id, i.seen_at,
      iif(i.platform = 'dingtalk', 'dingtalk/person/' || i.bot, 'wecom/gateway/' || i.bot || '/person/' || i.user_id) as channel
    from identity i
    where (i.platform = 'dingtalk' and i.kind = 'staff') or (i.platform = 'wecom' and i.private_at is not null
      and exists (select 1 from gateway_lease l where l.platform = 'wecom' and l.bot = i.bot and l.lives = 1));

-- By which channel a letter goes, if there is one; to a person through the account that was known last.
create view outbox_way as
  select o.id, i.channel, i.user_id as address
    from outbox o join person p on p.id = o.person_id join person_way i on i.person_id = p.id
    where (p.notify <> 'off' or o.urgent = 1) and coalesce(o.not_in, '') not like i.platform || '/%/private/%'
      and not exists (
        select 1 from person_way n where n.person_id = i.person_id
          and (n.seen_at, n.platform, n.bot, n.user_id) > (i.seen_at, i.platform, i.bot, i.user_id)
      )
  union all
  select o.id, w.channel, w.address from outbox o join group_way w on w.group_id = o.group_id;

-- When a letter may go at the earliest: not in quiet hours (21:00–08:00, rule 8.12), to who chose so only 18:00–21:00.
create view outbox_opening as
  select id, case
      when urgent = 1 or channel is null then send_at
      when minute < opens then (send_at / 60000 + opens - minute) * 60000
      when minute >= 1260 then (send_at / 60000 + 1440 + opens - minute) * 60000
      else send_at
    end as open_at
    from (
      select o.id, o.urgent, o.channel, o.send_at, (o.send_at / 60000 + 480) % 1440 as minute,
        iif(p.notify is 'evening', 1080, 480) as opens
      from outbox o left join person p on p.id = o.person_id
    );

-- Every act by a role.
create table audit (
  id integer primary key,
  at integer not null,
  actor_id integer references person,
  action text not null,
  community_id integer references community,
  subject text not null,
  detail text not null,
  message text not null
) strict;

create index audit_of_community on audit (community_id, at);

-- Orders -------------------------------------------------------------------------------------------------------

-- One need: asked for (点单), proposed (创单) or pushed (派单). `id` is the number that people type; requests, orders and
-- wishes share the series, and nothing is ever deleted from it. The words are in order_text. places null: everybody may
-- come. Kept by triggers from the claims: taken (held, offered, done, credited), waiting, open or full, and how long
-- nobody was on it (untaken_since null: somebody is). base is hundredths; round counts how often it was reopened;
-- escalate_at is when the level above `told` is told that nobody takes it.
create table "order" (
  id integer primary key,
  community_id integer not null references community,
  grid_id integer references grid,
  origin text not null,
  requester_id integer references person,
  state text not null,
  category text not null,
  urgency text not null default 'normal',
  base integer not null,
  starts_at integer,
  ends_at integer,
  places integer default 1,
  taken integer not null default 0,
  waiting integer not null default 0,
  round integer not null default 0,
  created_by integer not null references person,
  created_at integer not null,
  message text not null,
  published_by integer references person,
  published_at integer,
  draw_at integer,
  draw_seed text,
  drawn_at integer,
  untaken_ms integer not null default 0,
  untaken_since integer,
  escalate_at integer,
  told text,
  done_at integer,
  closed_by integer references person,
  closed_at integer,
  constraint order_origin check (origin in ('request', 'proposal', 'push', 'wish')),
  constraint order_state check (
    state in ('requested', 'proposed', 'drawing', 'open', 'full', 'done', 'verified', 'reopened', 'cancelled')
  ),
  constraint order_urgency check (urgency in ('normal', 'raised', 'urgent', 'critical')),
  constraint order_times check ((starts_at is null or ends_at is null or ends_at > starts_at) and round >= 0),
  -- Never more winners than places, whoever types at the same instant.
  constraint order_places check (places between 1 and 500 and taken between 0 and coalesce(places, taken) and waiting >= 0),
  constraint order_full check (
    (state <> 'open' or places is null or taken < places) and (state <> 'full' or taken = places)
  ),
  constraint order_published check (state in ('requested', 'proposed', 'cancelled') or published_at is not null),
  constraint order_draws check (state <> 'drawing' or (draw_at is not null and places is not null)),
  constraint order_told check (told in ('grid_head', 'secretary', 'street_officer', 'administrator')),
  constraint order_closed check ((state in ('verified', 'cancelled')) = (closed_at is not null))
) strict;

create index order_of_community on "order" (community_id, state, urgency);
create index order_of_requester on "order" (requester_id) where requester_id is not null;
create index order_draws on "order" (draw_at) where state = 'drawing';
create index order_escalates on "order" (escalate_at) where escalate_at is not null;
create index order_untaken on "order" (untaken_since) where untaken_since is not null and state = 'open';
create index order_due on "order" (ends_at) where state in ('open', 'full', 'reopened') and ends_at is not null;
create index order_calls on "order" (id) where waiting > 0 and state in ('open', 'reopened');

-- What people typed about it, apart, so that it can be forgotten (rule 8.21). contact and details are private: only for
-- who holds a place.
create table order_text (
  order_id integer not null references "order",
  part text not null,
  person_id integer not null references person,
  text text not null,
  constraint order_text_part check (part in ('title', 'place', 'details', 'contact')),
  constraint order_text_short check (length(text) between 1 and 1000),
  primary key (order_id, part)
) strict, without rowid;

create index order_text_of_person on order_text (person_id);

-- What one has to be good at (R028); without any, a professional category asks for its own trade.
create table order_need (
  order_id integer not null references "order",
  key text not null,
  name text not null,
  primary key (order_id, key)
) strict, without rowid;

-- A person's place on an order. `rank` is the order of coming, given by the write; the waiting list is in its order.
-- unit_id and community_id are the person's own at that time. spans is JSON: [{ from, to }] of the service as 完成 said it.
create table claim (
  id integer primary key,
  order_id integer not null references "order",
  person_id integer not null references person,
  unit_id integer not null references unit,
  community_id integer not null references community,
  state text not null,
  rank integer not null,
  at integer not null,
  message text not null,
  assigned_by integer references person,
  offered_until integer,
  spans text,
  finished_at integer,
  changed_at integer not null,
  change_message text not null,
  ended text,
  constraint claim_state check (
    state in ('drawing', 'waiting', 'offered', 'held', 'done', 'credited', 'released')
    and (state = 'released') = (ended is not null) and (state = 'offered') = (offered_until is not null)
    and (state <> 'done' or (spans is not null and finished_at is not null))
  ),
  constraint claim_ended check (ended in ('given_back', 'undone', 'lapsed', 'replaced', 'over', 'cancelled', 'gone')),
  unique (order_id, rank)
) strict;

-- One live claim of a person on an order; what was given back may be taken anew.
create unique index claim_live on claim (order_id, person_id) where state <> 'released';
create index claim_queue on claim (order_id, rank) where state = 'waiting';
create index claim_open_of_person on claim (person_id) where state in ('drawing', 'held');
create index claim_of_person on claim (person_id, id);
create index claim_offers on claim (offered_until) where state = 'offered';

-- Every step with its actor and time (R027); null is the clock. text: a note (进度) or a reason, as typed.
create table order_event (
  id integer primary key,
  order_id integer not null references "order",
  at integer not null,
  actor_id integer references person,
  step text not null,
  subject_id integer references person,
  state text not null,
  text text,
  message text not null
) strict;

create index event_of_order on order_event (order_id, id);
create index event_of_person on order_event (actor_id) where text is not null;

-- 一事一评 (R060): one grade a round; who reopens it makes the grade void.
create table grade (
  order_id integer not null references "order",
  round integer not null,
  grade text not null,
  grader_id integer not null references person,
  community_id integer not null references community,
  month text not null,
  difficulty integer not null,
  at integer not null,
  message text not null,
  void_at integer,
  constraint grade_of check (grade in ('excellent', 'good', 'fair')),
  primary key (order_id, round)
) strict, without rowid;

-- The requester's own voice (R076), private: 1 satisfied, 2 so-so, 3 to be done again.
create table voice (
  order_id integer not null references "order",
  round integer not null,
  person_id integer not null references person,
  rating integer not null,
  text text,
  at integer not null,
  message text not null,
  constraint voice_rating check (rating in (1, 2, 3)),
  primary key (order_id, round)
) strict, without rowid;

create index voice_of_person on voice (person_id);

-- A neighbouring community is asked for help with an order, and lends its people only with its yes (R031).
create table loan (
  order_id integer not null references "order",
  community_id integer not null references community,
  state text not null default 'asked',
  asked_by integer not null references person,
  asked_at integer not null,
  message text not null,
  settled_by integer references person,
  settled_at integer,
  settle_message text,
  constraint loan_state check (
    state in ('asked', 'agreed', 'refused', 'withdrawn')
    and (state = 'asked') = (settled_at is null) and (settled_at is null) = (settle_message is null)
  ),
  primary key (order_id, community_id)
) strict, without rowid;

create index loan_of_community on loan (community_id) where state in ('asked', 'agreed');

-- What a unit offers (资源清单, R028).
create table unit_offer (
  unit_id integer not null references unit,
  key text not null,
  name text not null,
  primary key (unit_id, key)
) strict, without rowid;

create index role_of_street on role (street_id) where ended_at is null and street_id is not null;

-- Kept by triggers: grades by grader (R071), and orders by community, month of publishing and category (R035, R040).
create table grade_count (
  month text not null,
  community_id integer not null,
  grader_id integer not null references person,
  excellent integer not null default 0,
  good integer not null default 0,
  fair integer not null default 0,
  primary key (month, community_id, grader_id)
) strict, without rowid;

create table order_count (
  month text not null,
  community_id integer not null references community,
  category text not null,
  published integer not null default 0,
  proposed integer not null default 0,
  verified integer not null default 0,
  primary key (month, community_id, category)
) strict, without rowid;

-- Easy services that a person was credited with in a month, by category (R066).
create table service_count (
  person_id integer not null references person,
  month text not null,
  category text not null,
  services integer not null,
  primary key (person_id, month, category)
) strict, without rowid;

-- Places that nobody has taken, of the open orders of a community: what /冷热 shows, whatever their number. Kept by triggers.
create table lack_count (
  community_id integer primary key references community,
  lacking integer not null default 0
) strict;

-- Orders by the day on which they were to be done, and how many of them were within a day after (R039). Kept by triggers;
-- what a closed month has stays as it is (R069).
create table due_count (
  community_id integer not null references community,
  day text not null,
  due integer not null default 0,
  on_time integer not null default 0,
  constraint due_count_day check (day is date(day)),
  primary key (community_id, day)
) strict, without rowid;

-- The console ------------------------------------------------------------------------------------------------

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

-- What may never happen ----------------------------------------------------------------------------------------

create trigger hour_entry_no_update before update on hour_entry begin select raise(abort, 'ledger.fixed'); end;
create trigger hour_entry_no_delete before delete on hour_entry begin select raise(abort, 'ledger.fixed'); end;
-- REPLACE deletes without firing the delete trigger, so the key itself is guarded.
create trigger hour_entry_no_replace before insert on hour_entry
when exists (select 1 from hour_entry where id = new.id) begin select raise(abort, 'ledger.fixed'); end;

create trigger verdict_no_update before update on verdict begin select raise(abort, 'ledger.fixed'); end;
create trigger verdict_no_delete before delete on verdict begin select raise(abort, 'ledger.fixed'); end;
create trigger verdict_once before insert on verdict
when exists (select 1 from verdict where id = new.id or entry_id = new.entry_id) begin select raise(abort, 'verdict.given'); end;

create trigger audit_no_update before update on audit begin select raise(abort, 'ledger.fixed'); end;
create trigger audit_no_delete before delete on audit begin select raise(abort, 'ledger.fixed'); end;
create trigger audit_no_replace before insert on audit
when exists (select 1 from audit where id = new.id) begin select raise(abort, 'ledger.fixed'); end;

create trigger policy_no_update before update on policy begin select raise(abort, 'ledger.fixed'); end;
create trigger policy_no_delete before delete on policy begin select raise(abort, 'ledger.fixed'); end;
create trigger policy_no_replace before insert on policy
when exists (select 1 from policy where id = new.id) begin select raise(abort, 'ledger.fixed'); end;

create trigger duty_no_delete before delete on duty begin select raise(abort, 'ledger.fixed'); end;
create trigger duty_no_replace before insert on duty
when exists (select 1 from duty where id = new.id) begin select raise(abort, 'ledger.fixed'); end;
create trigger duty_keeps_id before update of id on duty begin select raise(abort, 'ledger.fixed'); end;
create trigger duty_no_reopen before update on duty
when old.ended_at is not null begin select raise(abort, 'duty.ended'); end;
-- The unique index says the same, but a REPLACE would take the running duty away.
create trigger duty_one_running before insert on duty
when new.ended_at is null and exists (select 1 from duty where person_id = new.person_id and ended_at is null)
begin select raise(abort, 'duty.running'); end;
create trigger duty_one_running_moved before update of person_id on duty
when exists (select 1 from duty where person_id = new.person_id and ended_at is null and id <> new.id)
begin select raise(abort, 'duty.running'); end;

create trigger unit_link_no_reopen before update on unit_link
when old.state in ('refused', 'withdrawn') or (old.state = 'confirmed' and new.state <> 'withdrawn')
begin select raise(abort, 'unit_link.settled'); end;

create trigger report_fixed before update of month, unit_id, at, message, times, minutes, points on report_confirmation
begin select raise(abort, 'ledger.fixed'); end;

create trigger hour_entry_overlap before insert on hour_entry when new.started_at is not null
begin
  select raise(abort, 'hours.overlap:' || e.id) from hour_entry e
    left join verdict v on v.entry_id = e.id
    where e.person_id = new.person_id and e.service_day = new.service_day
      and e.started_at < new.ended_at and e.ended_at > new.started_at
      and coalesce(v.verdict, 'approved') in ('approved', 'corrected')
      -- What a reopened order took back no longer takes its clock times.
      and not (e.kind = 'order' and v.verdict = 'approved' and 0 = (
        select sum(c.minutes) from hour_entry c where c.id = e.id or c.corrects = e.id));
end;

-- A correction belongs where the corrected line belongs, so that it changes the sums of that line and no others.
create trigger hour_entry_corrects before insert on hour_entry
when new.corrects is not null and not exists (
  select 1 from hour_entry e where e.id = new.corrects and e.corrects is null and new.kind = 'correction'
    and e.person_id = new.person_id and e.unit_id = new.unit_id and e.community_id = new.community_id
    and e.service_day = new.service_day
) begin select raise(abort, 'ledger.corrects'); end;

create trigger hour_entry_overlaps_duty before insert on hour_entry when new.started_at is not null
begin
  select raise(abort, 'hours.overlap_duty') from duty d
    where d.person_id = new.person_id and d.ended_at is null and d.started_at < new.ended_at;
end;

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

-- A line that is entered anew is one of a person who was joined, and the same line.
create trigger hour_entry_moved before insert on hour_entry
when new.moved_from is not null and not exists (
  select 1 from hour_entry e join link l on l.joined_id = e.person_id
  where e.id = new.moved_from and l.person_id = new.person_id and e.kind = new.kind and e.unit_id = new.unit_id
    and e.community_id = new.community_id and e.service_day = new.service_day
) begin select raise(abort, 'ledger.moved'); end;

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

create trigger transfer_ended before update on transfer
when old.ended_at is not null begin select raise(abort, 'transfer.ended'); end;

create trigger role_last_administrator before update of ended_at on role
when old.role = 'administrator' and old.ended_at is null and new.ended_at is not null
  and not exists (select 1 from role where role = 'administrator' and ended_at is null and id <> old.id)
begin select raise(abort, 'role.last_administrator'); end;

-- Nothing new comes to a person who is gone: what was decided a moment before is decided anew.
create trigger inbox_of_gone before insert on inbox
when exists (select 1 from person where id = new.person_id and gone_at is not null)
begin select raise(abort, 'person.gone'); end;
create trigger duty_of_gone before insert on duty
when exists (select 1 from person where id = new.person_id and gone_at is not null)
begin select raise(abort, 'person.gone'); end;
create trigger hour_entry_of_gone before insert on hour_entry
when exists (select 1 from person where id = new.person_id and gone_at is not null)
begin select raise(abort, 'person.gone'); end;
create trigger shift_of_gone before insert on shift
when exists (select 1 from person where id = new.person_id and gone_at is not null)
begin select raise(abort, 'person.gone'); end;
create trigger leave_of_gone before insert on leave
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

create trigger order_no_delete before delete on "order" begin select raise(abort, 'ledger.fixed'); end;
create trigger order_no_replace before insert on "order"
when exists (select 1 from "order" where id = new.id) begin select raise(abort, 'ledger.fixed'); end;
create trigger order_ended before update of state on "order"
when new.state <> old.state and (old.state = 'cancelled' or (old.state = 'verified' and new.state <> 'reopened'))
begin select raise(abort, 'order.ended'); end;
create trigger claim_no_delete before delete on claim begin select raise(abort, 'ledger.fixed'); end;
create trigger claim_released before update of state on claim
when old.state = 'released' begin select raise(abort, 'claim.released'); end;
create trigger event_fixed before update of order_id, at, step, state, message on order_event
begin select raise(abort, 'ledger.fixed'); end;
create trigger event_no_delete before delete on order_event begin select raise(abort, 'ledger.fixed'); end;
create trigger grade_fixed before update of order_id, round, grade, grader_id, at on grade
begin select raise(abort, 'ledger.fixed'); end;
create trigger grade_no_delete before delete on grade begin select raise(abort, 'ledger.fixed'); end;
create trigger grade_not_by_server before insert on grade
when exists (select 1 from claim where order_id = new.order_id and person_id = new.grader_id
  and state in ('held', 'done', 'credited'))
begin select raise(abort, 'grade.own'); end;
create trigger order_of_gone before insert on "order"
when exists (select 1 from person where id = new.created_by and gone_at is not null)
begin select raise(abort, 'person.gone'); end;
create trigger claim_of_gone before insert on claim
when exists (select 1 from person where id = new.person_id and gone_at is not null)
begin select raise(abort, 'person.gone'); end;

-- Three open claims a person: also when two are typed at one instant. (The policy's number, by its name.)
create trigger claim_limit before insert on claim when new.state in ('drawing', 'held')
begin
  select raise(abort, 'claim.limit') where (
    select count(*) from claim where person_id = new.person_id and state in ('drawing', 'held')
  ) >= coalesce((
    select value from policy where key = 'openClaims'
      and valid_from <= strftime('%Y-%m-%d', new.at / 1000, 'unixepoch', '+8 hours')
    order by valid_from desc, id desc limit 1
  ), 3);
end;
create trigger claim_limit_anew before update of state on claim
when new.state = 'held' and old.state in ('waiting', 'offered')
begin
  select raise(abort, 'claim.limit') where (
    select count(*) from claim where person_id = new.person_id and state in ('drawing', 'held')
  ) >= coalesce((
    select value from policy where key = 'openClaims'
      and valid_from <= strftime('%Y-%m-%d', new.changed_at / 1000, 'unixepoch', '+8 hours')
    order by valid_from desc, id desc limit 1
  ), 3);
end;

create trigger gateway_replayed before update of seq on gateway_holder when new.seq <= old.seq
begin select raise(abort, 'gateway.replayed'); end;

-- What follows by itself ---------------------------------------------------------------------------------------

-- A letter follows a joined person, takes its way, waits for its hour, and is folded above the week's budget.
create trigger outbox_routed after insert on outbox
begin
  update outbox set person_id = (select person_id from link where joined_id = new.person_id)
    where id = new.id and exists (select 1 from link where joined_id = new.person_id);
  update outbox set state = 'waiting', channel = way.channel, address = way.address
    from outbox_way way where way.id = new.id and outbox.id = new.id;
  update outbox set state = 'unreachable' where id = new.id and group_id is not null and channel is null;
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

create trigger group_reroutes after update of push_url, push_secret on "group" when new.push_url is not null
begin
  delete from channel
    where name = new.platform || '/hook/' || (select min(s.id) from "group" s where s.push_url = new.push_url);
  update outbox set state = 'waiting', channel = way.channel, address = way.address, attempts = 0
    from outbox_way way
    where way.id = outbox.id and outbox.group_id = new.id and outbox.state in ('waiting', 'unreachable');
end;

create trigger person_reroutes after update of notify on person
begin
  update outbox set state = 'kept', channel = null, address = null
    where person_id = new.id and state = 'waiting' and urgent = 0 and new.notify = 'off';
  update outbox set send_at = open_at from outbox_opening opening
    where opening.id = outbox.id and outbox.person_id = new.id and outbox.state = 'waiting';
end;

-- Letters find the gateway when it comes, and another way or the mailbox when it has gone; likewise those of somebody who
-- cannot be written to in private any more.
create trigger gateway_comes after insert on gateway_lease when new.platform = 'wecom' and new.lives = 1
begin
  update outbox set state = 'waiting', channel = way.channel, address = way.address, attempts = 0
    from group_way way
    where way.group_id = outbox.group_id and outbox.state = 'unreachable'
      and outbox.group_id in (select id from "group" where platform = 'wecom' and bot = new.bot and push_url is null);
end;

create trigger gateway_comes_back after update of lives on gateway_lease
when new.platform = 'wecom' and new.lives = 1 and old.lives = 0
begin
  update outbox set state = 'waiting', channel = way.channel, address = way.address, attempts = 0
    from group_way way
    where way.group_id = outbox.group_id and outbox.state = 'unreachable'
      and outbox.group_id in (select id from "group" where platform = 'wecom' and bot = new.bot and push_url is null);
end;

create trigger gateway_goes after update of lives on gateway_lease
when new.platform = 'wecom' and new.lives = 0 and old.lives = 1
begin
  update outbox set state = 'unreachable', channel = null, address = null, why = null
    where state = 'waiting' and channel >= 'wecom/gateway/' || new.bot || '/group/'
      and channel < 'wecom/gateway/' || new.bot || '/group0';
  update outbox set (channel, address) = (
        select w.channel, w.user_id from person_way w
          where w.person_id = outbox.person_id and coalesce(outbox.not_in, '') not like w.platform || '/%/private/%'
          order by w.seen_at desc, w.platform desc, w.bot desc, w.user_id desc limit 1
      ),
      state = iif(exists (
        select 1 from person_way w
          where w.person_id = outbox.person_id and coalesce(outbox.not_in, '') not like w.platform || '/%/private/%'
      ), 'waiting', 'kept')
    where state = 'waiting' and channel >= 'wecom/gateway/' || new.bot || '/person/'
      and channel < 'wecom/gateway/' || new.bot || '/person0';
end;

create trigger identity_shut after update of private_at on identity
when new.platform = 'wecom' and new.private_at is null
begin
  update outbox set (channel, address) = (
        select w.channel, w.user_id from person_way w
          where w.person_id = outbox.person_id and coalesce(outbox.not_in, '') not like w.platform || '/%/private/%'
          order by w.seen_at desc, w.platform desc, w.bot desc, w.user_id desc limit 1
      ),
      state = iif(exists (
        select 1 from person_way w
          where w.person_id = outbox.person_id and coalesce(outbox.not_in, '') not like w.platform || '/%/private/%'
      ), 'waiting', 'kept')
    where state = 'waiting' and channel = 'wecom/gateway/' || new.bot || '/person/' || new.user_id;
end;

-- No account stays behind in the name of its conversation.
create trigger identity_leaves after delete on identity when old.platform = 'wecom'
begin
  delete from channel where name = 'wecom/gateway/' || old.bot || '/person/' || old.user_id;
end;

create trigger outbox_pushed after update of state on outbox when new.state = 'sent' and old.state <> 'sent'
begin
  insert into pushed (community_id, month, to_people, to_groups)
    select p.community_id, strftime('%Y-%m', new.sent_at / 1000, 'unixepoch', '+8 hours'), 1, 0
      from person p where p.id = new.person_id and p.community_id is not null
    union all
    select g.community_id, strftime('%Y-%m', new.sent_at / 1000, 'unixepoch', '+8 hours'), 0, 1
      from "group" g where g.id = new.group_id
    on conflict (community_id, month) do update
      set to_people = to_people + excluded.to_people, to_groups = to_groups + excluded.to_groups;
end;

create trigger inbox_uses after insert on inbox when new.key like 'dingtalk/%'
begin
  insert into usage (month, what, used)
    values (strftime('%Y-%m', new.at / 1000, 'unixepoch', '+8 hours'), 'hook', 1)
    on conflict (month, what) do update set used = used + 1;
end;

-- Reminders of a shift that is somebody else's by now, or that is being served, are taken back.
create trigger shift_unreminds after update of state on shift when old.state = 'planned' and new.state <> 'planned'
begin
  delete from outbox where state <> 'claimed' and sent_at is null and shown_at is null
    and dedupe in ('shift/evening/' || new.id, 'shift/soon/' || new.id, 'shift/missing/' || new.id);
end;

create trigger duty_unreminds after insert on duty when new.shift_id is not null
begin
  delete from outbox where state <> 'claimed' and sent_at is null and shown_at is null
    and dedupe in ('shift/evening/' || new.shift_id, 'shift/soon/' || new.shift_id, 'shift/missing/' || new.shift_id);
end;

create trigger hour_entry_waits after insert on hour_entry
begin
  insert into pending_entry (entry_id, community_id, person_id) values (new.id, new.community_id, new.person_id);
  insert into backlog (community_id, entries) values (new.community_id, 1)
    on conflict (community_id) do update set entries = entries + 1;
end;

-- A service counts once: as long as the line and its corrections together stand for something.
create trigger verdict_settles after insert on verdict
begin
  delete from pending_entry where entry_id = new.entry_id;
  update backlog set entries = entries - 1
    where community_id = (select community_id from hour_entry where id = new.entry_id);
  insert into tally (person_id, period, unit_id, community_id, minutes, points, entries, times, by_hand)
    select e.person_id, p.value, e.unit_id, e.community_id, e.minutes, e.points, 1,
      iif(e.line_part > 1, 0, (e.standing > 0) - (e.standing - e.minutes > 0)), iif(e.line_kind in ('manual', 'makeup'), e.minutes, 0)
    from (
      select h.*, (select kind from hour_entry where id = coalesce(h.corrects, h.id)) as line_kind,
        coalesce((select part from hour_entry where id = coalesce(h.corrects, h.id)), 1) as line_part,
        (select sum(x.minutes) from hour_entry x join verdict y on y.entry_id = x.id where y.verdict = 'approved'
          and (x.id = coalesce(h.corrects, h.id) or x.corrects = coalesce(h.corrects, h.id))) as standing
      from hour_entry h where h.id = new.entry_id
    ) e, json_each(json_array(new.booking_month, substr(new.booking_month, 1, 4))) p
    where new.verdict = 'approved'
    on conflict (person_id, period, unit_id, community_id) do update
      set minutes = minutes + excluded.minutes, points = points + excluded.points, entries = entries + 1,
        times = times + excluded.times, by_hand = by_hand + excluded.by_hand;
end;

create trigger person_waits after insert on person when new.state = 'pending'
begin
  insert into backlog (community_id, people) values (new.community_id, 1)
    on conflict (community_id) do update set people = people + 1;
end;

create trigger person_moves after update of state, community_id on person
begin
  update backlog set people = people - 1 where community_id = old.community_id and old.state = 'pending';
  insert into backlog (community_id, people)
    select new.community_id, 1 where new.state = 'pending'
    on conflict (community_id) do update set people = people + 1;
end;

create trigger unit_link_waits after insert on unit_link when new.state = 'pending'
begin
  insert into backlog (community_id, units) values (new.community_id, 1)
    on conflict (community_id) do update set units = units + 1;
end;

create trigger unit_link_settles after update of state on unit_link when old.state = 'pending' and new.state <> 'pending'
begin
  update backlog set units = units - 1 where community_id = new.community_id;
end;

-- Members by unit and by community: what a change takes away and what it adds.
create trigger person_counts after insert on person
begin
  insert into headcount (scope, scope_id, registered, verified, gridded)
    select s.key, s.value, 1, new.state = 'verified', new.state = 'verified' and new.grid_id is not null
    from json_each(json_object('unit', new.unit_id, 'community', new.community_id)) s
    where new.kind = 'member' and new.state in ('pending', 'verified')
    on conflict (scope, scope_id) do update set registered = registered + excluded.registered,
      verified = verified + excluded.verified, gridded = gridded + excluded.gridded;
end;

create trigger person_counts_anew after update of kind, state, unit_id, community_id, grid_id on person
begin
  insert into headcount (scope, scope_id, registered, verified, gridded)
    select s.key, s.value, -1, -(old.state = 'verified'), -(old.state = 'verified' and old.grid_id is not null)
    from json_each(json_object('unit', old.unit_id, 'community', old.community_id)) s
    where old.kind = 'member' and old.state in ('pending', 'verified')
    on conflict (scope, scope_id) do update set registered = registered + excluded.registered,
      verified = verified + excluded.verified, gridded = gridded + excluded.gridded;
  insert into headcount (scope, scope_id, registered, verified, gridded)
    select s.key, s.value, 1, new.state = 'verified', new.state = 'verified' and new.grid_id is not null
    from json_each(json_object('unit', new.unit_id, 'community', new.community_id)) s
    where new.kind = 'member' and new.state in ('pending', 'verified')
    on conflict (scope, scope_id) do update set registered = registered + excluded.registered,
      verified = verified + excluded.verified, gridded = gridded + excluded.gridded;
end;

-- The roll: a row is held by a verified person of its unit, and by nobody else. Who is verified takes the row of their
-- name, best one of their community; who leaves the unit or is no longer verified gives it back; who moves to another
-- community takes it along. (The plus keeps SQLite from walking all free rows.)
create trigger person_takes_row after insert on person when new.state = 'verified'
begin
  update roll set person_id = new.id, community_id = iif(community_id is null, null, new.community_id)
    where id = (select id from roll where key = new.key and unit_id = new.unit_id and +person_id is null
        order by community_id is new.community_id desc, community_id is not null, id limit 1);
end;

create trigger person_keeps_row after update of state, key, unit_id, community_id on person
begin
  update roll set person_id = null
    where person_id = new.id and (new.state <> 'verified' or unit_id is not new.unit_id);
  update roll set community_id = new.community_id
    where person_id = new.id and community_id is not null and community_id <> new.community_id;
  update roll set person_id = new.id, community_id = iif(community_id is null, null, new.community_id)
    where new.state = 'verified' and not exists (select 1 from roll where person_id = new.id)
      and id = (select id from roll where key = new.key and unit_id = new.unit_id and +person_id is null
        order by community_id is new.community_id desc, community_id is not null, id limit 1);
end;

create trigger roll_finds_person after insert on roll when new.person_id is null
begin
  update roll set
      person_id = fit.id,
      community_id = iif(roll.community_id is null, null, fit.community_id)
    from (
      select p.id, p.community_id from person p
      where p.key = new.key and p.unit_id = new.unit_id and p.state = 'verified'
        and not exists (select 1 from roll r where r.person_id = p.id)
      order by p.community_id is new.community_id desc, p.id limit 1
    ) fit where roll.id = new.id;
end;

create trigger roll_counts after insert on roll
begin
  insert into headcount (scope, scope_id, listed, reported)
    select s.key, s.value, 1, new.person_id is not null
    from json_each(json_object('unit', new.unit_id, 'community', new.community_id)) s where s.value is not null
    on conflict (scope, scope_id) do update set listed = listed + excluded.listed, reported = reported + excluded.reported;
end;

create trigger roll_counts_anew after update of unit_id, community_id, person_id on roll
begin
  insert into headcount (scope, scope_id, listed, reported)
    select s.key, s.value, -1, -(old.person_id is not null)
    from json_each(json_object('unit', old.unit_id, 'community', old.community_id)) s where s.value is not null
    on conflict (scope, scope_id) do update set listed = listed + excluded.listed, reported = reported + excluded.reported;
  insert into headcount (scope, scope_id, listed, reported)
    select s.key, s.value, 1, new.person_id is not null
    from json_each(json_object('unit', new.unit_id, 'community', new.community_id)) s where s.value is not null
    on conflict (scope, scope_id) do update set listed = listed + excluded.listed, reported = reported + excluded.reported;
end;

create trigger roll_uncounts after delete on roll
begin
  insert into headcount (scope, scope_id, listed, reported)
    select s.key, s.value, -1, -(old.person_id is not null)
    from json_each(json_object('unit', old.unit_id, 'community', old.community_id)) s where s.value is not null
    on conflict (scope, scope_id) do update set listed = listed + excluded.listed, reported = reported + excluded.reported;
end;

-- Hours by unit, by community and overall; the three sums are the check line of every report (R070).
create trigger verdict_totals after insert on verdict when new.verdict = 'approved'
begin
  insert into ledger_total (scope, scope_id, period, minutes, points, entries, times, by_hand)
    select s.key, s.value, p.value, e.minutes, e.points, 1,
      iif(e.line_part > 1, 0, (e.standing > 0) - (e.standing - e.minutes > 0)), iif(e.line_kind in ('manual', 'makeup'), e.minutes, 0)
    from (
      select h.*, (select kind from hour_entry where id = coalesce(h.corrects, h.id)) as line_kind,
        coalesce((select part from hour_entry where id = coalesce(h.corrects, h.id)), 1) as line_part,
        (select sum(x.minutes) from hour_entry x join verdict y on y.entry_id = x.id where y.verdict = 'approved'
          and (x.id = coalesce(h.corrects, h.id) or x.corrects = coalesce(h.corrects, h.id))) as standing
      from hour_entry h where h.id = new.entry_id
    ) e, json_each(json_array(new.booking_month, substr(new.booking_month, 1, 4))) p,
      json_each(json_object('unit', e.unit_id, 'community', e.community_id, 'all', 0)) s
    where true
    on conflict (scope, period, scope_id) do update
      set minutes = minutes + excluded.minutes, points = points + excluded.points, entries = entries + excluded.entries,
        times = times + excluded.times, by_hand = by_hand + excluded.by_hand;
end;

-- Whose hours of a period came to more than nothing, or no longer do, by unit, by community and overall.
create trigger tally_people after insert on tally
begin
  insert into ledger_total (scope, scope_id, period, minutes, points, entries, people)
    select * from (
      select s.key, s.value, new.period, 0, 0, 0, (
        select (sum(t.minutes) > 0) - (sum(t.minutes) - new.minutes > 0) from tally t
        where t.person_id = new.person_id and t.period = new.period and (s.key <> 'unit' or t.unit_id = new.unit_id)
          and (s.key <> 'community' or t.community_id = new.community_id)) as people
      from json_each(json_object('unit', new.unit_id, 'community', new.community_id, 'all', 0)) s
    ) where people <> 0
    on conflict (scope, period, scope_id) do update set people = people + excluded.people;
end;

create trigger tally_people_anew after update of minutes on tally
begin
  insert into ledger_total (scope, scope_id, period, minutes, points, entries, people)
    select * from (
      select s.key, s.value, new.period, 0, 0, 0, (
        select (sum(t.minutes) > 0) - (sum(t.minutes) - new.minutes + old.minutes > 0) from tally t
        where t.person_id = new.person_id and t.period = new.period and (s.key <> 'unit' or t.unit_id = new.unit_id)
          and (s.key <> 'community' or t.community_id = new.community_id)) as people
      from json_each(json_object('unit', new.unit_id, 'community', new.community_id, 'all', 0)) s
    ) where people <> 0
    on conflict (scope, period, scope_id) do update set people = people + excluded.people;
end;

-- The last day of service goes up with what is entered and what runs, and back when that does not stand (R011).
create trigger entry_serves after insert on hour_entry when new.kind <> 'correction'
begin
  update person set last_served = new.service_day
    where id = new.person_id and (last_served is null or last_served < new.service_day);
end;

create trigger duty_serves after insert on duty when new.ended_at is null
begin
  update person set last_served = strftime('%Y-%m-%d', new.started_at / 1000, 'unixepoch', '+8 hours')
    where id = new.person_id
      and (last_served is null or last_served < strftime('%Y-%m-%d', new.started_at / 1000, 'unixepoch', '+8 hours'));
end;

create trigger duty_serves_moved after update of person_id on duty when new.ended_at is null
begin
  update person set last_served = strftime('%Y-%m-%d', new.started_at / 1000, 'unixepoch', '+8 hours')
    where id = new.person_id
      and (last_served is null or last_served < strftime('%Y-%m-%d', new.started_at / 1000, 'unixepoch', '+8 hours'));
end;

create trigger duty_served after update of ended_at on duty when old.ended_at is null and new.ended_at is not null
begin
  update person set last_served = (
      select e.service_day from hour_entry e left join verdict v on v.entry_id = e.id
      where e.person_id = new.person_id and e.kind <> 'correction' and coalesce(v.verdict, 'approved') in ('approved', 'corrected')
      order by e.service_day desc limit 1)
    where id = new.person_id
      and last_served = strftime('%Y-%m-%d', new.started_at / 1000, 'unixepoch', '+8 hours');
end;

create trigger verdict_unserves after insert on verdict when new.verdict in ('rejected', 'withdrawn')
begin
  update person set last_served = (
      select max(day) from (
        select strftime('%Y-%m-%d', d.started_at / 1000, 'unixepoch', '+8 hours') as day
        from duty d where d.person_id = person.id and d.ended_at is null
        union all
        select * from (
          select e.service_day from hour_entry e left join verdict v on v.entry_id = e.id
          where e.person_id = person.id and e.kind <> 'correction' and coalesce(v.verdict, 'approved') in ('approved', 'corrected')
          order by e.service_day desc limit 1)))
    where (id, last_served) = (select person_id, service_day from hour_entry where id = new.entry_id);
end;

-- Days on duty, by the community where it is and by the unit.
create trigger duty_covers after insert on duty when new.ended_by is not 'undo'
begin
  insert into duty_day (scope, month, scope_id, day, duties)
    select s.key, substr(d.day, 1, 7), s.value, d.day, 1
    from (select strftime('%Y-%m-%d', new.started_at / 1000, 'unixepoch', '+8 hours') as day) d,
      json_each(json_object('unit', new.unit_id, 'community', new.community_id)) s
    where true
    on conflict (scope, month, scope_id, day) do update set duties = duties + 1;
end;

create trigger duty_uncovers after update of ended_by on duty when old.ended_by is null and new.ended_by = 'undo'
begin
  update duty_day set duties = duties - 1
    where scope = 'unit' and month = strftime('%Y-%m', new.started_at / 1000, 'unixepoch', '+8 hours')
      and scope_id = new.unit_id and day = strftime('%Y-%m-%d', new.started_at / 1000, 'unixepoch', '+8 hours');
  update duty_day set duties = duties - 1
    where scope = 'community' and month = strftime('%Y-%m', new.started_at / 1000, 'unixepoch', '+8 hours')
      and scope_id = new.community_id and day = strftime('%Y-%m-%d', new.started_at / 1000, 'unixepoch', '+8 hours');
end;

create trigger claim_counts after insert on claim
begin
  update "order" set
      taken = taken + (new.state in ('offered', 'held')),
      waiting = waiting + (new.state = 'waiting'),
      state = iif(state = 'open' and taken + (new.state in ('offered', 'held')) >= places, 'full', state),
      untaken_ms = untaken_ms + iif(new.state in ('offered', 'held'), max(0, new.at - coalesce(untaken_since, new.at)), 0),
      untaken_since = iif(new.state in ('offered', 'held'), null, untaken_since),
      escalate_at = iif(new.state in ('offered', 'held'), null, escalate_at),
      told = iif(new.state in ('offered', 'held'), null, told)
    where id = new.order_id;
end;

create trigger claim_counts_anew after update of state on claim when new.state <> old.state
begin
  update "order" set
      taken = taken + d.more,
      waiting = waiting + d.waits,
      state = case when state not in ('open', 'full') then state when taken + d.more >= places then 'full' else 'open' end,
      untaken_ms = untaken_ms + iif(d.more > 0, max(0, new.changed_at - coalesce(untaken_since, new.changed_at)), 0),
      untaken_since = case when d.more > 0 then null when d.more < 0 and taken + d.more = 0 then new.changed_at
        else untaken_since end,
      escalate_at = iif(d.more > 0, null, escalate_at),
      told = iif(d.more > 0, null, told)
    from (select (new.state in ('offered', 'held', 'done', 'credited')) - (old.state in ('offered', 'held', 'done', 'credited'))
        as more, (new.state = 'waiting') - (old.state = 'waiting') as waits) d
    where id = new.order_id;
end;

-- Letters that nobody takes an order are taken back when somebody does, when it is published or ends; one given back is
-- told of anew. Letters of a prefix, by the unique index: '0' comes right after '/'.
create trigger order_unreminds after update of taken, state on "order"
when new.taken > old.taken or (old.state = 'requested' and new.state <> 'requested')
  or (new.state <> old.state and new.state in ('done', 'verified', 'cancelled'))
begin
  delete from outbox where state <> 'claimed' and sent_at is null and shown_at is null
    and dedupe > 'order/escalate/' || new.id || '/' and dedupe < 'order/escalate/' || new.id || '0';
  delete from outbox where state <> 'claimed' and sent_at is null and shown_at is null
    and dedupe > 'order/untaken/' || new.id || '/' and dedupe < 'order/untaken/' || new.id || '0';
end;
create trigger order_unreminds_ended after update of state on "order"
when new.state <> old.state and new.state in ('done', 'verified', 'cancelled')
begin
  delete from outbox where state <> 'claimed' and sent_at is null and shown_at is null
    and dedupe > 'order/overdue/' || new.id || '/' and dedupe < 'order/overdue/' || new.id || '0';
end;
create trigger claim_unreminds after update of state on claim
when new.state <> old.state and old.state in ('offered', 'held')
begin
  delete from outbox where state <> 'claimed' and sent_at is null and shown_at is null
    and dedupe > 'order/offer/' || new.id || '/' and dedupe < 'order/offer/' || new.id || '0';
  delete from outbox where state <> 'claimed' and sent_at is null and shown_at is null
    and dedupe > 'order/overdue/' || new.order_id || '/p' || new.person_id || '/'
    and dedupe < 'order/overdue/' || new.order_id || '/p' || new.person_id || '0';
end;
-- Who gave a place back, or was replaced, does not read the contact any more: letters that were not shown go, the others are emptied.
create trigger claim_untells after update of state on claim
when new.state = 'released' and old.state in ('held', 'done')
begin
  delete from outbox where person_id = new.person_id and state <> 'claimed' and sent_at is null and shown_at is null
    and (dedupe > 'order/assigned/' || new.order_id || '/' and dedupe < 'order/assigned/' || new.order_id || '0'
      or dedupe > 'order/contact/' || new.order_id || '/' and dedupe < 'order/contact/' || new.order_id || '0'
      or dedupe = 'order/drawn/' || new.order_id || '/' || new.person_id);
  update outbox set say = '[{"code":"mail.contact_gone"}]' where person_id = new.person_id and state <> 'claimed'
    and (dedupe > 'order/assigned/' || new.order_id || '/' and dedupe < 'order/assigned/' || new.order_id || '0'
      or dedupe > 'order/contact/' || new.order_id || '/' and dedupe < 'order/contact/' || new.order_id || '0'
      or dedupe = 'order/drawn/' || new.order_id || '/' || new.person_id);
end;

create trigger grade_counts after insert on grade
begin
  insert into grade_count (month, community_id, grader_id, excellent, good, fair)
    values (new.month, new.community_id, new.grader_id, new.grade = 'excellent', new.grade = 'good', new.grade = 'fair')
    on conflict (month, community_id, grader_id) do update
      set excellent = excellent + excluded.excellent, good = good + excluded.good, fair = fair + excluded.fair;
end;
create trigger grade_uncounts after update of void_at on grade
when old.void_at is null and new.void_at is not null
  and strftime('%Y-%m-%d', new.void_at / 1000, 'unixepoch', '+8 hours') < date(new.month || '-01', '+1 month', '+5 days')
begin
  update grade_count set excellent = excellent - (new.grade = 'excellent'), good = good - (new.grade = 'good'),
      fair = fair - (new.grade = 'fair')
    where month = new.month and community_id = new.community_id and grader_id = new.grader_id;
end;

create trigger order_counts after update of state on "order"
when old.published_at is null and new.published_at is not null or (new.state = 'verified') <> (old.state = 'verified')
begin
  insert into order_count (month, community_id, category, published, proposed, verified)
    values (strftime('%Y-%m', new.published_at / 1000, 'unixepoch', '+8 hours'), new.community_id, new.category,
      old.published_at is null, old.published_at is null and new.origin = 'proposal',
      (new.state = 'verified') - (old.state = 'verified'))
    on conflict (month, community_id, category) do update set published = published + excluded.published,
      proposed = proposed + excluded.proposed, verified = verified + excluded.verified;
end;
create trigger order_counts_pushed after insert on "order" when new.published_at is not null
begin
  insert into order_count (month, community_id, category, published)
    values (strftime('%Y-%m', new.published_at / 1000, 'unixepoch', '+8 hours'), new.community_id, new.category, 1)
    on conflict (month, community_id, category) do update set published = published + 1;
end;

create trigger order_lacks after insert on "order" when new.state = 'open' and new.places is not null
begin
  insert into lack_count (community_id, lacking) values (new.community_id, new.places - new.taken)
    on conflict (community_id) do update set lacking = lacking + excluded.lacking;
end;
create trigger order_lacks_anew after update of state, taken, places on "order"
when new.state = 'open' or old.state = 'open'
begin
  insert into lack_count (community_id, lacking) values (new.community_id,
      iif(new.state = 'open', coalesce(new.places - new.taken, 0), 0) - iif(old.state = 'open', coalesce(old.places - old.taken, 0), 0))
    on conflict (community_id) do update set lacking = lacking + excluded.lacking;
end;

-- An order that was to end at midnight was due on the day before. Called off within a day after its end it was never due.
create trigger order_falls_due after insert on "order" when new.published_at is not null and new.ends_at is not null
begin
  insert into due_count (community_id, day, due)
    values (new.community_id, strftime('%Y-%m-%d', (new.ends_at - 1) / 1000, 'unixepoch', '+8 hours'), 1)
    on conflict (community_id, day) do update set due = due + 1;
end;
create trigger order_falls_due_published after update of state on "order"
when old.published_at is null and new.published_at is not null and new.ends_at is not null
begin
  insert into due_count (community_id, day, due)
    values (new.community_id, strftime('%Y-%m-%d', (new.ends_at - 1) / 1000, 'unixepoch', '+8 hours'), 1)
    on conflict (community_id, day) do update set due = due + 1;
end;
create trigger order_in_time after update of state on "order"
when new.state in ('done', 'verified') and old.state not in ('done', 'verified')
  and coalesce(new.done_at, new.closed_at) <= new.ends_at + 86400000
begin
  update due_count set on_time = on_time + 1 where community_id = new.community_id
    and day = strftime('%Y-%m-%d', (new.ends_at - 1) / 1000, 'unixepoch', '+8 hours');
end;
-- Done, but to be done again, or called off all the same: not in time, as long as that month is open.
create trigger order_not_in_time after update of state on "order"
when old.state in ('done', 'verified') and new.state in ('reopened', 'cancelled')
  and coalesce(old.done_at, old.closed_at) <= new.ends_at + 86400000
begin
  update due_count set on_time = on_time - 1 where community_id = new.community_id
    and day = strftime('%Y-%m-%d', (new.ends_at - 1) / 1000, 'unixepoch', '+8 hours')
    and date(substr(day, 1, 7) || '-01', '+1 month', '+5 days') > strftime('%Y-%m-%d', coalesce(new.closed_at,
      (select v.at from voice v where v.order_id = new.id and v.round = old.round)) / 1000, 'unixepoch', '+8 hours');
end;
create trigger order_not_due after update of state on "order"
when new.state = 'cancelled' and old.state <> 'cancelled' and new.published_at is not null
  and new.closed_at <= new.ends_at + 86400000
begin
  update due_count set due = due - 1 where community_id = new.community_id
    and day = strftime('%Y-%m-%d', (new.ends_at - 1) / 1000, 'unixepoch', '+8 hours');
end;

-- What asks somebody to publish or to grade is taken back once that was done, or the order has ended.
create trigger order_unasks after update of state on "order"
when new.state <> old.state and (old.state in ('requested', 'proposed') or new.state in ('verified', 'reopened', 'cancelled'))
begin
  delete from outbox where state <> 'claimed' and sent_at is null and shown_at is null
    and dedupe > 'order/new/' || new.message || '/' and dedupe < 'order/new/' || new.message || '0';
  delete from outbox where state <> 'claimed' and sent_at is null and shown_at is null
    and dedupe > 'order/finished/' || new.id || '/' and dedupe < 'order/finished/' || new.id || '0';
end;

create trigger claim_serves after update of state on claim
when (new.state = 'credited') <> (old.state = 'credited')
begin
  insert into service_count (person_id, month, category, services)
    select new.person_id, strftime('%Y-%m', new.spans ->> '$[0].from' / 1000, 'unixepoch', '+8 hours'), o.category,
        iif(new.state = 'credited', 1, -1)
      from "order" o where o.id = new.order_id
    on conflict (person_id, month, category) do update set services = services + excluded.services;
end;

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
