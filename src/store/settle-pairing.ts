import { sql } from 'kysely'
import { db } from './d1.ts'
import type { PairingEnd } from './tables/pairing.ts'

/** Who acts (null: the clock), by which message, when. */
interface By {
  actorId: number | null
  message: string
  at: number
}

type Side = 'member' | 'volunteer'

/** The yes of one of the two; a question that is settled since changes nothing. */
export const sayYes = (id: number, side: Side, at: number) =>
  sql`update pairing set ${sql.ref(`${side}_yes_at`)} = ${at}
    where id = ${id} and state = 'asked' and ${sql.ref(`${side}_yes_at`)} is null`.compile(db)

/** Both have said yes, whoever was first: they are partners up to and with a day. */
export const beginPairing = (id: number, termTo: string, { message, at }: By) =>
  sql`update pairing set state = 'active', began_at = ${at}, begin_message = ${message}, term_to = ${termTo}
    where id = ${id} and state = 'asked' and member_yes_at is not null and volunteer_yes_at is not null`.compile(
    db,
  )

/** True exactly when that message made them partners. */
export const begunBy = (id: number, message: string) =>
  sql<boolean>`exists (select 1 from pairing where id = ${id} and begin_message = ${message})`

/** One of the two does not want to; who comes second changes nothing. */
export const declinePairing = (id: number, { actorId, message, at }: By) =>
  db
    .updateTable('pairing')
    .set({ state: 'declined', declined_by: actorId, ended_by: actorId, ended_at: at, end_message: message })
    .where('id', '=', id)
    .where('state', '=', 'asked')

/** Who was asked has not answered in time. */
export const lapsePairing = (id: number, { message, at }: By) =>
  db
    .updateTable('pairing')
    .set({ state: 'lapsed', ended_at: at, end_message: message })
    .where('id', '=', id)
    .where('state', '=', 'asked')
    .where('answer_by', '<=', at)

/** Ends a pair, or takes a question back. */
export const endPairing = (id: number, reason: PairingEnd, { actorId, message, at }: By) =>
  sql`update pairing set state = iif(state = 'active', 'ended', 'withdrawn'), end_reason = ${reason}, ended_by = ${actorId},
      ended_at = ${at}, end_message = ${message}
    where id = ${id} and state in ('asked', 'active')`.compile(db)

/** True exactly when that message settled it. */
export const settledBy = (id: number, message: string) =>
  sql<boolean>`exists (select 1 from pairing where id = ${id} and end_message = ${message})`

/** Why somebody declined or ended it, if that message did; kept apart (rule 8.21). */
export const keepReason = (id: number, person: number, text: string, message: string) =>
  sql`insert into pair_text (pairing_id, part, person_id, text)
    select ${id}, 'reason', ${person}, ${text} where ${settledBy(id, message)}
    on conflict (pairing_id, part) do update set text = excluded.text, person_id = excluded.person_id`.compile(
    db,
  )

/** What the two want to do together, while they are partners. */
export const setGoal = (id: number, person: number, text: string) =>
  sql`insert into pair_text (pairing_id, part, person_id, text)
    select id, 'goal', ${person}, ${text} from pairing where id = ${id} and state = 'active'
    on conflict (pairing_id, part) do update set text = excluded.text, person_id = excluded.person_id`.compile(
    db,
  )

/** One of the two wants to go on after the term. */
export const wantMore = (id: number, side: Side, at: number) =>
  sql`update pairing set ${sql.ref(`${side}_more_at`)} = coalesce(${sql.ref(`${side}_more_at`)}, ${at})
    where id = ${id} and state = 'active'`.compile(db)

/** Both want to: the term is longer by so many days, and may be asked for anew. */
export const prolong = (id: number, days: number) =>
  sql`update pairing set term_to = date(term_to, ${`+${days} days`}), member_more_at = null, volunteer_more_at = null
    where id = ${id} and state = 'active' and member_more_at is not null and volunteer_more_at is not null`.compile(
    db,
  )

/** True when the term runs up to that day or longer. */
export const runsTo = (id: number, day: string) =>
  sql<boolean>`exists (select 1 from pairing where id = ${id} and state = 'active' and term_to >= ${day})`

/** True while the term ends on that day. */
export const endsOn = (id: number, day: string) =>
  sql<boolean>`exists (select 1 from pairing where id = ${id} and state = 'active' and term_to = ${day})`
