-- The gateway holds the platforms' long connections: who holds which, and what the bot says there by itself. A WeCom bot
-- that lives on the gateway can speak first, to groups and to whom has written to it in private.

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

create table gateway_holder (
  platform text not null,
  bot text not null,
  name text not null,
  seq integer not null,
  at integer not null,
  primary key (platform, bot, name)
) strict, without rowid;

create index gateway_holder_by_age on gateway_holder (at);

alter table identity add column private_at integer;

update identity set private_at = wrote.at
  from (
    select conversation, max(at) as at from inbox
      where conversation like 'wecom/%/private/%' and command is not null group by conversation
  ) wrote
  where platform = 'wecom' and wrote.conversation = 'wecom/' || bot || '/private/' || user_id;

create index outbox_of_gateway on outbox (urgent desc, send_at)
  where state = 'waiting' and channel >= 'wecom/gateway/' and channel < 'wecom/gateway0';

drop view outbox_way;
drop view group_way;

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

create view person_way as
  select i.person_id, i.platform, i.bot, i.user_id, i.seen_at,
      iif(i.platform = 'dingtalk', 'dingtalk/person/' || i.bot, 'wecom/gateway/' || i.bot || '/person/' || i.user_id) as channel
    from identity i
    where (i.platform = 'dingtalk' and i.kind = 'staff') or (i.platform = 'wecom' and i.private_at is not null
      and exists (select 1 from gateway_lease l where l.platform = 'wecom' and l.bot = i.bot and l.lives = 1));

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

create trigger gateway_replayed before update of seq on gateway_holder when new.seq <= old.seq
begin select raise(abort, 'gateway.replayed'); end;

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

create trigger identity_leaves after delete on identity when old.platform = 'wecom'
begin
  delete from channel where name = 'wecom/gateway/' || old.bot || '/person/' || old.user_id;
end;
