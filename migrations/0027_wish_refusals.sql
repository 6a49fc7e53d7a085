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
