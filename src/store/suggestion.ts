import { type Expression, sql } from 'kysely'
import type { SuggestionState } from '../domain/ideas/suggestion.ts'
import { db } from './d1.ts'
import { administers, communitiesHeld, streetsHeld } from './held.ts'

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

/** What somebody answered to suggestions, the last first. */
export const ownAnswersQuery = (person: Id, limit: number) =>
  db
    .selectFrom('suggestion_text')
    .select(['suggestion_id as id', 'text'])
    .where('person_id', '=', person)
    .where('part', '<>', 'idea')
    .orderBy('suggestion_id', 'desc')
    .limit(limit)
