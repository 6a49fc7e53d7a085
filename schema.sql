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
-- verified_at stays when a verification is taken back: then only people verify the person anew, no row of the roll.
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
  person_id integer unique references person,
  -- The grid that whoever takes the row comes into.
  grid_id integer references grid
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
  -- The rally that it serves: its hours are 应急 (rule 8.10).
  rally_id integer references rally,
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

-- The ledger is handed out month by month.
create index verdict_booked on verdict (booking_month, entry_id) where booking_month is not null;

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

-- How many messages of one person, of one group, and of a stranger (in private, or in groups) were handled in the minute of
-- the last one, so that who floods is told to wait. Rows of past minutes go at the next tick.
create table traffic (
  key text primary key,
  minute integer not null,
  messages integer not null,
  constraint traffic_messages check (messages > 0)
) strict, without rowid;

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
create index order_closed on "order" (community_id, closed_at) where closed_at is not null;

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
-- for_unit: a liaison took it for the unit (R050); then unit_id is that unit, and it is none of their own open claims.
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
  for_unit integer not null default 0 constraint claim_for_unit check (for_unit in (0, 1)),
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

-- A wish (微心愿, R048–R051): goods for a household in need; an order besides. cents: hundredths of yuan. household: of what
-- kind it is, never who. thing: what is wished for, folded, by which similar ones are found (R050); empty once forgotten.
create table wish (
  order_id integer primary key references "order",
  cents integer not null,
  household text not null,
  thing text not null,
  constraint wish_cents check (cents > 0),
  constraint wish_household check (household in (
    'alone', 'lonely', 'disabled', 'left_child', 'child', 'elderly', 'sick', 'veteran', 'poor', 'other'
  )),
  constraint wish_thing check (length(thing) <= 100)
) strict;

-- A unit that does not take a wish is not asked for it again: the next unit is (R050).
create table wish_refusal (
  order_id integer not null references wish,
  unit_id integer not null references unit,
  person_id integer not null references person,
  at integer not null,
  message text not null,
  primary key (order_id, unit_id)
) strict, without rowid;

create index wish_refusal_of_unit on wish_refusal (unit_id, order_id);

create index wish_granted on "order" (community_id, closed_at) where origin = 'wish' and state = 'verified';
create index wish_delivered on "order" (id) where origin = 'wish' and state = 'done';

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

-- Pairings -----------------------------------------------------------------------------------------------------

-- 1+1红色搭档 (R087): one member and one volunteer of a community. asked: both are asked until `answer_by`; active: both
-- said yes, until the day `term_to` (the last one); declined, lapsed (somebody did not answer in time) and withdrawn: it
-- never began; ended. `round` counts the confirmations of a community (asked_by null: proposed after a refusal, by
-- itself); reasons is JSON: [{ code, params, private }]. …_more_at: who wants to go on after the term.
create table pairing (
  id integer primary key,
  community_id integer not null references community,
  member_id integer not null references person,
  volunteer_id integer not null references person,
  state text not null default 'asked',
  round integer not null,
  score integer not null,
  reasons text not null,
  asked_by integer references person,
  asked_at integer not null,
  message text not null,
  answer_by integer not null,
  reminded_at integer,
  member_yes_at integer,
  volunteer_yes_at integer,
  declined_by integer references person,
  began_at integer,
  begin_message text,
  term_to text,
  member_more_at integer,
  volunteer_more_at integer,
  ended_by integer references person,
  ended_at integer,
  end_reason text,
  end_message text,
  constraint pairing_state check (state in ('asked', 'active', 'declined', 'lapsed', 'withdrawn', 'ended')),
  constraint pairing_two check (member_id <> volunteer_id),
  constraint pairing_score check (score between 0 and 100 and round > 0),
  constraint pairing_began check (
    (state in ('active', 'ended')) = (began_at is not null) and (began_at is null) = (begin_message is null)
    and (began_at is null) = (term_to is null)
    and (began_at is null or (member_yes_at is not null and volunteer_yes_at is not null))
  ),
  constraint pairing_term check (term_to is date(term_to)),
  constraint pairing_declined check ((state = 'declined') = (declined_by is not null)),
  constraint pairing_ended check (
    (state in ('asked', 'active')) = (ended_at is null) and (ended_at is null) = (end_message is null)
    and (state in ('withdrawn', 'ended')) = (end_reason is not null)
  ),
  constraint pairing_end_reason check (end_reason in ('term', 'secretary', 'partner', 'gone'))
) strict;

-- Nobody has two partners, nobody is asked twice at a time, and no pair twice in a round.
create unique index pairing_open_of_member on pairing (member_id) where state in ('asked', 'active');
create unique index pairing_open_of_volunteer on pairing (volunteer_id) where state in ('asked', 'active');
create unique index pairing_once on pairing (community_id, round, member_id, volunteer_id);
create index pairing_of_member on pairing (member_id, id);
create index pairing_of_volunteer on pairing (volunteer_id, id);
create index pairing_of_community on pairing (community_id, state);
create index pairing_answers on pairing (answer_by) where state = 'asked';
create index pairing_reminds on pairing (asked_at) where state = 'asked' and reminded_at is null;
create index pairing_terms on pairing (term_to) where state = 'active';

