-- 0023: visits of earlier days, letters about support pairs that are settled, pairs counted by community.
-- Kept by triggers: how many pairs of a community are asked now, and how many are together.
create table pair_count (
  community_id integer primary key references community,
  asked integer not null,
  active integer not null,
  constraint pair_count_least check (asked >= 0 and active >= 0)
) strict;

insert into pair_count (community_id, asked, active)
  select community_id, sum(state = 'asked'), sum(state = 'active') from pairing group by community_id;

create trigger pairing_counts after insert on pairing
begin
  insert into pair_count (community_id, asked, active)
    values (new.community_id, new.state = 'asked', new.state = 'active')
    on conflict (community_id) do update set asked = asked + excluded.asked, active = active + excluded.active;
end;
create trigger pairing_counts_anew after update of state on pairing when new.state <> old.state
begin
  update pair_count set asked = asked + (new.state = 'asked') - (old.state = 'asked'),
      active = active + (new.state = 'active') - (old.state = 'active')
    where community_id = new.community_id;
end;

drop trigger visit_counts;
drop trigger visit_uncounts;
-- A visit counts in the month of its day, or in the open one when that has closed by then (on the 5th of the next at 24:00).
create trigger visit_counts after insert on visit
begin
  update support_pair set contact_day = new.day where id = new.support_pair_id and contact_day < new.day;
  insert into visit_count (scope, scope_id, month, visits, households)
    select s.key, s.value, max(substr(new.day, 1, 7), strftime('%Y-%m', new.at / 1000, 'unixepoch', '+8 hours', '-5 days')), 1,
      not exists (select 1 from visit v where v.support_pair_id = new.support_pair_id and v.id <> new.id
        and max(substr(v.day, 1, 7), strftime('%Y-%m', v.at / 1000, 'unixepoch', '+8 hours', '-5 days'))
          = max(substr(new.day, 1, 7), strftime('%Y-%m', new.at / 1000, 'unixepoch', '+8 hours', '-5 days')))
    from json_each(json_object('unit', new.unit_id, 'community', new.community_id)) s where true
    on conflict (scope, month, scope_id) do update
      set visits = visits + 1, households = households + excluded.households;
  delete from outbox where state <> 'claimed' and sent_at is null and shown_at is null
    and dedupe > 'support/silent/' || new.support_pair_id || '/' and dedupe < 'support/silent/' || new.support_pair_id || '0'
    and dedupe <> (select 'support/silent/' || id || '/' || contact_day from support_pair where id = new.support_pair_id);
end;
create trigger visit_uncounts after delete on visit
begin
  update support_pair set contact_day = max(strftime('%Y-%m-%d', consent_at / 1000, 'unixepoch', '+8 hours'),
      coalesce((select max(v.day) from visit v where v.support_pair_id = old.support_pair_id), ''))
    where id = old.support_pair_id;
  update visit_count set visits = visits - 1,
      households = households - not exists (select 1 from visit v where v.support_pair_id = old.support_pair_id
        and max(substr(v.day, 1, 7), strftime('%Y-%m', v.at / 1000, 'unixepoch', '+8 hours', '-5 days'))
          = max(substr(old.day, 1, 7), strftime('%Y-%m', old.at / 1000, 'unixepoch', '+8 hours', '-5 days')))
    where month = max(substr(old.day, 1, 7), strftime('%Y-%m', old.at / 1000, 'unixepoch', '+8 hours', '-5 days'))
      and (scope, scope_id) in (values ('unit', old.unit_id), ('community', old.community_id));
end;

-- What is settled needs no letter any more: those that nobody has seen are taken back.
create trigger support_pair_settles after update of state on support_pair when new.state <> old.state
begin
  delete from outbox where state <> 'claimed' and sent_at is null and shown_at is null and old.state = 'asked'
    and dedupe > 'support-asked/' || new.message || '/' and dedupe < 'support-asked/' || new.message || '0';
  delete from outbox where state <> 'claimed' and sent_at is null and shown_at is null and new.state = 'ended'
    and dedupe > 'visit-form/' || new.id || '/' and dedupe < 'visit-form/' || new.id || '0';
  delete from outbox where state <> 'claimed' and sent_at is null and shown_at is null and new.state = 'ended'
    and dedupe > 'support/silent/' || new.id || '/' and dedupe < 'support/silent/' || new.id || '0';
end;
