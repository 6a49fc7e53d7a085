import { categoryNamed } from '../../domain/order/category.ts'
import { refuse } from '../../domain/refusal.ts'
import { nothing } from '../../store/d1.ts'
import { orderQuery } from '../../store/order.ts'
import { args, excerpt, optional } from '../args/args.ts'
import { category } from '../args/choices.ts'
import { onlyOrderNumber } from '../args/order-number.ts'
import { rest } from '../args/rest.ts'
import { defineCommand } from '../define.ts'
import { registeredOrAppointed } from '../gates.ts'
import { listedOrders, listOrders } from './orders-list.ts'
import { showOrder } from './orders-one.ts'

/**
 * `/订单`: orders under way that the sender may take, the most urgent first, then those that fit best, with the reason in
 * a word; who keeps orders hears which wait for them. `/订单 12` shows one, what is private in private only. Refuses with
 * order.not_here, order.not_published, orders.other_group, orders.no_place, orders.which_place.
 */
export const orders = defineCommand({
  name: '订单',
  aliases: ['orders', 'dd'],
  topic: 'order',
  usage: '/订单 [单号|类别|社区]',
  example: '/订单 助老',
  args: args({ order: optional(onlyOrderNumber), category: optional(category), community: optional(rest) }),
  who: registeredOrAppointed,
  read: (ask) => ({
    one: ask.args.order === undefined ? nothing : orderQuery(ask.args.order, ask.sender),
    ...listedOrders(ask, ask.args.community),
  }),
  decide: (situation) => {
    const { args, facts, who } = situation
    if (args.order !== undefined) return showOrder(situation, facts.one[0], args.order)
    const [place, more] = facts.places
    if (!place) {
      return args.community === undefined
        ? refuse('orders.which_place')
        : refuse('orders.no_place', { name: excerpt(args.community) })
    }
    // What was pushed to a group is known there; what was not is said in private.
    if (who.inGroup && (more || place.id !== who.group?.community_id)) return refuse('orders.other_group')
    const wanted = args.category === undefined ? undefined : categoryNamed(args.category)
    const shown = wanted ? facts.open.filter(({ category }) => category === wanted) : facts.open
    return listOrders(situation, { ...facts, open: shown }, wanted)
  },
})
