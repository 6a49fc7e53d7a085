-- The question whether a rally is over goes with it, and what a grid has found is no question once it is called.
drop trigger rally_ends;
-- The end: its communities are free, nobody is listed any more, what nobody has read of it is taken back.
create trigger rally_ends after update of ended_at on rally when old.ended_at is null and new.ended_at is not null
begin
  update rally_place set ended_at = new.ended_at where rally_id = new.id and ended_at is null;
  update rally_call set listed_at = new.ended_at where rally_id = new.id and answered_at is null and listed_at is null;
  delete from outbox where state <> 'claimed' and sent_at is null and shown_at is null and id in (
    select o.id from json_each('["call", "level", "found", "wider", "silent", "enough", "open"]') w
      cross join outbox o on o.dedupe > 'rally/' || w.value || '/' || new.id || '/'
        and o.dedupe < 'rally/' || w.value || '/' || new.id || '0');
end;
-- The community is called: nobody is asked whether it should be.
create trigger rally_taken_up after update of reach on rally when old.reach = 'grid' and new.reach <> 'grid'
begin
  delete from outbox where state <> 'claimed' and sent_at is null and shown_at is null
    and dedupe > 'rally/found/' || new.id || '/' and dedupe < 'rally/found/' || new.id || '0';
end;
