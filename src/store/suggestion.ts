import { type Expression, sql } from 'kysely'
import type { SuggestionAnswer, SuggestionState } from '../domain/ideas/suggestion.ts'
import { db } from './d1.ts'
import { administers, communitiesHeld, streetsHeld } from './held.ts'
import { unborn } from './order-birth.ts'

type Id = Expression<number>

/** A suggestion with its words; words that were forgotten are null. */
export interface Suggestion {
  id: number
  community_id: number
  community: string
  street_id: number | null
  person_id: number
  name: string
  at: number
  due_day: string
  state: SuggestionState
  idea: string | null
  reply: string | null
  done: string | null
  /** Who gave the first answer. */
  by: string
  /** How many there are, where a list is cut. */
  count: number
}

const textOf = (part: 'idea' | 'reply' | 'done') =>
  sql`(select x.text from suggestion_text x where x.suggestion_id = s.id and x.part = ${part})`

const columns = sql`s.id, s.community_id, c.name as community, c.street_id, s.person_id, coalesce(p.name, '') as name, s.at,
  s.due_day, s.state, ${textOf('idea')} as idea, ${textOf('reply')} as reply, ${textOf('done')} as done,
  coalesce(b.name, '') as by`

const joined = sql`join community c on c.id = s.community_id join person p on p.id = s.person_id
  left join person b on b.id = s.replied_by`

/** A suggestion by its number. */
export const suggestionQuery = (id: number) =>
  sql<Suggestion>`select ${columns}, 1 as count from suggestion s ${joined} where s.id = ${id}`.compile(db)

/** A person’s own suggestions, newest first. */
export const ownSuggestionsQuery = (person: Id, limit: number) =>
  sql<Suggestion>`select ${columns}, count(*) over () as count from suggestion s ${joined}
    where s.person_id = ${person} order by s.id desc limit ${limit}`.compile(db)

/** How many of a person’s suggestions wait for an answer. */
export const ownOpenQuery = (person: Id) =>
  sql<{
    count: number
  }>`select count(*) as count from suggestion where person_id = ${person} and state = 'open'`.compile(db)

/** Of all communities together no more are counted. */
const overviewAtMost = 100

/** What waits where somebody answers: their communities, their street’s, for an administrator all; the earliest due first. */
export const openSuggestionsQuery = (sender: Id, limit: number) =>
  sql<Suggestion>`with place (id) as (
      select id from community where id in ${communitiesHeld(sender)}
      union select id from community indexed by community_of_street where street_id in ${streetsHeld(sender)}
    ), open as (
      select * from (
        select s.id, s.due_day from (select 1 where ${administers(sender)}) cross join suggestion s indexed by suggestion_due
        where s.state = 'open' order by s.due_day, s.id limit ${overviewAtMost})
      union
      select s.id, s.due_day from place cross join suggestion s indexed by suggestion_open
        on s.community_id = place.id and s.state = 'open'
    )
    select ${columns}, o.count from (select id, count(*) over () as count from open order by due_day, id limit ${limit}) o
      join suggestion s on s.id = o.id ${joined} order by s.due_day, s.id`.compile(db)

/** A suggestion that comes in. */
export interface NewSuggestion {
  community_id: number
  person_id: number
  due_day: string
  text: string
}

const born = (key: string) =>
  sql<number>`(select id from suggestion where id = (select max(id) from suggestion) and message = ${key})`

/** Enters it with its words. */
export const enterSuggestion = (one: NewSuggestion, { key, now }: { key: string; now: number }) => [
  sql`insert into suggestion (community_id, person_id, at, message, due_day)
    values (${one.community_id}, ${one.person_id}, ${now}, ${key}, ${one.due_day})`.compile(db),
  sql`insert into suggestion_text (suggestion_id, part, person_id, text)
    select ${born(key)}, 'idea', ${one.person_id}, ${one.text}`.compile(db),
]

