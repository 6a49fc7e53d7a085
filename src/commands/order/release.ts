import { isRefusal, refuse } from '../../domain/refusal.ts'
import { orderQuery } from '../../store/order.ts'
import { orderPeopleQuery } from '../../store/order-people.ts'
import { args, optional, required } from '../args/args.ts'
import { orderNumber } from '../args/order-number.ts'
import { rest } from '../args/rest.ts'
import { defineCommand } from '../define.ts'
import { registered } from '../gates.ts'
import { giveBack } from './give-back.ts'
import { stepOn } from './order-standing.ts'
import { whichClaim } from './which-claim.ts'

/**
 * `/退单 12 理由`: gives a place, an offer, a place on the list or in the draw back; the next on the list is asked at
 * once. The reason is for who keeps the order, never for a group. Refuses with order.*.
 */
export const release = defineCommand({
  name: '退单',
  aliases: ['release', 'td'],
  topic: 'order',
  usage: '/退单 单号 理由',
  example: '/退单 12 临时出差',
  args: args({ order: required(orderNumber, 'arg.order.missing'), note: optional(rest) }),
  without: {
    'arg.order.missing': whichClaim('退单', ['offered', 'held', 'waiting', 'drawing'], '/退单 单号 理由'),
  },
  who: registered,
  read: ({ args, sender }) => ({
    order: orderQuery(args.order, sender),
    people: orderPeopleQuery(args.order, sender),
  }),
  decide: (situation) => {
    const { args, facts, who } = situation
    if (!who.person) return refuse('who.unregistered')
    const step = stepOn('release', facts.order[0], args.order, who)
    if (isRefusal(step)) return step
    return giveBack(situation, step.order, facts.people, { why: 'given_back', note: args.note })
  },
})
