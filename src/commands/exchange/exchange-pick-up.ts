import { bringBackWithin } from '../../domain/exchange/pick-up-code.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { isSecretaryOf } from '../../domain/roles.ts'
import { line, offer } from '../../domain/say.ts'
import { recordWhen } from '../../store/audit.ts'
import { exchangeLost, exchangeMade, settleExchange } from '../../store/exchange.ts'
import type { PickUp } from '../../store/goods.ts'
import { instead } from '../../store/inbox.ts'
import type { Decision } from '../define.ts'
import { outcomeOfRefusal } from '../outcome.ts'
import type { OfExchange } from './exchange-facts.ts'

const named = ({ goods, pieces, person, points, code }: PickUp) => ({
  goods,
  pieces,
  name: person ?? '',
  points,
  code,
})

/**
 * `核销 8842`: who keeps the shelf hands the goods over, never to themselves. The person is told. Refuses with
 * exchange.no_code, exchange.secretary_only, exchange.taken_before, exchange.returned_before, exchange.own_code.
 */
export function redeem(situation: OfExchange, code: string): Decision | Refusal {
  const { facts, who, key } = situation
  if (facts.shelves.length === 0) return refuse('exchange.secretary_only')
  const one = facts.ofCode.find(({ community_id }) => isSecretaryOf(who.roles, community_id))
  if (!one) return refuse('exchange.no_code', { code })
  if (one.state !== 'waiting')
    return refuse(one.state === 'taken' ? 'exchange.taken_before' : 'exchange.returned_before', named(one))
  if (one.person_id === who.person?.id) return refuse('exchange.own_code', { code })
  return settle(situation, one, {
    kind: 'pick_up',
    say: [line('exchange.redeemed', named(one)), line('exchange.check_person', { name: one.person ?? '' })],
    action: 'exchange.redeem',
    mail: [
      {
        to: one.person_id,
        say: [line('mail.exchange_taken', named(one))],
        dedupe: `exchange/taken/${key}`,
      },
    ],
  })
}

/**
 * `退回 8842`: all goes back, points and goods, before they were fetched by who exchanged them, by who keeps the shelf also
 * within thirty days after. Refuses with exchange.no_code, exchange.taken_before, exchange.returned_before, exchange.own_code,
 * exchange.too_long_ago.
 */
export function giveBack(situation: OfExchange, code: string): Decision | Refusal {
  const { facts, who, key, at } = situation
  const keeps = ({ community_id }: PickUp) => isSecretaryOf(who.roles, community_id)
  const mine = ({ person_id }: PickUp) => person_id === who.person?.id
  const one = facts.ofCode.find((found) => mine(found) || keeps(found))
  if (!one) return refuse('exchange.no_code', { code })
  if (one.state === 'returned') return refuse('exchange.returned_before', named(one))
  if (one.state === 'taken') {
    if (!keeps(one)) return refuse('exchange.fetched', named(one))
    if (mine(one)) return refuse('exchange.own_code', { code })
    if ((one.settled_at ?? 0) < at - bringBackWithin) return refuse('exchange.too_long_ago', named(one))
  }
  return settle(situation, one, {
    kind: 'return',
    say: [line(mine(one) ? 'exchange.returned' : 'exchange.returned_for', named(one))],
    ...(mine(one)
      ? {}
      : {
          action: 'exchange.return',
          mail: [
            {
              to: one.person_id,
              say: [line('mail.exchange_returned', named(one))],
              dedupe: `exchange/returned/${key}`,
            },
          ],
        }),
  })
}

/** The counterpart is written once, whoever comes first. */
function settle(
  situation: OfExchange,
  one: PickUp,
  {
    kind,
    say,
    action,
    mail = [],
  }: Pick<Decision, 'say' | 'mail'> & { kind: 'pick_up' | 'return'; action?: string },
): Decision {
  const { who, at, now, key } = situation
  const actor = who.person?.id ?? 0
  const lost = outcomeOfRefusal(situation, refuse('exchange.settled_now', { code: one.code }))
  const act = {
    action: action ?? '',
    subject: `person:${one.person_id} exchange:${one.id}`,
    communityId: one.community_id,
    detail: { points: one.points, pieces: one.pieces },
  }
  return {
    say,
    offer: [offer('offer.exchange', '/兑换')],
    writes: [
      settleExchange(kind, one.settles, { actor, at, key }),
      ...(action ? [recordWhen(act, { actorId: actor, message: key, at: now }, exchangeMade(key))] : []),
      instead(key, JSON.stringify(lost), exchangeLost(key)),
    ],
    mail: mail.map((letter) => ({ ...letter, when: exchangeMade(key) })),
  }
}
