-- Exchange of points (R061, R062) ---------------------------------------------------------------------------------

-- What volunteers and residents of a community may have for points; `points` is what a piece costs from now on.
create table goods (
  id integer primary key,
  community_id integer not null references community,
  name text not null,
  key text not null,
  points integer not null,
  constraint goods_short check (length(name) between 1 and 20),
  constraint goods_points check (points between 1 and 9999),
  unique (community_id, key)
) strict;

-- Double entry: who holds how much of what. person: somebody's own; of a community: stock on the shelf, source (where hours
-- and goods come from, below nought) and used (where points and goods go). A person's points here are only what was spent of
-- them, below nought: what is earned stands in the ledger of hours (tally). balance is kept by a trigger from the postings.
create table account (
  id integer primary key,
  holder text not null,
  asset text not null,
  person_id integer references person,
  community_id integer references community,
  goods_id integer references goods,
  balance integer not null default 0,
  constraint account_holder check (
    holder in ('person', 'stock', 'source', 'used') and (holder = 'person') = (person_id is not null)
    and (person_id is null) = (community_id is not null)
  ),
  constraint account_asset check (asset in ('points', 'minutes', 'goods') and (asset = 'goods') = (goods_id is not null)),
  -- Never more pieces given than there are, whoever types at the same instant.
  constraint account_covered check (balance >= 0 or holder = 'source' or (holder = 'person' and asset = 'points'))
) strict;

create unique index account_of on account (
  asset, holder, coalesce(person_id, 0), coalesce(community_id, 0), coalesce(goods_id, 0)
);
create index account_of_person on account (person_id, asset) where person_id is not null;
create index account_of_goods on account (goods_id, holder) where goods_id is not null;

-- A transaction; it never changes and never goes. hours: points for minutes (折算, apart from all hours of the ledger); goods:
-- points for pieces; pick_up: they were handed over; stock: put on the shelf, or taken off (pieces below nought); return:
-- takes back the one of `of_id`, which is settled once only; join: what a joined person had goes to the one who stays.
create table exchange (
  id integer primary key,
  kind text not null,
  of_id integer references exchange,
  person_id integer references person,
  community_id integer not null references community,
  goods_id integer references goods,
  points integer not null default 0,
  minutes integer not null default 0,
  pieces integer not null default 0,
  actor_id integer references person,
  at integer not null,
  message text not null,
  constraint exchange_kind check (kind in ('hours', 'goods', 'pick_up', 'stock', 'return', 'join')),
  constraint exchange_of check ((kind in ('pick_up', 'return')) = (of_id is not null)),
  constraint exchange_goods check ((pieces <> 0) = (goods_id is not null)),
  constraint exchange_amounts check (
    points >= 0 and minutes >= 0 and case kind
      when 'hours' then points > 0 and minutes > 0 and pieces = 0
      when 'goods' then points > 0 and minutes = 0 and pieces > 0
      when 'pick_up' then points > 0 and minutes = 0 and pieces > 0
      when 'stock' then points = 0 and minutes = 0 and pieces <> 0
      when 'join' then points = 0 and minutes = 0 and pieces = 0
      else points > 0 or pieces <> 0 end
  ),
  constraint exchange_person check (
    (kind not in ('hours', 'goods', 'pick_up', 'join') or person_id is not null) and (kind <> 'stock' or person_id is null)
  )
) strict;

create unique index exchange_settled on exchange (of_id) where of_id is not null;
create index exchange_of_person on exchange (person_id, id) where person_id is not null;
create index exchange_by_actor on exchange (actor_id, id) where actor_id is not null;
create index exchange_of_message on exchange (message);

-- One asset of a transaction goes from one account to another: whatever is written, every transaction sums to nought.
create table posting (
  exchange_id integer not null references exchange,
  from_id integer not null references account,
  to_id integer not null references account,
  amount integer not null,
  constraint posting_amount check (amount > 0),
  constraint posting_two check (from_id <> to_id),
  primary key (exchange_id, from_id, to_id)
) strict, without rowid;

-- The code with which goods are fetched: of those that wait in a community, no two are the same.
create table pick_up (
  exchange_id integer primary key references exchange,
  community_id integer not null references community,
  code text not null,
  state text not null default 'waiting',
  settled_at integer,
  constraint pick_up_code check (code glob '[0-9][0-9][0-9][0-9]'),
  constraint pick_up_state check (
    state in ('waiting', 'taken', 'returned') and (state = 'waiting') = (settled_at is null)
  )
) strict;

