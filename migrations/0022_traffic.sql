-- How many messages of one person, of one group, and of a stranger in private were handled in the minute of the last one,
-- so that who floods is told to wait. Rows of past minutes go at the next tick.
create table traffic (
  key text primary key,
  minute integer not null,
  messages integer not null,
  constraint traffic_messages check (messages > 0)
) strict, without rowid;

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
