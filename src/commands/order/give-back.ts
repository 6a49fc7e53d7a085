import { HOUR } from '../../domain/calendar/shanghai.ts'
import { type ClaimState, isOver, takesPlace } from '../../domain/order/claims.ts'
import { no } from '../../domain/order/refusals.ts'
import { orderRulesIn } from '../../domain/rally/mode.ts'
import { type Line, line, offer } from '../../domain/say.ts'
import { claimBecame } from '../../store/claim.ts'
import { instead, otherwise } from '../../store/inbox.ts'
import type { Mail } from '../../store/mail.ts'
import { type OrderRow, recordEvent } from '../../store/order.ts'
import type { OrderPerson } from '../../store/order-people.ts'
import { freedBy, offeredBy, releaseClaim, restartLadder } from '../../store/release.ts'
import type { Decision, Situation } from '../define.ts'
import { outcomeOf, outcomeOfRefusal } from '../outcome.ts'
import { offerNext } from './offer-lines.ts'
import { named } from './order-lines.ts'
import { about } from './order-standing.ts'

/** Gives the sender's claim on an order back, and says so; `/撤销` does it too. */
export function giveBack(
  situation: Situation<unknown, unknown>,
  order: OrderRow,
  people: readonly OrderPerson[],
  { why, note }: { why: 'given_back' | 'undone'; note?: string | undefined },
): Decision {
  const { who, key, now, peacetime } = situation
  const me = who.person?.id ?? 0
  const rules = orderRulesIn(order, peacetime)
  const first = firstLine(order)
  const goesOn = ['open', 'full', 'reopened'].includes(order.state)
  const over = goesOn && isOver(order, now)
  const frees = order.my_claim !== null && takesPlace(order.my_claim) && goesOn && !over
  const end = over ? [line('release.over')] : frees ? [line('release.free', { order: order.id })] : []
  const next = [offer('offer.orders', '/订单')]
  const asked = { say: [first, line('release.next_asked')], offer: next }
  const lost = outcomeOfRefusal(situation, about(order, order.id, no('order.not_held')))
  return {
    say: [first, ...end],
    offer: next,
    writes: [
      releaseClaim(order.id, me, why, { key, now }),
      otherwise(key, JSON.stringify(lost)),
      ...(frees
        ? [
            ...offerNext(order, rules, { key, now }),
            instead(key, JSON.stringify(outcomeOf(situation, asked)), offeredBy(order.id, key)),
            restartLadder(order.id, rules.deadlines[order.urgency], now),
          ]
        : []),
      recordEvent(
        { order: order.id, step: 'release', actor: me, ...(note ? { text: note } : {}) },
        { message: key, at: now },
        claimBecame(order.id, me, key, 'released'),
      ),
    ],
    mail: [
      ...(goesOn && order.my_claim === 'held' ? mailToRequester(situation, order, over) : []),
      ...(why === 'undone'
        ? []
        : frees || (over && order.my_claim === 'held')
          ? mailToKeepers(situation, order, people, { note, over })
          : []),
    ],
    ...(frees ? { speaks: true } : {}),
  }
}

/** What was given back. */
function firstLine(order: OrderRow): Line {
  const words: { [K in ClaimState]?: string } = {
    drawing: 'release.drawing',
    waiting: 'release.waiting',
    offered: 'release.offered',
  }
  return line(words[order.my_claim ?? 'held'] ?? 'release.held', named(order))
}

/** Who asked for it was told that they come (claim.ts), and hears that they do not. */
function mailToRequester({ who, key }: Situation<unknown, unknown>, order: OrderRow, over: boolean): Mail[] {
  const me = who.person
  if (!me || order.requester_id === null || order.requester_id === me.id) return []
  const what = { ...named(order), name: me.name ?? '' }
  return [
    {
      to: order.requester_id,
      say: [line(over ? 'mail.order_not_served' : 'mail.order_given_back', what)],
      dedupe: `order/not-coming/${order.id}/${key}`,
      when: claimBecame(order.id, me.id, key, 'released'),
    },
  ]
}

/**
 * Who keeps the order hears of a place that nobody takes over, if there is not much time left to find somebody; and that
 * somebody has not been there, when its time is over.
 */
function mailToKeepers(
  { who, key, now }: Situation<unknown, unknown>,
  order: OrderRow,
  people: readonly OrderPerson[],
  { note, over }: { note: string | undefined; over: boolean },
): Mail[] {
  const soon = order.starts_at !== null && order.starts_at - now < 48 * HOUR
  if (order.urgency === 'normal' && !soon) return []
  const what = { ...named(order), name: who.person?.name ?? '' }
  return people
    .filter((one) => one.as === 'keeper')
    .map(({ person_id }) => ({
      to: person_id,
      say: [
        note ? line('mail.given_back_reason', { ...what, note }) : line('mail.given_back', what),
        line(over ? 'mail.given_back_over' : 'mail.given_back_how', { order: order.id }),
      ],
      offer: over
        ? [offer('offer.order', `/订单 ${order.id}`, { order: order.id })]
        : [offer('offer.recommend', `/推荐 ${order.id}`)],
      dedupe: `order/given-back/${order.id}/${key}/${person_id}`,
      when: freedBy(order.id, who.person?.id ?? 0, key),
      ...(order.urgency === 'critical' ? { urgent: true as const } : {}),
    }))
}
