-- What was verified or called off this month stands on the console's board, by community.
create index order_closed on "order" (community_id, closed_at) where closed_at is not null;

-- How many support pairs a community has now, so that nobody need count them.
alter table pair_count add column support integer not null default 0 constraint pair_count_support check (support >= 0);

insert into pair_count (community_id, asked, active, support)
  select community_id, 0, 0, count(*) from support_pair where state = 'active' group by community_id
  on conflict (community_id) do update set support = excluded.support;

create trigger support_pair_counts after insert on support_pair when new.state = 'active'
begin
  insert into pair_count (community_id, asked, active, support) values (new.community_id, 0, 0, 1)
    on conflict (community_id) do update set support = support + 1;
end;
create trigger support_pair_counts_anew after update of state on support_pair
when (new.state = 'active') <> (old.state = 'active')
begin
  insert into pair_count (community_id, asked, active, support) values (new.community_id, 0, 0, new.state = 'active')
    on conflict (community_id) do update set support = support + (new.state = 'active') - (old.state = 'active');
end;
