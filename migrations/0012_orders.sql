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

-- What may never happen

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

-- What follows by itself

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
-- Who gave a place back, or was replaced, does not read the contact any more in a letter that was not shown yet.
create trigger claim_untells after update of state on claim
when new.state = 'released' and old.state in ('held', 'done')
begin
  delete from outbox where person_id = new.person_id and state <> 'claimed' and sent_at is null and shown_at is null
    and (dedupe > 'order/assigned/' || new.order_id || '/' and dedupe < 'order/assigned/' || new.order_id || '0'
      or dedupe > 'order/contact/' || new.order_id || '/' and dedupe < 'order/contact/' || new.order_id || '0');
end;

create trigger grade_counts after insert on grade
begin
  insert into grade_count (month, community_id, grader_id, excellent, good, fair)
    values (new.month, new.community_id, new.grader_id, new.grade = 'excellent', new.grade = 'good', new.grade = 'fair')
    on conflict (month, community_id, grader_id) do update
      set excellent = excellent + excluded.excellent, good = good + excluded.good, fair = fair + excluded.fair;
end;
create trigger grade_uncounts after update of void_at on grade when old.void_at is null and new.void_at is not null
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

create trigger claim_serves after update of state on claim
when (new.state = 'credited') <> (old.state = 'credited')
begin
  insert into service_count (person_id, month, category, services)
    select new.person_id, strftime('%Y-%m', new.spans ->> '$[0].from' / 1000, 'unixepoch', '+8 hours'), o.category,
        iif(new.state = 'credited', 1, -1)
      from "order" o where o.id = new.order_id
    on conflict (person_id, month, category) do update set services = services + excluded.services;
end;

-- The ledger takes order lines: hour_entry is rebuilt. The rows go out and come back under the same name, because a
-- deferred foreign key is only satisfied again by the name it points at.
pragma defer_foreign_keys = on;
create table hour_entry_kept as select * from hour_entry;
drop table hour_entry;
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
insert into hour_entry (id, person_id, unit_id, community_id, grid_id, kind, service_day, started_at, ended_at, minutes, booking_month, difficulty, grade, points, duty_id, corrects, moved_from, revision, waits_for, actor_id, message, created_at) select id, person_id, unit_id, community_id, grid_id, kind, service_day, started_at, ended_at, minutes, booking_month, difficulty, grade, points, duty_id, corrects, moved_from, revision, waits_for, actor_id, message, created_at from hour_entry_kept;
drop table hour_entry_kept;
create index entry_of_person on hour_entry (person_id, service_day);
create unique index entry_moved on hour_entry (moved_from) where moved_from is not null;
create unique index entry_correction on hour_entry (corrects, revision) where corrects is not null;
create unique index entry_of_order on hour_entry (order_id, person_id, round, part) where order_id is not null;
create trigger hour_entry_no_update before update on hour_entry begin select raise(abort, 'ledger.fixed'); end;
create trigger hour_entry_no_delete before delete on hour_entry begin select raise(abort, 'ledger.fixed'); end;
create trigger hour_entry_no_replace before insert on hour_entry
when exists (select 1 from hour_entry where id = new.id) begin select raise(abort, 'ledger.fixed'); end;
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
create trigger hour_entry_moved before insert on hour_entry
when new.moved_from is not null and not exists (
  select 1 from hour_entry e join link l on l.joined_id = e.person_id
  where e.id = new.moved_from and l.person_id = new.person_id and e.kind = new.kind and e.unit_id = new.unit_id
    and e.community_id = new.community_id and e.service_day = new.service_day
) begin select raise(abort, 'ledger.moved'); end;
create trigger hour_entry_of_gone before insert on hour_entry
when exists (select 1 from person where id = new.person_id and gone_at is not null)
begin select raise(abort, 'person.gone'); end;
create trigger hour_entry_waits after insert on hour_entry
begin
  insert into pending_entry (entry_id, community_id, person_id) values (new.id, new.community_id, new.person_id);
  insert into backlog (community_id, entries) values (new.community_id, 1)
    on conflict (community_id) do update set entries = entries + 1;
end;
create trigger entry_serves after insert on hour_entry when new.kind <> 'correction'
begin
  update person set last_served = new.service_day
    where id = new.person_id and (last_served is null or last_served < new.service_day);
end;
drop trigger verdict_settles;
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
drop trigger verdict_totals;
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
