import { sql } from 'kysely'
import { db } from './d1.ts'
import { isOnLeave } from './leave.ts'
import { isBusy } from './swap.ts'

/** Who acts, by which message, when. */
interface By {
  actorId: number
  message: string
  at: number
}

/**
 * Whether a shift (`s`) may go to somebody now: it stands and has not begun, or (any) it may have been emptied by leave
 * and is not over; nobody serves it, and they are free.
 */
const mayGo = (to: number, at: number, from: 'planned' | 'any') =>
  sql<boolean>`${
    from === 'planned'
      ? sql`s.state = 'planned' and s.starts_at > ${at}`
      : sql`s.state in ('planned', 'leave') and s.ends_at > ${at}`
  } and not exists (select 1 from duty d where d.shift_id = s.id and d.ended_by is not 'undo') and not ${isBusy(to)} and not ${isOnLeave(to, sql.ref('s.day'))}`

/** Asks somebody to take over a shift, unless it is no longer one's own, has begun, or somebody was asked already. */
export const askSwap = (ask: { shift: number; from: number; to: number; at: number; message: string }) =>
  db
    .insertInto('swap')
    .columns(['community_id', 'shift_id', 'from_id', 'to_id', 'asked_at', 'message'])
    .expression(
      sql`select s.community_id, s.id, s.person_id, ${ask.to}, ${ask.at}, ${ask.message} from shift s
        where s.id = ${ask.shift} and s.person_id = ${ask.from} and ${mayGo(ask.to, ask.at, 'planned')}
          and not exists (select 1 from swap w where w.shift_id = s.id and w.state in ('asked', 'agreed'))` as never,
    )

/** True exactly when that message asked for that shift. */
export const askedFor = (shift: number, message: string) =>
  sql<boolean>`exists (select 1 from swap where shift_id = ${shift} and message = ${message} and state in ('asked', 'agreed'))`

/** The other's yes where the secretary has to say yes too: it waits. */
export const agreeSwap = (id: number, to: number, at: number) =>
  db
    .updateTable('swap')
    .set({ state: 'agreed', agreed_at: at })
    .where('id', '=', id)
    .where('state', '=', 'asked')
    .where(
      sql<boolean>`exists (select 1 from shift s where s.id = swap.shift_id and ${mayGo(to, at, 'planned')})`,
    )

/** True while a swap waits for the secretary, since that instant. */
export const agreedAt = (id: number, at: number) =>
  sql<boolean>`exists (select 1 from swap where id = ${id} and state = 'agreed' and agreed_at = ${at})`

/** Ends an open swap without anything changing hands; who comes second changes nothing. */
export const endSwap = (
  id: number,
  state: 'refused' | 'withdrawn',
  { actorId, message, at }: By,
  while_: readonly ('asked' | 'agreed')[] = ['asked', 'agreed'],
) =>
  db
    .updateTable('swap')
    .set({ state, settled_by: actorId, settled_at: at, settle_message: message })
    .where('id', '=', id)
    .where('state', 'in', while_)

/** The last yes that a swap needed; the shift goes over by `handOver` right behind. */
export const approveSwap = (
  { id, to_id, state }: { id: number; to_id: number; state: string },
  { actorId, message, at }: By,
) =>
  sql`update swap set state = 'approved', agreed_at = coalesce(agreed_at, ${at}), settled_by = ${actorId},
      settled_at = ${at}, settle_message = ${message}
    where id = ${id} and state = ${state}
      and exists (select 1 from shift s where s.id = swap.shift_id and ${mayGo(to_id, at, 'planned')})`.compile(
    db,
  )

/** A swap that needs nobody's yes but the actor's; a shift that leave has emptied may go over too. */
export const assignSwap = ({ shift, from, to }: { shift: number; from: number; to: number }, by: By) =>
  db
    .insertInto('swap')
    .columns([
      'community_id',
      'shift_id',
      'from_id',
      'to_id',
      'state',
      'asked_at',
      'message',
      'settled_by',
      'settled_at',
      'settle_message',
    ])
    .expression(
      sql`select s.community_id, s.id, s.person_id, ${to}, 'approved', ${by.at}, ${by.message}, ${by.actorId}, ${by.at}, ${by.message}
        from shift s where s.id = ${shift} and s.person_id = ${from} and ${mayGo(to, by.at, 'any')}` as never,
    )

/** True exactly when that message ended a swap of that shift so. */
export const swapEndedSo = (shift: number, state: 'approved' | 'refused' | 'withdrawn', message: string) =>
  sql<boolean>`exists (select 1 from swap where shift_id = ${shift} and state = ${state} and settle_message = ${message})`

/**
 * The shift goes over to whom that message approved a swap of it for: the old line is swapped, a new one stands for it,
 * and what else was asked for it is asked no more. `planner` is who answers for it, null: as before.
 */
export const handOver = (shift: number, { actorId, message, at }: By, planner: number | null) => [
  sql`update swap set state = 'withdrawn', settled_by = ${actorId}, settled_at = ${at}, settle_message = ${message}
    where shift_id = ${shift} and state in ('asked', 'agreed') and ${swapEndedSo(shift, 'approved', message)}`.compile(
    db,
  ),
  sql`update shift set state = 'swapped', settled_by = ${actorId}, settled_at = ${at}, settle_message = ${message}
    where id = ${shift} and state in ('planned', 'leave') and ${swapEndedSo(shift, 'approved', message)}`.compile(
    db,
  ),
  db
    .insertInto('shift')
    .columns([
      'community_id',
      'person_id',
      'unit_id',
      'day',
      'starts_at',
      'ends_at',
      'stands_for',
      'planned_by',
      'planned_at',
      'message',
    ])
    .expression(
      sql`select s.community_id, w.to_id, coalesce(p.unit_id, s.unit_id), s.day, s.starts_at, s.ends_at, s.id,
          coalesce(${planner}, s.planned_by), ${at}, ${message}
        from shift s join swap w on w.shift_id = s.id and w.settle_message = ${message} and w.state = 'approved'
          join person p on p.id = w.to_id
        where s.id = ${shift} and s.state = 'swapped' and s.settle_message = ${message}` as never,
    ),
]
