import { named } from '../commands/order/order-lines.ts'
import { DAY, HOUR } from '../domain/calendar/shanghai.ts'
import { line, offer } from '../domain/say.ts'
import { overdueHoldersQuery, overdueLetter, overdueOrdersQuery } from '../store/order-overdue.ts'
import { defineWatch } from './define.ts'

const atOnce = 100
/** How long after the end of an order who holds a place is asked, and then who keeps it. */
const [askAfter, tellAfter] = [HOUR, DAY]
/** What was not told of by then (the Worker was down) is found by the weekly digest. */
const tooLate = 4 * DAY

/**
 * The time of an order is over and nobody has said that it is done (product §5): an hour later who holds a place is asked,
 * a day later who answers for the community hears of it; where nobody holds one, at once.
 */
export const orderOverdue = defineWatch({
  name: 'order-overdue',
  read: (now) => ({
    holders: overdueHoldersQuery(now - tooLate, now - askAfter, atOnce),
    orders: overdueOrdersQuery(now - tooLate, now - askAfter, now - tellAfter, atOnce),
  }),
  decide: ({ facts }) => ({
    mail: [
      ...facts.holders.map((order) => ({
        to: order.person_id,
        say: [
          line('overdue.holder', named(order)),
          line(order.origin === 'wish' ? 'wish.how' : 'overdue.holder_how', { order: order.id }),
        ],
        offer: [offer('offer.finish', `/完成 ${order.id}`), offer('offer.release', `/退单 ${order.id}`)],
        dedupe: overdueLetter.holder(order.id, order.person_id, order.ends_at),
      })),
      ...facts.orders.flatMap((order) => {
        const nobody = order.taken === 0
        const say = nobody
          ? [line('overdue.nobody', named(order)), line('overdue.nobody_how', { order: order.id })]
          : [line('overdue.keeper', named(order)), line('overdue.keeper_how', { order: order.id })]
        const next = nobody
          ? offer('offer.cancel_order', `/取消单 ${order.id}`)
          : offer('offer.nudge', `/催单 ${order.id}`)
        return (JSON.parse(order.keepers) as number[]).map((to) => ({
          to,
          say,
          offer: [next],
          dedupe: overdueLetter.keeper(order.id, order.ends_at, to),
        }))
      }),
    ],
  }),
})
