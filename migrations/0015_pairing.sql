-- Pairings -----------------------------------------------------------------------------------------------------

-- 1+1红色搭档 (R087): one member and one volunteer of a community. asked: both are asked until `answer_by`; active: both
-- said yes, until the day `term_to` (the last one); declined, lapsed (somebody did not answer in time) and withdrawn: it
-- never began; ended. `round` counts the confirmations of a community (asked_by null: proposed after a refusal, by
-- itself); reasons is JSON: [{ code, params, private }]. …_more_at: who wants to go on after the term.
create table pairing (
  id integer primary key,
  community_id integer not null references community,
  member_id integer not null references person,
  volunteer_id integer not null references person,
  state text not null default 'asked',
  round integer not null,
  score integer not null,
  reasons text not null,
  asked_by integer references person,
  asked_at integer not null,
  message text not null,
  answer_by integer not null,
  reminded_at integer,
  member_yes_at integer,
  volunteer_yes_at integer,
  declined_by integer references person,
  began_at integer,
  begin_message text,
  term_to text,
  member_more_at integer,
  volunteer_more_at integer,
  ended_by integer references person,
  ended_at integer,
  end_reason text,
  end_message text,
  constraint pairing_state check (state in ('asked', 'active', 'declined', 'lapsed', 'withdrawn', 'ended')),
  constraint pairing_two check (member_id <> volunteer_id),
  constraint pairing_score check (score between 0 and 100 and round > 0),
  constraint pairing_began check (
    (state in ('active', 'ended')) = (began_at is not null) and (began_at is null) = (begin_message is null)
    and (began_at is null) = (term_to is null)
    and (began_at is null or (member_yes_at is not null and volunteer_yes_at is not null))
  ),
  constraint pairing_term check (term_to is date(term_to)),
  constraint pairing_declined check ((state = 'declined') = (declined_by is not null)),
  constraint pairing_ended check (
    (state in ('asked', 'active')) = (ended_at is null) and (ended_at is null) = (end_message is null)
    and (state in ('withdrawn', 'ended')) = (end_reason is not null)
  ),
  constraint pairing_end_reason check (end_reason in ('term', 'secretary', 'partner', 'gone'))
) strict;

-- Nobody has two partners, nobody is asked twice at a time, and no pair twice in a round.
create unique index pairing_open_of_member on pairing (member_id) where state in ('asked', 'active');
create unique index pairing_open_of_volunteer on pairing (volunteer_id) where state in ('asked', 'active');
create unique index pairing_once on pairing (community_id, round, member_id, volunteer_id);
create index pairing_of_member on pairing (member_id, id);
create index pairing_of_volunteer on pairing (volunteer_id, id);
create index pairing_of_community on pairing (community_id, state);
create index pairing_answers on pairing (answer_by) where state = 'asked';
create index pairing_reminds on pairing (asked_at) where state = 'asked' and reminded_at is null;
create index pairing_terms on pairing (term_to) where state = 'active';

-- What people typed about it, apart, so that it can be forgotten (rule 8.21): the goal of a pair (without a row, the
-- usual one), and why somebody declined or ended it, which only the secretary may read.
create table pair_text (
  pairing_id integer not null references pairing,
  part text not null,
  person_id integer not null references person,
  text text not null,
  constraint pair_text_part check (part in ('goal', 'reason')),
  constraint pair_text_short check (length(text) between 1 and 200),
  primary key (pairing_id, part)
) strict, without rowid;

create index pair_text_of_person on pair_text (person_id);

-- With whom somebody wants to be paired (wants 1), or does not (0). Told to nobody (rule 8.15).
create table pair_wish (
  person_id integer not null references person,
  other_id integer not null references person,
  wants integer not null,
  at integer not null,
  constraint pair_wish_wants check (wants in (0, 1)),
  constraint pair_wish_other check (person_id <> other_id),
  primary key (person_id, other_id)
) strict, without rowid;

create index pair_wish_of_other on pair_wish (other_id);

-- Who wants no partner for now.
create table pair_out (
  person_id integer primary key references person,
  at integer not null
) strict;

-- Who was left over, or alone again by no act of their own, since when and how often in a row: strictly first next time.
-- seeks: the next best is to be proposed at once.
create table pair_left (
  person_id integer primary key references person,
  community_id integer not null references community,
  at integer not null,
  times integer not null default 1,
  seeks integer not null default 0,
  constraint pair_left_times check (times > 0),
  constraint pair_left_seeks check (seeks in (0, 1))
) strict;

