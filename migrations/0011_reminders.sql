-- Reminders of a shift that is somebody else's by now, or that is being served, are taken back. Everybody of a community is
-- found by it: on the year's last day all of them are written to.

create index person_in_community on person (community_id, id) where community_id is not null;

create trigger shift_unreminds after update of state on shift when old.state = 'planned' and new.state <> 'planned'
begin
  delete from outbox where state <> 'claimed' and sent_at is null and shown_at is null
    and dedupe in ('shift/evening/' || new.id, 'shift/soon/' || new.id, 'shift/missing/' || new.id);
end;

create trigger duty_unreminds after insert on duty when new.shift_id is not null
begin
  delete from outbox where state <> 'claimed' and sent_at is null and shown_at is null
    and dedupe in ('shift/evening/' || new.shift_id, 'shift/soon/' || new.shift_id, 'shift/missing/' || new.shift_id);
end;
