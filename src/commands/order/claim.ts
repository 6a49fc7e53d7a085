import { DAY } from '../../domain/calendar/shanghai.ts'
import { isOver, newClaim } from '../../domain/order/claims.ts'
import { no } from '../../domain/order/refusals.ts'
import type { OrderRules } from '../../domain/order/rules.ts'
import { orderRulesIn } from '../../domain/rally/mode.ts'
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import { line } from '../../domain/say.ts'
import { type Claiming, claimBecame, receiveClaim, takeClaim, takePlace } from '../../store/claim.ts'
import { beforeClaimQuery, showParts, writeParts } from '../../store/claim-private.ts'
import { hasChanged } from '../../store/d1.ts'
import type { Mail } from '../../store/mail.ts'
import { type OrderRow, orderToClaimQuery, recordEvent } from '../../store/order.ts'
import { args, optional, required } from '../args/args.ts'
import { orderNumber } from '../args/order-number.ts'
import { rest } from '../args/rest.ts'
import { defineCommand } from '../define.ts'
import { registered } from '../gates.ts'
import { outcomeOf, outcomeOfRefusal } from '../outcome.ts'
import { drawingWords, heldWords, privateLetter, waitingWords } from './claim-lines.ts'
import { named, whenLines } from './order-lines.ts'
import { about, stepOn } from './order-standing.ts'
import { whichToClaim } from './which-to-claim.ts'

/**
 * `/接单 12`: a place, the draw, or the waiting list; the write alone decides which, so that places are never oversold.
 * A tap on an old card is answered by the order as it is now. Refuses with order.*, claim.over, claim.limit,
 * claim.lapsed, claim.gone.
 */
export const claim = defineCommand({
  name: '接单',
  aliases: ['claim', 'jd', '抢单', '我接'],
  topic: 'order',
  usage: '/接单 单号',
  example: '/接单 12',
  args: args({ order: required(orderNumber, 'arg.order.missing'), note: optional(rest) }),
  without: { 'arg.order.missing': whichToClaim },
  who: registered,
  read: ({ args, sender }) => ({
    order: orderToClaimQuery(args.order, sender),
    before: beforeClaimQuery(args.order, sender),
  }),
  decide: (situation) => {
    const { args, facts, who, at, now, key, peacetime } = situation
    const person = who.person
    if (!person?.unit_id || !person.community_id) return refuse('who.unregistered')
    const step = stepOn('claim', facts.order[0], args.order, who)
    if (isRefusal(step)) return step
    const { order } = step
    const rules = orderRulesIn(order, peacetime)
    const expected = becomes(order, at, rules)
    if (isRefusal(expected)) return about(order, order.id, expected)

    const [before] = facts.before
    const held = heldWords(order, before, who.inGroup)
    const words = { held, waiting: waitingWords(order, rules), drawing: drawingWords(order) }
    const full = no('claim.limit', { open: rules.openClaims, limit: rules.openClaims })
    const claiming: Claiming = { order: order.id, person: person.id, key, at, now, most: rules.openClaims }
    const letter = who.inGroup ? privateLetter(order, before) : undefined
    const { say, offer } = words[expected]
    return {
      say,
      offer,
      writes: [
        order.my_claim === null ? takeClaim(claiming) : takePlace(claiming),
        recordEvent(
          { order: order.id, step: 'claim', actor: person.id, ...(args.note ? { text: args.note } : {}) },
          { message: key, at: now },
          hasChanged,
        ),
        ...(letter ? [writeParts(claiming, letter.say, letter.parts, expiryOf(order))] : []),
      ],
      receives: (row) => [
        receiveClaim(
          row,
          claiming,
          {
            held: outcomeOf(situation, words.held),
            waiting: outcomeOf(situation, words.waiting),
            drawing: outcomeOf(situation, words.drawing),
            refused: outcomeOfRefusal(situation, about(order, order.id, full)),
          },
          expected,
        ),
        ...(held.parts.length > 0 ? [showParts(claiming, held.parts)] : []),
      ],
      mail: expected === 'held' ? mailToRequester(order, person, key) : [],
      ...(letter ? { speaks: true } : {}),
    }
  },
})

/** What the claim becomes as far as the read can tell: a new one, or the place that one was offered or waited for. */
function becomes(order: OrderRow, at: number, rules: OrderRules): 'held' | 'waiting' | 'drawing' | Refusal {
  const { my_claim: mine, my_open: open, my_offered_until: until } = order
  if (mine !== 'offered' && mine !== 'waiting') return newClaim(order, { open, at }, rules)
  if (isOver(order, at)) return no('claim.over')
  if (mine === 'offered' && (until ?? 0) <= at && order.waiting > 0) return refuse('claim.lapsed')
  if (mine === 'waiting' && order.places !== null && order.taken >= order.places)
    return no('order.waiting_already')
  return open >= rules.openClaims ? no('claim.limit', { open, limit: rules.openClaims }) : 'held'
}

/** Who asked for it hears that somebody comes. */
function mailToRequester(order: OrderRow, person: { id: number; name: string | null }, key: string): Mail[] {
  if (order.requester_id === null || order.requester_id === person.id) return []
  const taken = line('mail.order_taken', { ...named(order), name: person.name ?? '' })
  return [
    {
      to: order.requester_id,
      say: [taken, ...whenLines(order)],
      dedupe: `order/taken/${order.id}/${key}`,
      when: claimBecame(order.id, person.id, key, 'held'),
    },
  ]
}

/** A contact is of no use a day after the end. */
const expiryOf = ({ ends_at }: OrderRow): number | null => (ends_at === null ? null : ends_at + DAY)
