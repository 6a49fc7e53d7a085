-- An idea that a secretary had and approved is a push like any other, and none of the share of own ideas (R035).
drop trigger order_counts;
create trigger order_counts after update of state on "order"
when old.published_at is null and new.published_at is not null or (new.state = 'verified') <> (old.state = 'verified')
begin
  insert into order_count (month, community_id, category, published, proposed, verified)
    values (strftime('%Y-%m', new.published_at / 1000, 'unixepoch', '+8 hours'), new.community_id, new.category,
      old.published_at is null,
      old.published_at is null and new.origin = 'proposal' and new.requester_id is not new.published_by,
      (new.state = 'verified') - (old.state = 'verified'))
    on conflict (month, community_id, category) do update set published = published + excluded.published,
      proposed = proposed + excluded.proposed, verified = verified + excluded.verified;
end;
