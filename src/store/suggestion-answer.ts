import { sql } from 'kysely'
import type { SuggestionAnswer } from '../domain/ideas/suggestion.ts'
import { db } from './d1.ts'

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