-- What people typed about it, apart, so that it can be forgotten (rule 8.21): the goal of a pair (without a row, the
-- usual one), and why somebody declined or ended it, which only the secretary may read.
create table pair_text (
  pairing_id integer not null references pairing,
  part text not null,
  person_id integer not null references person,
  text text not null,
  constraint pair_text_part check (part in ('goal', 'reason')),
  constraint pair_text_short check (length(text) between 1 and 200),
  primary key (pairing_id, part)
) strict, without rowid;

create index pair_text_of_person on pair_text (person_id);

-- Kept by triggers: how many pairs of a community are asked now, how many are together, and its support pairs.
create table pair_count (
  community_id integer primary key references community,
  asked integer not null,
  active integer not null,
  support integer not null default 0 constraint pair_count_support check (support >= 0),
  constraint pair_count_least check (asked >= 0 and active >= 0)
) strict;

-- With whom somebody wants to be paired (wants 1), or does not (0). Told to nobody (rule 8.15).
create table pair_wish (
  person_id integer not null references person,
  other_id integer not null references person,
  wants integer not null,
  at integer not null,
  constraint pair_wish_wants check (wants in (0, 1)),
  constraint pair_wish_other check (person_id <> other_id),
  primary key (person_id, other_id)
) strict, without rowid;

create index pair_wish_of_other on pair_wish (other_id);

-- Who wants no partner for now.
create table pair_out (
  person_id integer primary key references person,
  at integer not null
) strict;

-- Who was left over, or alone again by no act of their own, since when and how often in a row: strictly first next time.
-- seeks: the next best is to be proposed at once.
create table pair_left (
  person_id integer primary key references person,
  community_id integer not null references community,
  at integer not null,
  times integer not null default 1,
  seeks integer not null default 0,
  constraint pair_left_times check (times > 0),
  constraint pair_left_seeks check (seeks in (0, 1))
) strict;

create index pair_left_in on pair_left (community_id);
create index pair_left_seeking on pair_left (at) where seeks = 1;

-- A preview that somebody who decides has seen and may confirm: pairs is JSON [{ member, volunteer, score, reasons }],
-- alone [{ id, why }]; both null while a job is at it. Kept for a day.
create table pair_draft (
  person_id integer not null references person,
  community_id integer not null references community,
  at integer not null,
  pairs text,
  alone text,
  constraint pair_draft_done check ((pairs is null) = (alone is null)),
  primary key (person_id, community_id)
) strict, without rowid;

create index pair_draft_of_community on pair_draft (community_id);

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

-- Ideas ----------------------------------------------------------------------------------------------------------

-- What somebody suggests to a community (建议, R085). `id` is the number that people type (J7); due_day is the last day for
-- the answer. open: waits for it; adopted: is to be carried out; declined; done: carried out; withdrawn. replied_… is the
-- first answer, done_… says that it was carried out (both may be one).
create table suggestion (
  id integer primary key,
  community_id integer not null references community,
  person_id integer not null references person,
  at integer not null,
  message text not null,
  due_day text not null,
  state text not null default 'open',
  replied_by integer references person,
  replied_at integer,
  reply_message text,
  done_by integer references person,
  done_at integer,
  done_message text,
  ended_at integer,
  constraint suggestion_due check (due_day is date(due_day)),
  constraint suggestion_state check (state in ('open', 'adopted', 'declined', 'done', 'withdrawn')),
  constraint suggestion_replied check (
    (state in ('adopted', 'declined', 'done')) = (replied_at is not null)
    and (replied_at is null) = (replied_by is null) and (replied_at is null) = (reply_message is null)
  ),
  constraint suggestion_done check (
    (state = 'done') = (done_at is not null) and (done_at is null) = (done_by is null) and (done_at is null) = (done_message is null)
  ),
  constraint suggestion_withdrawn check ((state = 'withdrawn') = (ended_at is not null))
) strict;

create index suggestion_of_person on suggestion (person_id, id);
create index suggestion_open on suggestion (community_id, due_day) where state = 'open';
create index suggestion_due on suggestion (due_day, id) where state = 'open';

-- What was typed about it, apart, so that it can be forgotten (rule 8.21): the idea, the answer, what was done.
create table suggestion_text (
  suggestion_id integer not null references suggestion,
  part text not null,
  person_id integer not null references person,
  text text not null,
  constraint suggestion_text_part check (part in ('idea', 'reply', 'done')),
  constraint suggestion_text_short check (length(text) between 1 and 300),
  primary key (suggestion_id, part)
) strict, without rowid;

create index suggestion_text_of_person on suggestion_text (person_id);

-- Kept by triggers: suggestions of a month by community, each figure in the month in which it came about, so that a closed
-- month never changes: made, replied to, adopted (or done) at the first answer, replied to by the due day.
create table suggestion_count (
  month text not null,
  community_id integer not null references community,
  made integer not null default 0,
  replied integer not null default 0,
  adopted integer not null default 0,
  in_time integer not null default 0,
  primary key (community_id, month)
) strict, without rowid;

