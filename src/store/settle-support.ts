import { sql } from 'kysely'
import type { Subject } from '../domain/support/household.ts'
import { db } from './d1.ts'

/** A support pair that begins or is asked for. */
interface NewPair {
  community_id: number
  member_id: number
  code: string
  key: string
  subjects: readonly Subject[]
  visits: number | null
  by: number
  consent: boolean
}

/** Enters it, unless the household has somebody by then or the member has gone elsewhere. */
export const enterPair = (pair: NewPair, { key, now }: { key: string; now: number }) => {
  const consent = pair.consent ? sql`${pair.by}, ${now}, ${key}` : sql`null, null, null`
  return sql`insert into support_pair (community_id, member_id, code, key, subjects, visits, state, asked_by, asked_at, message,
      consent_by, consent_at, consent_message)
    select ${pair.community_id}, ${pair.member_id}, ${pair.code}, ${pair.key}, ${pair.subjects.join(' ')}, ${pair.visits},
      ${pair.consent ? 'active' : 'asked'}, ${pair.by}, ${now}, ${key}, ${consent}
    where not exists (select 1 from support_pair
        where community_id = ${pair.community_id} and key = ${pair.key} and state <> 'ended')
      and exists (select 1 from person where id = ${pair.member_id} and community_id = ${pair.community_id} and kind = 'member')`.compile(
    db,
  )
}

/** The words about a pair that this message entered, apart. */
export const wordPair = (said: string, pair: NewPair, message: string) =>
  sql`insert into support_text (about, subject_id, part, person_id, text)
    select 'pair', id, 'need', ${pair.by}, ${said} from ${entered(pair, message)}`.compile(db)

/** True exactly when that message entered that pair. */
export const pairEnteredBy = (pair: NewPair, message: string) =>
  sql<boolean>`exists (select 1 from ${entered(pair, message)})`

const entered = ({ community_id, key }: NewPair, message: string) => sql`support_pair
  where community_id = ${community_id} and key = ${key} and state <> 'ended' and message = ${message}`

/** The secretary’s yes, with the household’s that it writes down; who comes second changes nothing. */
export const consentPair = (id: number, by: { actorId: number; message: string; at: number }) =>
  sql`update support_pair set state = 'active', consent_by = ${by.actorId}, consent_at = ${by.at}, consent_message = ${by.message}
    where id = ${id} and state = 'asked'`.compile(db)

/** True exactly when that message gave that yes. */
export const consentedBy = (id: number, message: string) =>
  sql<boolean>`exists (select 1 from support_pair where id = ${id} and consent_message = ${message})`

/** Ends a pair, or what was asked for; who comes second changes nothing. */
export const endPair = (
  id: number,
  reason: 'refused' | 'withdrawn' | 'ended',
  by: { actorId: number; message: string; at: number },
) =>
  sql`update support_pair set state = 'ended', end_reason = ${reason}, ended_by = ${by.actorId}, ended_at = ${by.at},
      end_message = ${by.message}
    where id = ${id} and state <> 'ended'`.compile(db)

/** True exactly when that message ended that pair. */
export const pairEndedBy = (id: number, message: string) =>
  sql<boolean>`exists (select 1 from support_pair where id = ${id} and end_message = ${message})`
