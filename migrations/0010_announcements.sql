-- Announcements and their drafts; how much the bot pushes to a community in a month (R128); whether those who answer for a
-- group were told that it cannot be pushed to. The way of a group is a view of its own, on which the way of a letter stands.

alter table "group" add column push_told_at integer;

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

create table announcement_place (
  community_id integer not null references community,
  at integer not null,
  announcement_id integer not null references announcement,
  primary key (community_id, at, announcement_id)
) strict, without rowid;

create index announcement_place_of on announcement_place (announcement_id);

create table announcement_draft (
  person_id integer primary key references person,
  number integer not null,
  communities text not null,
  text text not null,
  at integer not null
) strict;

create table pushed (
  community_id integer not null references community,
  month text not null,
  to_people integer not null,
  to_groups integer not null,
  constraint pushed_month check (month is strftime('%Y-%m', month || '-01')),
  primary key (community_id, month)
) strict, without rowid;

drop view outbox_way;
create view group_way as
  select g.id as group_id,
      iif(g.push_url is null, 'dingtalk/group/' || g.bot,
        g.platform || '/hook/' || (select min(s.id) from "group" s where s.push_url = g.push_url)) as channel,
      iif(g.push_url is null, g.conversation_id, null) as address
    from "group" g where g.push_url is not null or g.platform = 'dingtalk';

create view outbox_way as
  select o.id, 'dingtalk/person/' || i.bot as channel, i.user_id as address
    from outbox o join person p on p.id = o.person_id
    join identity i on i.person_id = p.id and i.platform = 'dingtalk' and i.kind = 'staff'
    where (p.notify <> 'off' or o.urgent = 1) and coalesce(o.not_in, '') not like 'dingtalk/%/private/%' and not exists (
      select 1 from identity n where n.person_id = i.person_id and n.platform = 'dingtalk' and n.kind = 'staff'
        and (n.seen_at, n.bot, n.user_id) > (i.seen_at, i.bot, i.user_id)
    )
  union all
  select o.id, w.channel, w.address from outbox o join group_way w on w.group_id = o.group_id;

create index outbox_untold on outbox (group_id) where state = 'unreachable' and why is null;

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