-- Kept by a trigger: approved minutes of a month by volunteers and residents of a community (群众参与率, R089), as what the
-- person was when it was approved.
create table crowd_total (
  month text not null,
  community_id integer not null references community,
  minutes integer not null,
  primary key (month, community_id)
) strict, without rowid;

-- Exchange of points (R061, R062) ---------------------------------------------------------------------------------

-- What volunteers and residents of a community may have for points; `points` is what a piece costs from now on.
create table goods (
  id integer primary key,
  community_id integer not null references community,
  name text not null,
  key text not null,
  points integer not null,
  constraint goods_short check (length(name) between 1 and 20),
  constraint goods_points check (points between 1 and 9999),
  unique (community_id, key)
) strict;

-- Double entry: who holds how much of what. person: somebody's own; of a community: stock on the shelf, source (where hours
-- and goods come from, below nought) and used (where points and goods go). A person's points here are only what was spent of
-- them, below nought: what is earned stands in the ledger of hours (tally). balance is kept by a trigger from the postings.
create table account (
  id integer primary key,
  holder text not null,
  asset text not null,
  person_id integer references person,
  community_id integer references community,
  goods_id integer references goods,
  balance integer not null default 0,
  constraint account_holder check (
    holder in ('person', 'stock', 'source', 'used') and (holder = 'person') = (person_id is not null)
    and (person_id is null) = (community_id is not null)
  ),
  constraint account_asset check (asset in ('points', 'minutes', 'goods') and (asset = 'goods') = (goods_id is not null)),
  -- Never more pieces given than there are, whoever types at the same instant.
  constraint account_covered check (balance >= 0 or holder = 'source' or (holder = 'person' and asset = 'points'))
) strict;

create unique index account_of on account (
  asset, holder, coalesce(person_id, 0), coalesce(community_id, 0), coalesce(goods_id, 0)
);
create index account_of_person on account (person_id, asset) where person_id is not null;
create index account_of_goods on account (goods_id, holder) where goods_id is not null;

-- A transaction; it never changes and never goes. hours: points for minutes (折算, apart from all hours of the ledger); goods:
-- points for pieces; pick_up: they were handed over; stock: put on the shelf, or taken off (pieces below nought); return:
-- takes back the one of `of_id`, which is settled once only; join: what a joined person had goes to the one who stays.
create table exchange (
  id integer primary key,
  kind text not null,
  of_id integer references exchange,
  person_id integer references person,
  community_id integer not null references community,
  goods_id integer references goods,
  points integer not null default 0,
  minutes integer not null default 0,
  pieces integer not null default 0,
  actor_id integer references person,
  at integer not null,
  message text not null,
  constraint exchange_kind check (kind in ('hours', 'goods', 'pick_up', 'stock', 'return', 'join')),
  constraint exchange_of check ((kind in ('pick_up', 'return')) = (of_id is not null)),
  constraint exchange_goods check ((pieces <> 0) = (goods_id is not null)),
  constraint exchange_amounts check (
    points >= 0 and minutes >= 0 and case kind
      when 'hours' then points > 0 and minutes > 0 and pieces = 0
      when 'goods' then points > 0 and minutes = 0 and pieces > 0
      when 'pick_up' then points > 0 and minutes = 0 and pieces > 0
      when 'stock' then points = 0 and minutes = 0 and pieces <> 0
      when 'join' then points = 0 and minutes = 0 and pieces = 0
      else points > 0 or pieces <> 0 end
  ),
  constraint exchange_person check (
    (kind not in ('hours', 'goods', 'pick_up', 'join') or person_id is not null) and (kind <> 'stock' or person_id is null)
  )
) strict;

create unique index exchange_settled on exchange (of_id) where of_id is not null;
create index exchange_of_person on exchange (person_id, id) where person_id is not null;
create index exchange_by_actor on exchange (actor_id, id) where actor_id is not null;
create index exchange_of_message on exchange (message);

-- One asset of a transaction goes from one account to another: whatever is written, every transaction sums to nought.
create table posting (
  exchange_id integer not null references exchange,
  from_id integer not null references account,
  to_id integer not null references account,
  amount integer not null,
  constraint posting_amount check (amount > 0),
  constraint posting_two check (from_id <> to_id),
  primary key (exchange_id, from_id, to_id)
) strict, without rowid;

-- The code with which goods are fetched: of those that wait in a community, no two are the same.
create table pick_up (
  exchange_id integer primary key references exchange,
  community_id integer not null references community,
  code text not null,
  state text not null default 'waiting',
  settled_at integer,
  constraint pick_up_code check (code glob '[0-9][0-9][0-9][0-9]'),
  constraint pick_up_state check (
    state in ('waiting', 'taken', 'returned') and (state = 'waiting') = (settled_at is null)
  )
) strict;

create unique index pick_up_waiting on pick_up (community_id, code) where state = 'waiting';
create index pick_up_by_code on pick_up (code, community_id);

-- Kept by a trigger: what was exchanged in a month in a community, each in the month in which it was done, what was taken back
-- less.
create table exchange_count (
  month text not null,
  community_id integer not null references community,
  points integer not null default 0,
  minutes integer not null default 0,
  pieces integer not null default 0,
  primary key (month, community_id)
) strict, without rowid;

