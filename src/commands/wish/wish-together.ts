import { type Refusal, refuse } from '../../domain/refusal.ts'
import { line, offer } from '../../domain/say.ts'
import { similarTo } from '../../domain/wish/thing.ts'
import { recordIfChanged } from '../../store/audit.ts'
import { claimBecame } from '../../store/claim.ts'
import { fill, otherwise } from '../../store/inbox.ts'
import { dropShared, recordTaken, takeForUnit, takenCount, takenNumbers } from '../../store/wish-unit.ts'
import type { Decision } from '../define.ts'
import { named } from '../order/order-lines.ts'
import { outcomeOfRefusal } from '../outcome.ts'
import { type OfWall, unitOf } from './wish-facts.ts'

const [most, buttons] = [30, 3]

/**
 * A liaison takes all that are similar to a wish for the unit (共性心愿, R050), none of them counted among their own open
 * claims; contacts by `/订单` in private. Refuses with wish.liaison_only, wish.taken_now.
 */
export function takeTogether(number: number, situation: OfWall): Decision | Refusal {
  const { facts, who, key, at, now } = situation
  const me = who.person
  const unit = unitOf(situation)
  if (!me || !unit) return refuse('wish.liaison_only', { order: number })
  const [one] = facts.one
  const group = one ? similarTo(one, facts.wishes).slice(0, most) : []
  const gone = refuse('wish.taken_now', { order: number })
  if (group.length === 0) return gone
  const claiming = { orders: group.map(({ id }) => id), unit: unit.id, person: me.id, key, at, now }
  return {
    say: [
      line('wish.together', { unit: unit.name, count: 0, orders: [] }),
      line('wish.together_private'),
      line('wish.together_how', { order: group[0]?.id ?? number }),
    ],
    offer: group.slice(0, buttons).map(({ id }) => offer('offer.order', `/订单 ${id}`, { order: id })),
    writes: [
      takeForUnit(claiming),
      recordIfChanged(
        { action: 'wish.together', subject: `unit:${unit.id}`, communityId: null, detail: { order: number } },
        { actorId: me.id, message: key, at: now },
      ),
      otherwise(key, JSON.stringify(outcomeOfRefusal(situation, gone))),
      fill(key, '$.say[0].params.count', takenCount(me.id, key)),
      fill(key, '$.say[0].params.orders', takenNumbers(me.id, key)),
      recordTaken(claiming),
      dropShared([number, ...claiming.orders]),
    ],
    mail: group.flatMap((one) =>
      one.requester_id === null || one.requester_id === me.id
        ? []
        : [
            {
              to: one.requester_id,
              say: [line('mail.order_taken', { ...named(one), name: unit.name })],
              dedupe: `order/taken/${one.id}/${key}`,
              when: claimBecame(one.id, me.id, key, 'held'),
            },
          ],
    ),
  }
}
