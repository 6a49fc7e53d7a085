import { type Expression, sql } from 'kysely'
import { forgetTokens } from './api/token.ts'
import { db } from './d1.ts'
import { forgetAnnouncements } from './forget-announcements.ts'
import { forgetExchanges } from './forget-exchange.ts'
import { forgetIdeas, wordsOnIdeas } from './forget-ideas.ts'
import { forgetOrders, type OrderFarewell, wordsOnOrders } from './forget-orders.ts'
import { forgetPairings, wordsOnPairings } from './forget-pairing.ts'
import { forgetRallies, wordsOnRallies } from './forget-rallies.ts'
import { forgetRoster } from './forget-roster.ts'
import { wordsOnSupport } from './forget-support.ts'
import { personalColumns } from './personal.ts'

/** When `/注销` was last explained to a person, and whether another administrator is left. */
export const leavingQuery = (person: Expression<number>) =>
  sql<{ leaving_at: number | null; others: number }>`select p.leaving_at,
      exists (select 1 from role r where r.role = 'administrator' and r.ended_at is null and r.person_id <> p.id) as others
    from person p where p.id = ${person}`.compile(db)

/** It has been explained: the confirmation counts for a while. */
export const explained = (id: number, at: number) =>
  db.updateTable('person').set({ leaving_at: at }).where('id', '=', id)

/** Who leaves, by which message, when; what that message was answered, and what is put in place of answers that named them. */
export interface Farewell extends OrderFarewell {
  id: number
  outcome: string
  neutral: string
  neutralMail: string
}

/** The person and those joined into them. */
const selves = (id: number) => sql`(select ${id} union select joined_id from link where person_id = ${id})`

/** What gives the person away in a stored answer: names of now and of the days still kept, account ids, what they wrote on orders. */
const words = (id: number) => sql`words (word) as (
    select name from person where id in ${selves(id)} union select key from person where id in ${selves(id)}
    union select json_extract(outcome, '$.say[0].params.name') from inbox where person_id in ${selves(id)} and command = '登记'
    union select '"' || user_id || '"' from identity where person_id = ${id}
    union select '@' || user_id from identity where person_id = ${id}
  ), written (word) as (${wordsOnOrders(selves(id))} union ${wordsOnPairings(selves(id))}
    union ${wordsOnSupport(selves(id))} union ${wordsOnIdeas(selves(id))}
    union ${wordsOnRallies(selves(id))}),
  told (word) as (select word from words where length(word) > 1 union select word from written)`

const names = (text: Expression<unknown>) =>
  sql<boolean>`exists (select 1 from told where instr(${text}, word) > 0)`

const says = (neutral: string) =>
  sql`json_set(${neutral}, '$.audience', coalesce(json_extract(outcome, '$.audience'), 'person'))`

/** The private conversations of the person. */
const ownConversations = (id: number) => sql`own (conversation) as (
    select conversation from inbox where person_id in ${selves(id)} and conversation like '%/private/%'
    union select platform || '/' || bot || '/private/' || user_id from identity where person_id = ${id}
  )`

/**
 * The stored answers of the last days: those of the person keep neither words nor conversation, those of others that
 * name them become neutral. This walks the whole inbox (seven days), once for somebody who leaves.
 */
const scrubAnswers = ({ id, key, outcome, neutral, neutralMail }: Farewell) => [
  sql`with ${words(id)} update inbox
    set outcome = iif(${names(sql.ref('outcome'))}, ${says(neutral)}, outcome), choices = iif(${names(sql.ref('choices'))}, null, choices)
    where key <> ${key} and (${names(sql.ref('outcome'))} or ${names(sql.ref('choices'))})`,
  sql`with ${ownConversations(id)} delete from traffic where key in (select conversation from own)`,
  sql`with ${ownConversations(id)}
    update inbox set outcome = iif(key = ${key}, ${outcome}, ${says(neutral)}), conversation = '', choices = null, person_id = null
    where key = ${key} or person_id in ${selves(id)} or conversation in (select conversation from own)`,
  sql`with ${words(id)} update outbox set say = ${neutralMail} where person_id is not ${id} and ${names(sql.ref('say'))}`,
]

/**
 * All that can be removed goes, in one batch (rule 8.21): what stays are lines of the ledger, verdicts, acts and totals
 * under a number without a name. The running duty ends without hours; what waits is taken back, for nobody could
 * confirm it without words.
 */
export function forgetPerson(farewell: Farewell) {
  const { id, key, now } = farewell
  const statements = [
    sql`update duty set ended_at = max(started_at, ${now} / 60000 * 60000), ended_by = 'person', end_message = ${key}
      where person_id = ${id} and ended_at is null`,
    sql`insert into verdict (entry_id, verdict, actor_id, message, at)
      select entry_id, 'withdrawn', ${id}, ${key}, ${now} from pending_entry where person_id = ${id}`,
    sql`update role set ended_at = ${now}, ended_by = ${id} where person_id = ${id} and ended_at is null`,
    ...forgetRoster(id, key, now),
    ...forgetAnnouncements(selves(id), farewell.neutralMail),
    ...scrubAnswers(farewell),
    // After the answers: what they wrote on orders is looked for there.
    ...forgetOrders(selves(id), farewell),
    ...forgetPairings(selves(id)),
    ...forgetExchanges(selves(id), key, now),
    forgetRallies(selves(id)),
    ...forgetIdeas(selves(id), now),
    forgetTokens(selves(id)),
    sql`delete from link_try where account in (
      select platform || '/' || bot || '/' || user_id from identity where person_id = ${id})`,
    ...personalColumns
      .filter(({ forgotten }) => forgotten === 'delete')
      .map(({ table, column }) => sql`delete from ${sql.table(table)} where ${sql.ref(column)} = ${id}`),
    sql`update person set name = null, key = null, kind = null, state = 'new', unit_id = null, community_id = null,
        grid_id = null, lang = 'hans', notify = 'on', registered_at = null, verified_at = null, verified_by = null,
        leaving_at = null, last_served = null, gone_at = ${now}
      where id in ${selves(id)}`,
    sql`delete from link where person_id = ${id}`,
  ]
  return statements.map((statement) => statement.compile(db))
}