-- What a transaction moves, by its kind.
create view exchange_move as
  select id as exchange_id, 'points' as asset, iif(kind = 'return', 'used', 'person') as giver,
      iif(kind = 'return', 'person', 'used') as taker, points as amount
    from exchange where kind in ('hours', 'goods', 'return') and points > 0
  union all
  select id, 'minutes', iif(kind = 'return', 'person', 'source'), iif(kind = 'return', 'source', 'person'), minutes
    from exchange where kind in ('hours', 'return') and minutes > 0
  union all
  select e.id, 'goods',
      case when e.kind = 'goods' then 'stock' when e.kind = 'pick_up' then 'person'
        when e.kind = 'stock' then iif(e.pieces > 0, 'source', 'stock') when o.kind = 'goods' then 'person'
        when o.kind = 'pick_up' then 'used' else iif(e.pieces > 0, 'stock', 'source') end,
      case when e.kind = 'goods' then 'person' when e.kind = 'pick_up' then 'used'
        when e.kind = 'stock' then iif(e.pieces > 0, 'stock', 'source') when o.kind in ('goods', 'pick_up') then 'stock'
        else iif(e.pieces > 0, 'source', 'stock') end,
      abs(e.pieces)
    from exchange e left join exchange o on o.id = e.of_id where e.pieces <> 0;
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
  used_at integer,
  -- The page that it leads to, as it stands behind /console/; null: where its person comes in.
  page text
) strict;

-- The one session of a person, as a keyed hash only: a new link that is used ends the one before.
create table console_session (
  person_id integer primary key references person,
  hash text not null unique,
  started_at integer not null,
  expires_at integer not null
) strict;

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

-- What lets another system read the interface /api/v1, as a keyed hash only: everything, or one unit or one community. It is
-- the deployment's, not of who made it; `name` goes with them (rule 8.21). `uses` counts since ever, in_minute in `minute`.
create table api_token (
  id integer primary key,
  name text,
  hash text not null unique,
  unit_id integer references unit,
  community_id integer references community,
  made_by integer not null references person,
  made_at integer not null,
  expires_at integer not null,
  ended_by integer references person,
  ended_at integer,
  uses integer not null default 0,
  last_used_at integer,
  minute integer not null default 0,
  in_minute integer not null default 0,
  constraint api_token_short check (length(name) between 1 and 40),
  constraint api_token_of_one check (unit_id is null or community_id is null),
  constraint api_token_expires check (expires_at > made_at),
  constraint api_token_ended check ((ended_by is null) = (ended_at is null))
) strict;

-- By how much callbacks have moved the clock, ms, where a test clock is allowed: the console's pages follow it.
create table test_clock (
  id integer primary key,
  offset_ms integer not null,
  constraint test_clock_one check (id = 1)
) strict;

-- Imports ------------------------------------------------------------------------------------------------------

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
create trigger claim_limit before insert on claim when new.state in ('drawing', 'held') and new.for_unit = 0
begin
  select raise(abort, 'claim.limit') where (
    select count(*) from claim where person_id = new.person_id and state in ('drawing', 'held') and for_unit = 0
  ) >= coalesce((
    select value from policy where key = 'openClaims'
      and valid_from <= strftime('%Y-%m-%d', new.at / 1000, 'unixepoch', '+8 hours')
    order by valid_from desc, id desc limit 1
  ), 3);
end;
create trigger claim_limit_anew before update of state on claim
when new.state = 'held' and old.state in ('waiting', 'offered') and new.for_unit = 0
begin
  select raise(abort, 'claim.limit') where (
    select count(*) from claim where person_id = new.person_id and state in ('drawing', 'held') and for_unit = 0
  ) >= coalesce((
    select value from policy where key = 'openClaims'
      and valid_from <= strftime('%Y-%m-%d', new.changed_at / 1000, 'unixepoch', '+8 hours')
    order by valid_from desc, id desc limit 1
  ), 3);
end;

create trigger wish_fixed before update of order_id, cents, household on wish begin select raise(abort, 'ledger.fixed'); end;
create trigger wish_no_delete before delete on wish begin select raise(abort, 'ledger.fixed'); end;
create trigger wish_is_one before insert on wish
when not exists (select 1 from "order" where id = new.order_id and origin = 'wish')
begin select raise(abort, 'wish.order'); end;

create trigger pairing_no_delete before delete on pairing begin select raise(abort, 'ledger.fixed'); end;
create trigger pairing_settled before update of state on pairing
when new.state <> old.state and old.state not in ('asked', 'active') begin select raise(abort, 'pairing.settled'); end;
create trigger pairing_fits before insert on pairing
when (select count(*) from person p where p.state = 'verified' and p.gone_at is null and p.community_id = new.community_id
  and (p.id, p.kind) in (values (new.member_id, 'member'), (new.volunteer_id, 'volunteer'))) < 2
begin select raise(abort, 'pairing.unfit'); end;

-- Suggestions: nothing is deleted from the series, what is settled stays so, nothing new comes from who is gone.
create trigger suggestion_no_delete before delete on suggestion begin select raise(abort, 'ledger.fixed'); end;
create trigger suggestion_settled before update of state on suggestion
when new.state <> old.state and old.state <> 'open' and not (old.state = 'adopted' and new.state = 'done')
begin select raise(abort, 'suggestion.settled'); end;
create trigger suggestion_of_gone before insert on suggestion
when exists (select 1 from person where id = new.person_id and gone_at is not null)
begin select raise(abort, 'person.gone'); end;
create trigger gateway_replayed before update of seq on gateway_holder when new.seq <= old.seq
begin select raise(abort, 'gateway.replayed'); end;