/** What its letters are called before the write knows its number. */
export const newSuggestionLetter = (person: number): string => `suggestion/${unborn}/new/${person}`

/** Puts the number of the suggestion that this message entered into its answer and its letters; last in the batch. */
export const nameSuggestion = (key: string, letters: readonly string[]) => [
  sql`update inbox set outcome = replace(outcome, ${unborn}, ${born(key)}), choices = replace(choices, ${unborn}, ${born(key)})
    where key = ${key}`.compile(db),
  sql`update outbox set say = replace(say, ${unborn}, ${born(key)}), offer = replace(offer, ${unborn}, ${born(key)}),
      dedupe = replace(dedupe, ${unborn}, ${born(key)})
    where dedupe in (select value from json_each(${JSON.stringify(letters)}))`.compile(db),
]

type By = { actorId: number; message: string; at: number }

/** The answer, unless somebody else has given one by then; changes nothing then. */
export const answerSuggestion = (id: number, answer: SuggestionAnswer, { actorId, message, at }: By) => {
  const done =
    answer === 'done' ? sql`, done_by = ${actorId}, done_at = ${at}, done_message = ${message}` : sql``
  return sql`update suggestion set state = ${answer}, replied_by = coalesce(replied_by, ${actorId}),
      replied_at = coalesce(replied_at, ${at}), reply_message = coalesce(reply_message, ${message}) ${done}
    where id = ${id} and state in ('open', ${answer === 'done' ? 'adopted' : 'open'})`.compile(db)
}

/** True exactly when that message gave that answer. */
export const answeredBy = (id: number, message: string) =>
  sql<boolean>`exists (select 1 from suggestion where id = ${id} and ${message} in (reply_message, done_message))`

/** The words of the answer that this message gave. */
export const wordAnswer = (id: number, part: 'reply' | 'done', text: string, { actorId, message }: By) =>
  sql`insert into suggestion_text (suggestion_id, part, person_id, text)
    select ${id}, ${part}, ${actorId}, ${text} where ${answeredBy(id, message)}`.compile(db)

/** Its author takes it back as long as nobody has answered; its words go. */
export const withdrawSuggestion = (id: number, now: number) =>
  sql`update suggestion set state = 'withdrawn', ended_at = ${now} where id = ${id} and state = 'open'`.compile(
    db,
  )

/** The words of what was withdrawn go, too. */
export const forgetWithdrawn = (id: number) =>
  sql`delete from suggestion_text where suggestion_id = ${id}
    and exists (select 1 from suggestion where id = ${id} and state = 'withdrawn')`.compile(db)

/** A person’s suggestions since an instant, the last first: the message as it was handled in order, and whom a letter told of it. */
export const recentSuggestionsQuery = (person: Id, since: number) =>
  sql<{ id: number; at: number; state: SuggestionState; heard: number | null; told: string }>`
    select s.id, s.at, s.state, (select i.id from inbox i where i.key = s.message) as heard,
      (select json_group_array(o.person_id) from outbox o
        where o.dedupe > 'suggestion/' || s.id || '/new/' and o.dedupe < 'suggestion/' || s.id || '/new0') as told
    from suggestion s where s.person_id = ${person} and s.at >= ${since} order by s.id desc limit 5`.compile(
    db,
  )

/** That the letter of a suggestion was seen by somebody, or is being sent: the others were taken back. */
export const hasHeardOf = (id: number, person: number) =>
  sql<boolean>`exists (select 1 from outbox where dedupe = ${`suggestion/${id}/new/${person}`})`

/** What somebody answered to suggestions, the last first. */
export const ownAnswersQuery = (person: Id, limit: number) =>
  db
    .selectFrom('suggestion_text')
    .select(['suggestion_id as id', 'text'])
    .where('person_id', '=', person)
    .where('part', '<>', 'idea')
    .orderBy('suggestion_id', 'desc')
    .limit(limit)