create index pair_left_in on pair_left (community_id);
create index pair_left_seeking on pair_left (at) where seeks = 1;

-- A preview that somebody who decides has seen and may confirm: pairs is JSON [{ member, volunteer, score, reasons }],
-- alone [{ id, why }]; both null while a job is at it. Kept for a day.
create table pair_draft (
  person_id integer not null references person,
  community_id integer not null references community,
  at integer not null,
  pairs text,
  alone text,
  constraint pair_draft_done check ((pairs is null) = (alone is null)),
  primary key (person_id, community_id)
) strict, without rowid;

create index pair_draft_of_community on pair_draft (community_id);

create trigger pairing_no_delete before delete on pairing begin select raise(abort, 'ledger.fixed'); end;
create trigger pairing_settled before update of state on pairing
when new.state <> old.state and old.state not in ('asked', 'active') begin select raise(abort, 'pairing.settled'); end;
create trigger pairing_fits before insert on pairing
when (select count(*) from person p where p.state = 'verified' and p.gone_at is null and p.community_id = new.community_id
  and (p.id, p.kind) in (values (new.member_id, 'member'), (new.volunteer_id, 'volunteer'))) < 2
begin select raise(abort, 'pairing.unfit'); end;

-- Who leaves the community, is no longer verified or of another kind is nobody's partner any more (also who is asked is
-- asked no more); the other is told by the trigger below. The time is that of the message that did it, which stands in
-- the inbox by then.
create trigger person_leaves_pair after update of state, kind, community_id, gone_at on person
when old.community_id is not null and (
  new.state <> 'verified' or new.kind is not old.kind or new.community_id is not old.community_id or new.gone_at is not null)
begin
  update pairing set state = iif(state = 'active', 'ended', 'withdrawn'), end_reason = 'gone', ended_by = new.id,
      ended_at = coalesce((select at from inbox order by id desc limit 1), unixepoch() * 1000),
      end_message = coalesce((select key from inbox order by id desc limit 1), 'clock')
    where new.id in (member_id, volunteer_id) and state in ('asked', 'active')
      and id in (select id from pairing where member_id = new.id union select id from pairing where volunteer_id = new.id);
  delete from pair_left where person_id = new.id;
  delete from pair_wish where new.community_id is not old.community_id and (person_id = new.id or other_id = new.id);
end;

-- A question that is settled is taken back; who has a partner, or had the choice, is left over no more; who is alone by
-- no act of their own comes first next time, and when the other left, is asked about somebody else at once.
create trigger pairing_follows after update of state on pairing when new.state <> old.state
begin
  delete from outbox where state <> 'claimed' and sent_at is null and shown_at is null and old.state = 'asked'
    and dedupe > 'pair/asked/' || new.id || '/' and dedupe < 'pair/asked/' || new.id || '0';
  delete from outbox where state <> 'claimed' and sent_at is null and shown_at is null and new.state = 'ended'
    and dedupe > 'pair/term/' || new.id || '/' and dedupe < 'pair/term/' || new.id || '0';
  delete from pair_left where person_id in (new.member_id, new.volunteer_id) and (
    new.state = 'active' or (new.state = 'declined' and person_id = new.declined_by)
    or (new.state = 'lapsed' and person_id = iif(new.member_yes_at is null, new.member_id, 0))
    or (new.state = 'lapsed' and person_id = iif(new.volunteer_yes_at is null, new.volunteer_id, 0)));
  insert into pair_left (person_id, community_id, at, seeks)
    select p.id, new.community_id, new.ended_at, (new.state = 'lapsed' or new.end_reason is 'gone')
    from person p where p.id in (new.member_id, new.volunteer_id) and p.gone_at is null
      and p.community_id = new.community_id and case
        when new.state = 'declined' then p.id <> new.declined_by
        when new.state = 'lapsed' then iif(p.id = new.member_id, new.member_yes_at, new.volunteer_yes_at) is not null
        when new.end_reason in ('gone', 'partner') then p.id is not new.ended_by
        else new.end_reason is 'secretary' end
    on conflict (person_id) do update set times = times + 1, at = excluded.at, seeks = max(seeks, excluded.seeks);
  insert into outbox (person_id, say, created_at, send_at, dedupe)
    select p.id, json_array(json_object('code', 'pair_gone.' || old.state)),
      new.ended_at, new.ended_at, 'pair/gone/' || new.id || '/' || p.id
    from person p where new.end_reason is 'gone' and p.id in (new.member_id, new.volunteer_id) and p.id is not new.ended_by;
end;