-- The exchange: transactions are only added to, each once settled, each with the postings of its kind and no others.
create trigger exchange_fixed
before update of id, kind, of_id, community_id, goods_id, points, minutes, pieces, actor_id, at, message on exchange
begin select raise(abort, 'ledger.fixed'); end;
create trigger exchange_no_delete before delete on exchange begin select raise(abort, 'ledger.fixed'); end;
create trigger exchange_no_replace before insert on exchange
when exists (select 1 from exchange where id = new.id or of_id = new.of_id) begin select raise(abort, 'exchange.settled'); end;
create trigger exchange_settles_same before insert on exchange
when new.of_id is not null and not exists (select 1 from exchange e where e.id = new.of_id
  and (e.kind = 'goods' or (new.kind = 'return' and e.kind in ('hours', 'stock', 'pick_up')))
  and e.person_id is new.person_id and e.community_id = new.community_id and e.goods_id is new.goods_id
  and e.points = new.points and e.minutes = new.minutes and e.pieces = new.pieces)
begin select raise(abort, 'exchange.settled'); end;
create trigger exchange_of_gone before insert on exchange
when exists (select 1 from person where id = new.person_id and gone_at is not null)
begin select raise(abort, 'person.gone'); end;
create trigger posting_fixed before update on posting begin select raise(abort, 'ledger.fixed'); end;
create trigger posting_no_delete before delete on posting begin select raise(abort, 'ledger.fixed'); end;
create trigger posting_no_replace before insert on posting
when exists (select 1 from posting where exchange_id = new.exchange_id and from_id = new.from_id and to_id = new.to_id)
begin select raise(abort, 'ledger.fixed'); end;
create trigger posting_fits before insert on posting
when not exists (select 1 from account f join account t on t.id = new.to_id and t.asset = f.asset and t.goods_id is f.goods_id
  join exchange e on e.id = new.exchange_id
  where f.id = new.from_id and case when e.kind = 'join' then f.holder = 'person' and t.holder = 'person'
    else coalesce(f.person_id, e.person_id) is e.person_id and coalesce(t.person_id, e.person_id) is e.person_id
      and coalesce(f.community_id, e.community_id) = e.community_id and coalesce(t.community_id, e.community_id) = e.community_id
      and f.goods_id is iif(f.asset = 'goods', e.goods_id, null)
      and exists (select 1 from exchange_move m where m.exchange_id = e.id and m.asset = f.asset and m.giver = f.holder
        and m.taker = t.holder and m.amount = new.amount) end)
begin select raise(abort, 'exchange.unbalanced'); end;
create trigger account_fixed before update of id, holder, asset, person_id, community_id, goods_id on account
begin select raise(abort, 'ledger.fixed'); end;
create trigger account_no_delete before delete on account begin select raise(abort, 'ledger.fixed'); end;
create trigger goods_no_delete before delete on goods begin select raise(abort, 'ledger.fixed'); end;
create trigger pick_up_settled before update of state on pick_up
when old.state = 'returned' or (old.state = 'taken' and new.state <> 'returned')
begin select raise(abort, 'exchange.settled'); end;

-- Nobody spends more points than they have earned, nor has more hours for points in a year than the policy says: also when two
-- are typed at one instant. (The policy's number, by its name.)
create trigger exchange_points before insert on exchange when new.kind in ('hours', 'goods')
begin
  select raise(abort, 'exchange.points') where new.points > (
    select coalesce(sum(points), 0) from tally where person_id = new.person_id and length(period) = 4
  ) + coalesce((select balance from account where person_id = new.person_id and asset = 'points'), 0);
end;
create trigger exchange_year before insert on exchange when new.kind = 'hours'
begin
  select raise(abort, 'exchange.year') where new.minutes + (
    select coalesce(sum(e.minutes), 0) from exchange e where e.person_id = new.person_id and e.kind = 'hours'
      and strftime('%Y', e.at / 1000, 'unixepoch', '+8 hours') = strftime('%Y', new.at / 1000, 'unixepoch', '+8 hours')
      and not exists (select 1 from exchange r where r.of_id = e.id)
  ) > coalesce((
    select value from policy where key = 'exchangeMinutesAYear'
      and valid_from <= strftime('%Y-%m-%d', new.at / 1000, 'unixepoch', '+8 hours')
    order by valid_from desc, id desc limit 1
  ), 300);
end;

-- What follows by itself ---------------------------------------------------------------------------------------

-- A letter follows a joined person, takes its way, waits for its hour, and is folded above the week's budget.
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

create trigger inbox_traffic after insert on inbox
begin
  insert into traffic (key, minute, messages)
    select key, new.at / 60000, 1 from (
      select new.conversation as key where new.person_id is null or new.conversation like '%/group/%'
      union all select 'person/' || new.person_id where new.person_id is not null
    ) where true
    on conflict (key) do update
    set messages = iif(minute = excluded.minute, messages + 1, 1), minute = excluded.minute;
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

-- Who takes a row of the roll that names a grid comes into that grid, unless they chose one themselves.
create trigger roll_gives_grid after update of person_id, grid_id on roll
  when new.person_id is not null and new.grid_id is not null
begin
  update person set grid_id = new.grid_id where id = new.person_id and grid_id is null
    and community_id = (select community_id from grid where id = new.grid_id);
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
      old.published_at is null,
      old.published_at is null and new.origin = 'proposal' and new.requester_id is not new.published_by,
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

-- Who leaves the community, is no longer verified or of another kind is nobody's partner any more (also who is asked is
-- asked no more); the other is told by the trigger below. The time is that of the message that did it, which stands in
-- the inbox by then.
create trigger person_leaves_pair after update of state, kind, community_id, gone_at on person
when old.community_id is not null and (
  new.state <> 'verified' or new.kind is not old.kind or new.community_id is not old.community_id or new.gone_at is not null)