create unique index pick_up_waiting on pick_up (community_id, code) where state = 'waiting';
create index pick_up_by_code on pick_up (code, community_id);

-- Kept by a trigger: what was exchanged in a month in a community, each in the month in which it was done, what was taken back
-- less.
create table exchange_count (
  month text not null,
  community_id integer not null references community,
  points integer not null default 0,
  minutes integer not null default 0,
  pieces integer not null default 0,
  primary key (month, community_id)
) strict, without rowid;

-- What a transaction moves, by its kind.
create view exchange_move as
  select id as exchange_id, 'points' as asset, iif(kind = 'return', 'used', 'person') as giver,
      iif(kind = 'return', 'person', 'used') as taker, points as amount
    from exchange where kind in ('hours', 'goods', 'return') and points > 0
  union all
  select id, 'minutes', iif(kind = 'return', 'person', 'source'), iif(kind = 'return', 'source', 'person'), minutes
    from exchange where kind in ('hours', 'return') and minutes > 0
  union all
  select e.id, 'goods',
      case when e.kind = 'goods' then 'stock' when e.kind = 'pick_up' then 'person'
        when e.kind = 'stock' then iif(e.pieces > 0, 'source', 'stock') when o.kind = 'goods' then 'person'
        when o.kind = 'pick_up' then 'used' else iif(e.pieces > 0, 'stock', 'source') end,
      case when e.kind = 'goods' then 'person' when e.kind = 'pick_up' then 'used'
        when e.kind = 'stock' then iif(e.pieces > 0, 'stock', 'source') when o.kind in ('goods', 'pick_up') then 'stock'
        else iif(e.pieces > 0, 'source', 'stock') end,
      abs(e.pieces)
    from exchange e left join exchange o on o.id = e.of_id where e.pieces <> 0;

-- The exchange: transactions are only added to, each once settled, each with the postings of its kind and no others.
create trigger exchange_fixed
before update of id, kind, of_id, community_id, goods_id, points, minutes, pieces, actor_id, at, message on exchange
begin select raise(abort, 'ledger.fixed'); end;
create trigger exchange_no_delete before delete on exchange begin select raise(abort, 'ledger.fixed'); end;
create trigger exchange_no_replace before insert on exchange
when exists (select 1 from exchange where id = new.id or of_id = new.of_id) begin select raise(abort, 'exchange.settled'); end;
create trigger exchange_settles_same before insert on exchange
when new.of_id is not null and not exists (select 1 from exchange e where e.id = new.of_id
  and (e.kind = 'goods' or (new.kind = 'return' and e.kind in ('hours', 'stock', 'pick_up')))
  and e.person_id is new.person_id and e.community_id = new.community_id and e.goods_id is new.goods_id
  and e.points = new.points and e.minutes = new.minutes and e.pieces = new.pieces)
begin select raise(abort, 'exchange.settled'); end;
create trigger exchange_of_gone before insert on exchange
when exists (select 1 from person where id = new.person_id and gone_at is not null)
begin select raise(abort, 'person.gone'); end;
create trigger posting_fixed before update on posting begin select raise(abort, 'ledger.fixed'); end;
create trigger posting_no_delete before delete on posting begin select raise(abort, 'ledger.fixed'); end;
create trigger posting_no_replace before insert on posting
when exists (select 1 from posting where exchange_id = new.exchange_id and from_id = new.from_id and to_id = new.to_id)
begin select raise(abort, 'ledger.fixed'); end;
create trigger posting_fits before insert on posting
when not exists (select 1 from account f join account t on t.id = new.to_id and t.asset = f.asset and t.goods_id is f.goods_id
  join exchange e on e.id = new.exchange_id
  where f.id = new.from_id and case when e.kind = 'join' then f.holder = 'person' and t.holder = 'person'
    else coalesce(f.person_id, e.person_id) is e.person_id and coalesce(t.person_id, e.person_id) is e.person_id
      and coalesce(f.community_id, e.community_id) = e.community_id and coalesce(t.community_id, e.community_id) = e.community_id
      and f.goods_id is iif(f.asset = 'goods', e.goods_id, null)
      and exists (select 1 from exchange_move m where m.exchange_id = e.id and m.asset = f.asset and m.giver = f.holder
        and m.taker = t.holder and m.amount = new.amount) end)
