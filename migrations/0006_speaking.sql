-- The bot speaks by itself: letters to people and groups with their way, their pace and what became of them; the clock
-- of the jobs; how much of DingTalk's monthly quota is used.

create table letter (
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

insert into letter (id, person_id, say, not_in, created_at, send_at, shown_at, dedupe)
  select id, person_id, say, not_in, created_at, created_at, shown_at, dedupe from outbox;
drop table outbox;
alter table letter rename to outbox;

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

create table channel (
  name text primary key,
  blocked_until integer not null,
  broken_at integer,
  why text not null
) strict, without rowid;

create table usage (
  month text not null,
  what text not null,
  used integer not null,
  warned integer not null default 0,
  constraint usage_what check (what in ('call', 'hook')),
  constraint usage_month check (month is strftime('%Y-%m', month || '-01')),
  primary key (month, what)
) strict, without rowid;

create table clock (
  id integer primary key,
  ticked_at integer not null,
  constraint clock_one check (id = 1)
) strict;

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

create index group_by_push on "group" (push_url) where push_url is not null;

create view outbox_way as
  select o.id, 'dingtalk/person/' || i.bot as channel, i.user_id as address
    from outbox o join person p on p.id = o.person_id
    join identity i on i.person_id = p.id and i.platform = 'dingtalk' and i.kind = 'staff'
    where (p.notify <> 'off' or o.urgent = 1) and not exists (
      select 1 from identity n where n.person_id = i.person_id and n.platform = 'dingtalk' and n.kind = 'staff'
        and (n.seen_at, n.bot, n.user_id) > (i.seen_at, i.bot, i.user_id)
    )
  union all
  select o.id,
      iif(g.push_url is null, 'dingtalk/group/' || g.bot,
        g.platform || '/hook/' || (select min(s.id) from "group" s where s.push_url = g.push_url)),
      iif(g.push_url is null, g.conversation_id, null)
    from outbox o join "group" g on g.id = o.group_id where g.push_url is not null or g.platform = 'dingtalk';

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

create trigger outbox_of_gone before insert on outbox
when exists (select 1 from person where id = new.person_id and gone_at is not null)
  and not exists (select 1 from link where joined_id = new.person_id)
begin select raise(ignore); end;

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

create trigger inbox_uses after insert on inbox when new.key like 'dingtalk/%'
begin
  insert into usage (month, what, used)
    values (strftime('%Y-%m', new.at / 1000, 'unixepoch', '+8 hours'), 'hook', 1)
    on conflict (month, what) do update set used = used + 1;
end;
