import { sql } from 'kysely'
import { db } from './d1.ts'
import { unborn } from './order-birth.ts'

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
