import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import { mayReview } from '../../domain/roles.ts'
import { line, offer } from '../../domain/say.ts'
import { recordIfChanged } from '../../store/audit.ts'
import { cancelOrder as cancelling, closedBy, tellReleased } from '../../store/cancel-order.ts'
import { otherwise } from '../../store/inbox.ts'
import { type GroupLetter, type Mail, postAll } from '../../store/mail.ts'
import { orderQuery, recordEvent } from '../../store/order.ts'
import { groupsOfPlaceQuery, placeOfOrder, thatPlace } from '../../store/order-place.ts'
import { didStep } from '../../store/order-steps.ts'
import { secretariesQuery } from '../../store/secretaries.ts'
import { args, optional, required } from '../args/args.ts'
import { orderNumber } from '../args/order-number.ts'
import { rest } from '../args/rest.ts'
import { type Decision, defineCommand } from '../define.ts'
import { registeredOrAppointed } from '../gates.ts'
import { outcomeOfRefusal } from '../outcome.ts'
import { named } from './order-lines.ts'
import { holdersOf, stepOn } from './order-standing.ts'

const longestReason = 200

/**
 * `/取消单 12 理由`: the community calls an order off, or who asked or had the idea takes it back before it is done. Everybody
 * with a claim hears why in private; groups hear only that it is off. Nobody is credited. Refuses with order.*, order.too_long.
 */
export const cancelOrder = defineCommand({
  name: '取消单',
  aliases: [],
  topic: 'order',
  usage: '/取消单 单号 理由',
  example: '/取消单 12 老人住院了',
  args: args({ order: required(orderNumber, 'arg.order.missing'), note: optional(rest) }),
  who: registeredOrAppointed,
  read: ({ sender, args: { order } }) => {
    const place = placeOfOrder(order)
    return {
      order: orderQuery(order, sender),
      groups: groupsOfPlaceQuery(place, order),
      keepers: secretariesQuery(thatPlace(place), sender),
    }
  },
  decide: (situation): Decision | Refusal => {
    const { args: typed, facts, who, key, now } = situation
    const step = stepOn('cancel', facts.order[0], typed.order, who)
    if (isRefusal(step)) return step
    if (!who.person) return refuse('who.unregistered')
    if (typed.note !== undefined && [...typed.note].length > longestReason)
      return refuse('order.too_long', { part: ['order_part.reason'], limit: longestReason })
    const { order } = step
    const me = who.person.id
    const byRole = mayReview(who.roles, order)
    const what = { ...named(order), name: who.person.name ?? '' }
    // An idea that was never out is not called off but not approved.
    const refusesIdea = byRole && order.state === 'proposed' && order.requester_id !== me
    const told = [
      line(refusesIdea ? 'cancel.not_approved' : 'cancel.told', what),
      ...(typed.note === undefined ? [] : [line('cancel.reason', { text: typed.note })]),
    ]
    const did = didStep(order.id, 'cancel', key)
    const isOut = order.published_at !== null
    const groups: GroupLetter[] = isOut
      ? facts.groups
          .filter(({ id }) => id !== who.group?.id)
          .map(({ id }) => ({
            group: id,
            say: [line('cancel.group', named(order))],
            dedupe: `order/cancelled/${order.id}/group/${id}`,
          }))
      : []
    const people = new Set([
      ...(order.requester_id === null ? [] : [order.requester_id]),
      ...(byRole ? [] : facts.keepers.map(({ person_id }) => person_id)),
    ])
    people.delete(me)
    // Who holds a place has the letter to everybody with a claim.
    for (const { id, state } of holdersOf(order)) if (state !== 'credited') people.delete(id)
    const mail: Mail[] = [...people].map((to) => ({
      to,
      say: told,
      dedupe: `order/cancelled/${order.id}/about/${to}`,
    }))
    const letters = [...groups, ...mail]
    const cancel = { order: order.id, actorId: me, key, now }
    const { claims, order: ends } = cancelling(cancel)
    const gone = outcomeOfRefusal(situation, refuse('order.changed_now', { order: order.id }))
    const busy = order.taken + order.waiting
    return {
      say: [
        line(refusesIdea ? 'cancel.idea' : 'cancel.done', what),
        ...(refusesIdea && typed.note === undefined ? [line('cancel.idea_no_reason', what)] : []),
        ...(busy > 0 ? [line('cancel.people', { count: busy })] : []),
        ...(typed.note === undefined && busy > 0 ? [line('cancel.no_reason')] : []),
      ],
      offer: [offer('offer.orders', '/订单')],
      writes: [
        claims,
        ends,
        recordIfChanged(
          {
            action: 'order.cancel',
            subject: `order:${order.id}`,
            communityId: order.community_id,
            detail: { byRole },
          },
          { actorId: me, message: key, at: now },
        ),
        otherwise(key, JSON.stringify(gone)),
        recordEvent(
          {
            order: order.id,
            step: 'cancel',
            actor: me,
            ...(typed.note !== undefined && { text: typed.note }),
          },
          { message: key, at: now },
          closedBy(me, now),
        ),
        tellReleased(cancel, told),
        ...(letters.length > 0 ? [postAll(letters, now, did)] : []),
      ],
      speaks: true,
    }
  },
})
