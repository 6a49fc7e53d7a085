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

insert into crowd_total (month, community_id, minutes)
  select t.period, t.community_id, sum(t.minutes) from tally t join person p on p.id = t.person_id
  where length(t.period) = 7 and p.kind in ('volunteer', 'resident') group by t.period, t.community_id;

-- Suggestions: nothing is deleted from the series, what is settled stays so, nothing new comes from who is gone.
create trigger suggestion_no_delete before delete on suggestion begin select raise(abort, 'ledger.fixed'); end;
create trigger suggestion_settled before update of state on suggestion
when new.state <> old.state and old.state <> 'open' and not (old.state = 'adopted' and new.state = 'done')
begin select raise(abort, 'suggestion.settled'); end;
create trigger suggestion_of_gone before insert on suggestion
when exists (select 1 from person where id = new.person_id and gone_at is not null)
begin select raise(abort, 'person.gone'); end;

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
