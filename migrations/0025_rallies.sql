-- Rallies of overlapping areas side by side; standing lists; what nobody has read of a rally goes with it.

-- A community may be in several open rallies: its own, one that has come to it, that of its street, one of everybody.
drop index rally_place_open;
create index rally_place_open on rally_place (community_id) where ended_at is null;

drop trigger rally_ends;
-- The end: its communities are free, nobody is listed any more, what nobody has read of it is taken back.
create trigger rally_ends after update of ended_at on rally when old.ended_at is null and new.ended_at is not null
begin
  update rally_place set ended_at = new.ended_at where rally_id = new.id and ended_at is null;
  update rally_call set listed_at = new.ended_at where rally_id = new.id and answered_at is null and listed_at is null;
  delete from outbox where state <> 'claimed' and sent_at is null and shown_at is null and id in (
    select o.id from json_each('["call", "level", "found", "wider", "silent", "enough"]') w
      cross join outbox o on o.dedupe > 'rally/' || w.value || '/' || new.id || '/'
        and o.dedupe < 'rally/' || w.value || '/' || new.id || '0');
end;

-- The standing lists of a unit (两队一网格, R099): 工作队, 突击队, 党员网格员. Somebody may be on several.
create table standby (
  unit_id integer not null references unit,
  team text not null,
  person_id integer not null references person,
  primary key (unit_id, team, person_id),
  constraint standby_team check (team in ('work', 'strike', 'grid'))
) strict, without rowid;

create index standby_of_person on standby (person_id);

-- Who leaves the unit, or is joined into somebody of another one, is on no list of it any more.
create trigger person_leaves_standby after update of unit_id, gone_at on person
begin
  delete from standby where person_id = new.id and (new.gone_at is not null or unit_id is not new.unit_id);
end;
create trigger standby_moves after update of person_id on standby
begin
  delete from standby where person_id = new.person_id
    and unit_id is not (select unit_id from person where id = new.person_id);
end;
