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