begin
  update pairing set state = iif(state = 'active', 'ended', 'withdrawn'), end_reason = 'gone', ended_by = new.id,
      ended_at = coalesce((select at from inbox order by id desc limit 1), unixepoch() * 1000),
      end_message = coalesce((select key from inbox order by id desc limit 1), 'clock')
    where new.id in (member_id, volunteer_id) and state in ('asked', 'active')
      and id in (select id from pairing where member_id = new.id union select id from pairing where volunteer_id = new.id);
  delete from pair_left where person_id = new.id;
  delete from pair_wish where new.community_id is not old.community_id and (person_id = new.id or other_id = new.id);
end;

-- A question that is settled is taken back; who has a partner, or had the choice, is left over no more; who is alone by
-- no act of their own comes first next time, and when the other left, is asked about somebody else at once.
create trigger pairing_follows after update of state on pairing when new.state <> old.state
begin
  delete from outbox where state <> 'claimed' and sent_at is null and shown_at is null and old.state = 'asked'
    and dedupe > 'pair/asked/' || new.id || '/' and dedupe < 'pair/asked/' || new.id || '0';
  delete from outbox where state <> 'claimed' and sent_at is null and shown_at is null and new.state = 'ended'
    and dedupe > 'pair/term/' || new.id || '/' and dedupe < 'pair/term/' || new.id || '0';
  delete from pair_left where person_id in (new.member_id, new.volunteer_id) and (
    new.state = 'active' or (new.state = 'declined' and person_id = new.declined_by)
    or (new.state = 'lapsed' and person_id = iif(new.member_yes_at is null, new.member_id, 0))
    or (new.state = 'lapsed' and person_id = iif(new.volunteer_yes_at is null, new.volunteer_id, 0)));
  insert into pair_left (person_id, community_id, at, seeks)
    select p.id, new.community_id, new.ended_at, (new.state = 'lapsed' or new.end_reason is 'gone')
    from person p where p.id in (new.member_id, new.volunteer_id) and p.gone_at is null
      and p.community_id = new.community_id and case
        when new.state = 'declined' then p.id <> new.declined_by
        when new.state = 'lapsed' then iif(p.id = new.member_id, new.member_yes_at, new.volunteer_yes_at) is not null
        when new.end_reason in ('gone', 'partner') then p.id is not new.ended_by
        else new.end_reason is 'secretary' end
    on conflict (person_id) do update set times = times + 1, at = excluded.at, seeks = max(seeks, excluded.seeks);
  insert into outbox (person_id, say, created_at, send_at, dedupe)
    select p.id, json_array(json_object('code', 'pair_gone.' || old.state)),
      new.ended_at, new.ended_at, 'pair/gone/' || new.id || '/' || p.id
    from person p where new.end_reason is 'gone' and p.id in (new.member_id, new.volunteer_id) and p.id is not new.ended_by;
end;

create trigger pairing_counts after insert on pairing
begin
  insert into pair_count (community_id, asked, active)
    values (new.community_id, new.state = 'asked', new.state = 'active')
    on conflict (community_id) do update set asked = asked + excluded.asked, active = active + excluded.active;
end;
create trigger pairing_counts_anew after update of state on pairing when new.state <> old.state
begin
  update pair_count set asked = asked + (new.state = 'asked') - (old.state = 'asked'),
      active = active + (new.state = 'active') - (old.state = 'active')
    where community_id = new.community_id;
end;

create trigger support_pair_counts after insert on support_pair when new.state = 'active'
begin
  insert into pair_count (community_id, asked, active, support) values (new.community_id, 0, 0, 1)
    on conflict (community_id) do update set support = support + 1;
end;
create trigger support_pair_counts_anew after update of state on support_pair
when (new.state = 'active') <> (old.state = 'active')
begin
  insert into pair_count (community_id, asked, active, support) values (new.community_id, 0, 0, new.state = 'active')
    on conflict (community_id) do update set support = support + (new.state = 'active') - (old.state = 'active');
end;

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

