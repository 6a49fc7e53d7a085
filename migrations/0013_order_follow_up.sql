-- What a month says of orders without reading them all: lacking people, and whether they were done in time (R039). Letters
-- that nobody needs any more are taken back; a closed month's grades stay as they were (R069).

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

drop trigger claim_untells;
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

drop trigger grade_uncounts;
create trigger grade_uncounts after update of void_at on grade
when old.void_at is null and new.void_at is not null
  and strftime('%Y-%m-%d', new.void_at / 1000, 'unixepoch', '+8 hours') < date(new.month || '-01', '+1 month', '+5 days')
begin
  update grade_count set excellent = excellent - (new.grade = 'excellent'), good = good - (new.grade = 'good'),
      fair = fair - (new.grade = 'fair')
    where month = new.month and community_id = new.community_id and grader_id = new.grader_id;
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

insert into lack_count (community_id, lacking)
  select community_id, sum(places - taken) from "order" where state = 'open' and places is not null group by community_id;
insert into due_count (community_id, day, due, on_time)
  select community_id, strftime('%Y-%m-%d', (ends_at - 1) / 1000, 'unixepoch', '+8 hours') as day,
      sum(not (state = 'cancelled' and closed_at <= ends_at + 86400000)),
      sum(state in ('done', 'verified') and coalesce(done_at, closed_at) <= ends_at + 86400000)
    from "order" where published_at is not null and ends_at is not null group by community_id, day;

-- These letters were named 12.0 where the triggers look for 12.
update or ignore outbox set dedupe = replace(dedupe, '.0/', '/') where dedupe like 'order/contact/%.0/%' or dedupe like 'order/drawn/%.0/%';
