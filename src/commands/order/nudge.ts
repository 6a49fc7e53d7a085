import { HOUR } from '../../domain/calendar/shanghai.ts'
import { rulesOf } from '../../domain/order/rules.ts'
import { isRefusal, refuse } from '../../domain/refusal.ts'
import { line, type Offer, offer } from '../../domain/say.ts'
import { record } from '../../store/audit.ts'
import { candidatesQuery } from '../../store/candidates.ts'
import { orderQuery, recordEvent } from '../../store/order.ts'
import { groupsOfPlaceQuery, placeOfOrder } from '../../store/order-place.ts'
import { lastStepQuery } from '../../store/order-steps.ts'
import { args, required } from '../args/args.ts'
import { orderNumber } from '../args/order-number.ts'
import { defineCommand } from '../define.ts'
import { registeredOrAppointed } from '../gates.ts'
import { fittingPeople, namesLine, needsOf, soughtIn } from './fit-people.ts'
import { cardLines, named } from './order-lines.ts'
import { holdersOf, onlyOffered, stepOn } from './order-standing.ts'

/** How long after one 催单 the next may come, ms. */
const rests = HOUR

/**
 * `/催单 12`: asks who holds a place in private how it goes, and the groups again while places are free, with the three
 * who fit best; once an hour. Refuses with order.*, nudge.soon, nudge.no_group.
 */
export const nudge = defineCommand({
  name: '催单',
  aliases: [],
  topic: 'order',
  usage: '/催单 单号',
  example: '/催单 12',
  args: args({ order: required(orderNumber, 'arg.order.missing') }),
  hidden: ({ roles }) => roles.length === 0,
  who: registeredOrAppointed,
  read: ({ args, sender, at }) => ({
    order: orderQuery(args.order, sender),
    people: candidatesQuery({ order: args.order }, at),
    groups: groupsOfPlaceQuery(placeOfOrder(args.order), args.order),
    last: lastStepQuery(args.order, 'nudge', at - rests),
  }),
  decide: (situation) => {
    const { args, facts, who, key, at, now, policy } = situation
    const me = who.person
    if (!me) return refuse('who.unregistered')
    const step = stepOn('nudge', facts.order[0], args.order, who)
    if (isRefusal(step)) return step
    const { order } = step
    const [last] = facts.last
    if (last) return refuse('nudge.soon', { order: order.id, at: last.at + rests })

    const holders = holdersOf(order).filter(({ state, id }) => state === 'held' && id !== me.id)
    const isShort = order.places === null ? order.taken === 0 : order.taken < order.places
    const offered = isShort ? undefined : onlyOffered(order)
    if (offered) return offered
    const others = facts.groups.filter(({ id }) => id !== who.group?.id)
    const isHere = facts.groups.some(({ id }) => id === who.group?.id)
    if (holders.length === 0 && facts.groups.length === 0)
      return refuse('nudge.no_group', { order: order.id })

    const what = named(order)
    const urgent = order.urgency === 'critical' ? { urgent: true as const } : {}
    const sought = soughtIn(order)
    const best = isShort
      ? fittingPeople(
          sought,
          facts.people.filter(({ id }) => id !== me.id),
          situation,
        ).slice(0, 3)
      : []
    const ask = [
      line('nudge.ask', { order: order.id }),
      ...cardLines(order, at, rulesOf(policy)),
      ...namesLine(best, needsOf(sought)),
    ]
    const take: Offer[] = [offer('offer.claim', `/接单 ${order.id}`, { order: order.id })]
    const mention = best.length > 0 ? { mention: best.map(({ id }) => id) } : {}
    const by = { actorId: me.id, message: key, at: now }
    return {
      say: [
        ...(holders.length > 0 ? [line('nudge.holders', { ...what, count: holders.length })] : []),
        ...(isShort && others.length > 0
          ? [
              line(holders.length > 0 ? 'nudge.groups_too' : 'nudge.groups', {
                ...what,
                count: others.length,
              }),
            ]
          : []),
        ...(isShort && isHere ? ask : []),
        ...(holders.length === 0 && !isShort ? [line('nudge.own', what)] : []),
      ],
      offer: isShort && isHere ? take : [],
      writes: [
        recordEvent({ order: order.id, step: 'nudge', actor: me.id }, { message: key, at: now }),
        record({ action: 'nudge', subject: `order:${order.id}`, communityId: order.community_id }, by),
      ],
      mail: holders.map(({ id }) => ({
        to: id,
        say: [
          line('mail.nudged', { ...what, name: me.name ?? '' }),
          line(order.origin === 'wish' ? 'wish.how' : 'mail.nudged_how', { order: order.id }),
        ],
        offer: [offer('offer.finish', `/完成 ${order.id}`), offer('offer.release', `/退单 ${order.id}`)],
        dedupe: `order/nudge/${order.id}/${key}/${id}`,
        ...urgent,
      })),
      tell: isShort
        ? others.map(({ id }) => ({
            group: id,
            say: ask,
            offer: take,
            dedupe: `order/nudge/${order.id}/${key}/group/${id}`,
            ...mention,
            ...urgent,
          }))
        : [],
    }
  },
})
