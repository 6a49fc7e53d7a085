-- Wishes (微心愿, R048–R051): goods for households in need, similar ones taken together by a unit.
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

create index wish_granted on "order" (community_id, closed_at) where origin = 'wish' and state = 'verified';
create index wish_delivered on "order" (id) where origin = 'wish' and state = 'done';

-- A liaison takes wishes for the unit: these are none of their own open claims.
alter table claim add column for_unit integer not null default 0 constraint claim_for_unit check (for_unit in (0, 1));

drop trigger claim_limit;
drop trigger claim_limit_anew;
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
