import { line, offer } from '../../domain/say.ts'
import { unreceivedQuery } from '../../store/receipt.ts'
import { args } from '../args/args.ts'
import { type Decision, defineCommand, type Who } from '../define.ts'
import { registeredOrAppointed } from '../gates.ts'
import { named } from '../order/order-lines.ts'

/** `/签收` without a number: which of the sender's wishes may be meant; nothing is done by guessing (rule 8.2). */
export const whichToReceive = defineCommand({
  name: '签收',
  aliases: [],
  topic: 'order',
  usage: '/签收 单号',
  example: '/签收 12',
  args: args({}),
  who: registeredOrAppointed,
  read: ({ sender }) => ({ waiting: unreceivedQuery(sender) }),
  decide: ({ facts: { waiting }, who }) =>
    waiting.length === 0
      ? { say: [line('receipt.none')], offer: [offer('offer.wishes', '/心愿')] }
      : askWhich(waiting, who),
})

/** Which of some delivered wishes has arrived; titles in private only. */
export function askWhich(
  waiting: readonly { id: number; title: string | null }[],
  { inGroup }: Who,
): Decision {
  const whole = (id: number) => `/签收 ${id}`
  return {
    say: [
      line('receipt.which', { count: waiting.length }),
      ...waiting.map((order) =>
        inGroup
          ? line('which.number', { order: order.id, command: whole(order.id) })
          : line('which.order', { ...named(order), command: whole(order.id) }),
      ),
    ],
    offer: waiting.slice(0, 3).map(({ id }) => offer('offer.which', whole(id), { order: id })),
  }
}