-- A visit counts in the month of its day, or in the open one when that has closed by then (on the 5th of the next at 24:00).
create trigger visit_counts after insert on visit
begin
  update support_pair set contact_day = new.day where id = new.support_pair_id and contact_day < new.day;
  insert into visit_count (scope, scope_id, month, visits, households)
    select s.key, s.value, max(substr(new.day, 1, 7), strftime('%Y-%m', new.at / 1000, 'unixepoch', '+8 hours', '-5 days')), 1,
      not exists (select 1 from visit v where v.support_pair_id = new.support_pair_id and v.id <> new.id
        and max(substr(v.day, 1, 7), strftime('%Y-%m', v.at / 1000, 'unixepoch', '+8 hours', '-5 days'))
          = max(substr(new.day, 1, 7), strftime('%Y-%m', new.at / 1000, 'unixepoch', '+8 hours', '-5 days')))
    from json_each(json_object('unit', new.unit_id, 'community', new.community_id)) s where true
    on conflict (scope, month, scope_id) do update
      set visits = visits + 1, households = households + excluded.households;
  delete from outbox where state <> 'claimed' and sent_at is null and shown_at is null
    and dedupe > 'support/silent/' || new.support_pair_id || '/' and dedupe < 'support/silent/' || new.support_pair_id || '0'
    and dedupe <> (select 'support/silent/' || id || '/' || contact_day from support_pair where id = new.support_pair_id);
end;
create trigger visit_uncounts after delete on visit
begin
  update support_pair set contact_day = max(strftime('%Y-%m-%d', consent_at / 1000, 'unixepoch', '+8 hours'),
      coalesce((select max(v.day) from visit v where v.support_pair_id = old.support_pair_id), ''))
    where id = old.support_pair_id;
  update visit_count set visits = visits - 1,
      households = households - not exists (select 1 from visit v where v.support_pair_id = old.support_pair_id
        and max(substr(v.day, 1, 7), strftime('%Y-%m', v.at / 1000, 'unixepoch', '+8 hours', '-5 days'))
          = max(substr(old.day, 1, 7), strftime('%Y-%m', old.at / 1000, 'unixepoch', '+8 hours', '-5 days')))
    where month = max(substr(old.day, 1, 7), strftime('%Y-%m', old.at / 1000, 'unixepoch', '+8 hours', '-5 days'))
      and (scope, scope_id) in (values ('unit', old.unit_id), ('community', old.community_id));
end;

-- What is settled needs no letter any more: those that nobody has seen are taken back.
create trigger support_pair_settles after update of state on support_pair when new.state <> old.state
begin
  delete from outbox where state <> 'claimed' and sent_at is null and shown_at is null and old.state = 'asked'
    and dedupe > 'support-asked/' || new.message || '/' and dedupe < 'support-asked/' || new.message || '0';
  delete from outbox where state <> 'claimed' and sent_at is null and shown_at is null and new.state = 'ended'
    and dedupe > 'visit-form/' || new.id || '/' and dedupe < 'visit-form/' || new.id || '0';
  delete from outbox where state <> 'claimed' and sent_at is null and shown_at is null and new.state = 'ended'
    and dedupe > 'support/silent/' || new.id || '/' and dedupe < 'support/silent/' || new.id || '0';
end;

create trigger suggestion_counts after insert on suggestion
begin
  insert into suggestion_count (month, community_id, made)
    values (strftime('%Y-%m', new.at / 1000, 'unixepoch', '+8 hours'), new.community_id, 1)
    on conflict (month, community_id) do update set made = made + 1;
end;

-- What is settled needs no letter any more: those that nobody has seen are taken back. What was withdrawn in its own month
-- was never made.
create trigger suggestion_settles after update of state on suggestion when old.state = 'open' and new.state <> 'open'
begin
  insert into suggestion_count (month, community_id, replied, adopted, in_time)
    select strftime('%Y-%m', new.replied_at / 1000, 'unixepoch', '+8 hours'), new.community_id, 1,
      new.state in ('adopted', 'done'), strftime('%Y-%m-%d', new.replied_at / 1000, 'unixepoch', '+8 hours') <= new.due_day
    where new.replied_at is not null
    on conflict (month, community_id) do update
      set replied = replied + 1, adopted = adopted + excluded.adopted, in_time = in_time + excluded.in_time;
  update suggestion_count set made = made - 1
    where new.state = 'withdrawn' and community_id = new.community_id
      and month = strftime('%Y-%m', new.at / 1000, 'unixepoch', '+8 hours')
      and month = strftime('%Y-%m', new.ended_at / 1000, 'unixepoch', '+8 hours');
  delete from outbox where state <> 'claimed' and sent_at is null and shown_at is null
    and dedupe > 'suggestion/' || new.id || '/' and dedupe < 'suggestion/' || new.id || '0';
end;

create trigger verdict_crowd after insert on verdict when new.verdict = 'approved'
begin
  insert into crowd_total (month, community_id, minutes)
    select new.booking_month, e.community_id, e.minutes from hour_entry e join person p on p.id = e.person_id
    where e.id = new.entry_id and p.kind in ('volunteer', 'resident')
    on conflict (month, community_id) do update set minutes = minutes + excluded.minutes;
end;

-- Rallies and war rules (平战转换) -----------------------------------------------------------------------------

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

