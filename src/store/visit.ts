import { type Expression, sql } from 'kysely'
import type { Question } from '../domain/support/visit-form.ts'
import { db } from './d1.ts'

type Id = Expression<number> | number

/** A visit of a support pair; `at`: when it was written down, ms. */
export interface Visit {
  id: number
  support_pair_id: number
  day: string
  at: number
  answers: string
  finished_at: number | null
  order_id: number | null
}

/** Of each household of a member the last visit, the one written down last, and that of a day. */
const meant = (member: Id, day: string) => sql`support_pair s cross join visit v on v.id in (
    (select l.id from visit l where l.support_pair_id = s.id order by l.day desc limit 1),
    (select max(l.id) from visit l where l.support_pair_id = s.id),
    (select l.id from visit l where l.support_pair_id = s.id and l.day = ${day}))
  and +v.person_id = s.member_id
  where s.member_id = ${member} and s.state = 'active'`

/** Those visits, the newest day first; `day`: one that was typed, or none. */
export const visitsQuery = (member: Id, day = '') =>
  sql<Visit>`select v.id, v.support_pair_id, v.day, v.at, v.answers, v.finished_at, v.order_id
    from ${meant(member, day)} order by v.day desc, v.id desc limit 60`.compile(db)

/** What was typed about those visits: the note of the day and answers in words. */
export const visitWordsQuery = (member: Id, day = '') =>
  sql<{ visit_id: number; part: string; text: string }>`select t.subject_id as visit_id, t.part, t.text
    from (select v.id from ${meant(member, day)}) w cross join support_text t on t.about = 'visit' and t.subject_id = w.id
    order by t.subject_id, t.part limit 300`.compile(db)

/** Where a member is at home: what becomes of a need is that community’s, in whichever group it is typed. */
export const homeOf = (sender: Id): Expression<number> =>
  sql<number>`(select community_id from person where id = ${sender})`

/** A visit on a day; a second one of the day is the same one. The schema refuses it when the pair is no more (support.changed). */
export const enterVisit = (
  visit: { pair: number; person: number; day: string },
  { key, now }: { key: string; now: number },
) =>
  sql`insert into visit (support_pair_id, person_id, unit_id, community_id, day, at, message)
    select ${visit.pair}, p.id, p.unit_id, s.community_id, ${visit.day}, ${now}, ${key}
      from support_pair s join person p on p.id = ${visit.person} where s.id = ${visit.pair}
    on conflict (support_pair_id, day) do nothing`.compile(db)

/** A visit of a pair on a day, as a subquery. */
export const visitOn = (pair: number, day: string): Expression<number> =>
  sql<number>`(select id from visit where support_pair_id = ${pair} and day = ${day})`

/** An answer; with the last one the form is finished. An answer by number takes back what was said in words. */
export const answerVisit = (
  answer: {
    visit: Id
    question: Question
    choice: number
    said?: string | undefined
    person: number
    questions: number
  },
  now: number,
) => {
  const { visit, question, choice, said, person, questions } = answer
  return [
    sql`update visit set answers = json_set(answers, ${`$.${question}`}, cast(${choice} as integer)) where id = ${visit}`.compile(
      db,
    ),
    sql`update visit set finished_at = ${now} where id = ${visit} and finished_at is null
      and (select count(*) from json_each(answers)) >= ${questions}`.compile(db),
    said === undefined
      ? sql`delete from support_text where about = 'visit' and subject_id = ${visit} and part = ${question}`.compile(
          db,
        )
      : sql`insert into support_text (about, subject_id, part, person_id, text)
          select 'visit', id, ${question}, ${person}, ${said} from visit where id = ${visit}
          on conflict (about, subject_id, part) do update set text = excluded.text, person_id = excluded.person_id`.compile(
          db,
        ),
  ]
}

/** What was said of a visit in a line; a second line of the day comes behind the first. */
export const noteVisit = (visit: Id, said: string, person: number) =>
  sql`insert into support_text (about, subject_id, part, person_id, text)
    select 'visit', id, 'note', ${person}, ${said} from visit where id = ${visit}
    on conflict (about, subject_id, part) do update
      set text = substr(text || '；' || excluded.text, 1, 200), person_id = excluded.person_id`.compile(db)

/** Takes a visit back with its words, unless an order has come of it. */
export const takeVisitBack = (visit: number) => [
  sql`delete from support_text where about = 'visit' and subject_id = ${visit}
    and exists (select 1 from visit where id = ${visit} and order_id is null)`.compile(db),
  sql`delete from visit where id = ${visit} and order_id is null`.compile(db),
]

/** The order that this message has entered comes of that visit; a second one is refused by the schema (visit.ordered). */
export const orderOfVisit = (visit: number, key: string) =>
  sql`update visit set order_id = (select id from "order" where id = (select max(id) from "order") and message = ${key})
    where id = ${visit}`.compile(db)

/** The letter that the questions of a visit wait, once a visit. */
export const formLetter = (pair: number, day: string): string => `visit-form/${pair}/${day}`

/** It is of no use any more: the questions are being answered. */
export const dropFormLetter = (pair: number, day: string) =>
  sql`delete from outbox where dedupe = ${formLetter(pair, day)} and state <> 'claimed' and sent_at is null
    and shown_at is null`.compile(db)
