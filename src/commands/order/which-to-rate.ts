import { type Refusal, refuse } from '../../domain/refusal.ts'
import { line, offer } from '../../domain/say.ts'
import { unvoicedQuery } from '../../store/voice.ts'
import { args, optional } from '../args/args.ts'
import { satisfaction } from '../args/choices.ts'
import { orderNumber } from '../args/order-number.ts'
import { type Decision, defineCommand } from '../define.ts'
import { registeredOrAppointed } from '../gates.ts'
import { named } from './order-lines.ts'
import { voiceOffers } from './voice-letter.ts'

/**
 * `/满意` without a number or without a rating (`/满意 1` may be either): asks which of the sender's own orders is meant,
 * and how it went. Keeps nothing. Refuses with arg.rating.missing.
 */
export const whichToRate = defineCommand({
  name: '满意',
  aliases: [],
  topic: 'order',
  usage: '/满意 单号 1|2|3 [话]',
  example: '/满意 12 1',
  args: args({ number: optional(orderNumber), rating: optional(satisfaction) }),
  who: registeredOrAppointed,
  read: ({ sender }) => ({ waiting: unvoicedQuery(sender) }),
  decide: ({ args: { number, rating: typed }, facts: { waiting }, who }): Decision | Refusal => {
    const meant = waiting.find(({ id }) => id === number)
    const rating = typed ?? (!meant && number !== undefined && number <= 3 ? number : undefined)
    if (number !== undefined && !meant && rating === undefined) return refuse('arg.rating.missing')
    const [first] = waiting
    if (!first) return { say: [line('voice.nothing')], offer: [offer('offer.orders', '/订单')] }
    const one = meant ?? (waiting.length === 1 ? first : undefined)
    if (one && rating === undefined) {
      const order = { order: one.id }
      return {
        say: [who.inGroup ? line('voice.ask_number', order) : line('mail.voice', named(one))],
        offer: voiceOffers(one.id),
      }
    }
    const whole = (id: number) => `/满意 ${id} ${rating ?? 1}`
    return {
      say: [
        line(waiting.length === 1 ? 'voice.which_one' : 'voice.which', { count: waiting.length }),
        ...waiting.map((order) =>
          who.inGroup
            ? line('which.number', { order: order.id, command: whole(order.id) })
            : line('which.order', { ...named(order), command: whole(order.id) }),
        ),
        ...(rating === undefined ? [line('voice.scale')] : []),
      ],
      offer: waiting.slice(0, 3).map(({ id }) => offer('offer.which', whole(id), { order: id })),
    }
  },
})