-- The communities that a rally has come to. One may be in several open ones: its own, one that has come to it, that of its
-- street, one of everybody.
create table rally_place (
  rally_id integer not null references rally,
  community_id integer not null references community,
  at integer not null,
  ended_at integer,
  primary key (rally_id, community_id)
) strict, without rowid;

create index rally_place_open on rally_place (community_id) where ended_at is null;
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

-- The standing lists of a unit (两队一网格, R099): 工作队, 突击队, 党员网格员. Somebody may be on several.
create table standby (
  unit_id integer not null references unit,
  team text not null,
  person_id integer not null references person,
  primary key (unit_id, team, person_id),
  constraint standby_team check (team in ('work', 'strike', 'grid'))
) strict, without rowid;

create index standby_of_person on standby (person_id);

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

-- The end: its communities are free, nobody is listed any more, what nobody has read of it is taken back.
create trigger rally_ends after update of ended_at on rally when old.ended_at is null and new.ended_at is not null
begin
  update rally_place set ended_at = new.ended_at where rally_id = new.id and ended_at is null;
  update rally_call set listed_at = new.ended_at where rally_id = new.id and answered_at is null and listed_at is null;
  delete from outbox where state <> 'claimed' and sent_at is null and shown_at is null and id in (
    select o.id from json_each('["call", "level", "found", "wider", "silent", "enough", "open"]') w
      cross join outbox o on o.dedupe > 'rally/' || w.value || '/' || new.id || '/'
        and o.dedupe < 'rally/' || w.value || '/' || new.id || '0');
end;
-- The community is called: nobody is asked whether it should be.
create trigger rally_taken_up after update of reach on rally when old.reach = 'grid' and new.reach <> 'grid'
begin
  delete from outbox where state <> 'claimed' and sent_at is null and shown_at is null
    and dedupe > 'rally/found/' || new.id || '/' and dedupe < 'rally/found/' || new.id || '0';
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

-- Who leaves the unit, or is joined into somebody of another one, is on no list of it any more.
create trigger person_leaves_standby after update of unit_id, gone_at on person
begin
  delete from standby where person_id = new.id and (new.gone_at is not null or unit_id is not new.unit_id);
end;
create trigger standby_moves after update of person_id on standby
begin
  delete from standby where person_id = new.person_id
    and unit_id is not (select unit_id from person where id = new.person_id);
end;

create trigger entry_of_rally after insert on hour_entry when new.duty_id is not null and new.moved_from is null
begin
  update rally set minutes = minutes + new.minutes
    where id = (select d.rally_id from duty d where d.id = new.duty_id) and exists (select 1 from rally_call k
      where k.rally_id = rally.id and k.person_id = new.person_id and k.arrived_at / 60000 * 60000 <= new.started_at);
end;

-- A transaction makes its own postings (those of a join are written with it), and its goods' code is settled with it.
create trigger exchange_posts after insert on exchange when new.kind <> 'join'
begin
  insert into account (holder, asset, person_id, community_id, goods_id)
    select h.holder, m.asset, iif(h.holder = 'person', new.person_id, null), iif(h.holder = 'person', null, new.community_id),
      iif(m.asset = 'goods', new.goods_id, null)
    from exchange_move m join (select 'person' as holder union select 'stock' union select 'source' union select 'used') h
      on h.holder in (m.giver, m.taker)
    where m.exchange_id = new.id on conflict do nothing;
  insert into posting (exchange_id, from_id, to_id, amount)
    select new.id, f.id, t.id, m.amount from exchange_move m
      join account f on f.asset = m.asset and f.holder = m.giver
        and coalesce(f.person_id, 0) = iif(m.giver = 'person', new.person_id, 0)
        and coalesce(f.community_id, 0) = iif(m.giver = 'person', 0, new.community_id)
        and coalesce(f.goods_id, 0) = iif(m.asset = 'goods', new.goods_id, 0)
      join account t on t.asset = m.asset and t.holder = m.taker
        and coalesce(t.person_id, 0) = iif(m.taker = 'person', new.person_id, 0)
        and coalesce(t.community_id, 0) = iif(m.taker = 'person', 0, new.community_id)
        and coalesce(t.goods_id, 0) = iif(m.asset = 'goods', new.goods_id, 0)
      where m.exchange_id = new.id;
  update pick_up set state = iif(new.kind = 'pick_up', 'taken', 'returned'), settled_at = new.at
    where exchange_id in (new.of_id, (select of_id from exchange where id = new.of_id));
end;
create trigger posting_counts after insert on posting
begin
  update account set balance = balance + iif(id = new.to_id, new.amount, -new.amount) where id in (new.from_id, new.to_id);
end;

create trigger exchange_counts after insert on exchange
when new.kind in ('hours', 'goods') or (new.kind = 'return' and new.points > 0)
begin
  insert into exchange_count (month, community_id, points, minutes, pieces)
    select strftime('%Y-%m', new.at / 1000, 'unixepoch', '+8 hours'), new.community_id, s.sign * new.points,
      s.sign * new.minutes, s.sign * new.pieces
    from (select iif(new.kind = 'return', -1, 1) as sign) s where true
    on conflict (month, community_id) do update set points = points + excluded.points,
      minutes = minutes + excluded.minutes, pieces = pieces + excluded.pieces;
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