begin select raise(abort, 'exchange.unbalanced'); end;
create trigger account_fixed before update of id, holder, asset, person_id, community_id, goods_id on account
begin select raise(abort, 'ledger.fixed'); end;
create trigger account_no_delete before delete on account begin select raise(abort, 'ledger.fixed'); end;
create trigger goods_no_delete before delete on goods begin select raise(abort, 'ledger.fixed'); end;
create trigger pick_up_settled before update of state on pick_up
when old.state = 'returned' or (old.state = 'taken' and new.state <> 'returned')
begin select raise(abort, 'exchange.settled'); end;

-- Nobody spends more points than they have earned, nor has more hours for points in a year than the policy says: also when two
-- are typed at one instant. (The policy's number, by its name.)
create trigger exchange_points before insert on exchange when new.kind in ('hours', 'goods')
begin
  select raise(abort, 'exchange.points') where new.points > (
    select coalesce(sum(points), 0) from tally where person_id = new.person_id and length(period) = 4
  ) + coalesce((select balance from account where person_id = new.person_id and asset = 'points'), 0);
end;
create trigger exchange_year before insert on exchange when new.kind = 'hours'
begin
  select raise(abort, 'exchange.year') where new.minutes + (
    select coalesce(sum(e.minutes), 0) from exchange e where e.person_id = new.person_id and e.kind = 'hours'
      and strftime('%Y', e.at / 1000, 'unixepoch', '+8 hours') = strftime('%Y', new.at / 1000, 'unixepoch', '+8 hours')
      and not exists (select 1 from exchange r where r.of_id = e.id)
  ) > coalesce((
    select value from policy where key = 'exchangeMinutesAYear'
      and valid_from <= strftime('%Y-%m-%d', new.at / 1000, 'unixepoch', '+8 hours')
    order by valid_from desc, id desc limit 1
  ), 300);
end;

-- A transaction makes its own postings (those of a join are written with it), and its goods' code is settled with it.
create trigger exchange_posts after insert on exchange when new.kind <> 'join'
begin
  insert into account (holder, asset, person_id, community_id, goods_id)
    select h.holder, m.asset, iif(h.holder = 'person', new.person_id, null), iif(h.holder = 'person', null, new.community_id),
      iif(m.asset = 'goods', new.goods_id, null)
    from exchange_move m join (select 'person' as holder union select 'stock' union select 'source' union select 'used') h
      on h.holder in (m.giver, m.taker)
    where m.exchange_id = new.id on conflict do nothing;
  insert into posting (exchange_id, from_id, to_id, amount)
    select new.id, f.id, t.id, m.amount from exchange_move m
      join account f on f.asset = m.asset and f.holder = m.giver
        and coalesce(f.person_id, 0) = iif(m.giver = 'person', new.person_id, 0)
        and coalesce(f.community_id, 0) = iif(m.giver = 'person', 0, new.community_id)
        and coalesce(f.goods_id, 0) = iif(m.asset = 'goods', new.goods_id, 0)
      join account t on t.asset = m.asset and t.holder = m.taker
        and coalesce(t.person_id, 0) = iif(m.taker = 'person', new.person_id, 0)
        and coalesce(t.community_id, 0) = iif(m.taker = 'person', 0, new.community_id)
        and coalesce(t.goods_id, 0) = iif(m.asset = 'goods', new.goods_id, 0)
      where m.exchange_id = new.id;
  update pick_up set state = iif(new.kind = 'pick_up', 'taken', 'returned'), settled_at = new.at
    where exchange_id in (new.of_id, (select of_id from exchange where id = new.of_id));
end;
create trigger posting_counts after insert on posting
begin
  update account set balance = balance + iif(id = new.to_id, new.amount, -new.amount) where id in (new.from_id, new.to_id);
end;

create trigger exchange_counts after insert on exchange
when new.kind in ('hours', 'goods') or (new.kind = 'return' and new.points > 0)
begin
  insert into exchange_count (month, community_id, points, minutes, pieces)
    select strftime('%Y-%m', new.at / 1000, 'unixepoch', '+8 hours'), new.community_id, s.sign * new.points,
      s.sign * new.minutes, s.sign * new.pieces
    from (select iif(new.kind = 'return', -1, 1) as sign) s where true
    on conflict (month, community_id) do update set points = points + excluded.points,
      minutes = minutes + excluded.minutes, pieces = pieces + excluded.pieces;
end;
