import { isRefusal, refuse } from '../../domain/refusal.ts'
import { line, offer } from '../../domain/say.ts'
import { orderQuery, recordEvent } from '../../store/order.ts'
import { orderPeopleQuery } from '../../store/order-people.ts'
import { args, optional, required } from '../args/args.ts'
import { orderNumber } from '../args/order-number.ts'
import { rest } from '../args/rest.ts'
import { defineCommand } from '../define.ts'
import { registeredOrAppointed } from '../gates.ts'
import { named } from './order-lines.ts'
import { stepOn } from './order-standing.ts'
import { whichClaim } from './which-claim.ts'

/**
 * `/进度 12 说明`: how it goes with an order, written down and told in private to who asked for it, who keeps it and who
 * holds a place. Refuses with order.*, note.what.
 */
export const note = defineCommand({
  name: '进度',
  aliases: ['note'],
  topic: 'order',
  usage: '/进度 单号 说明',
  example: '/进度 12 已经到门口了',
  args: args({ order: required(orderNumber, 'arg.order.missing'), note: optional(rest) }),
  without: { 'arg.order.missing': whichClaim('进度', ['held', 'done'], '/进度 单号 说明') },
  who: registeredOrAppointed,
  read: ({ args, sender }) => ({
    order: orderQuery(args.order, sender),
    people: orderPeopleQuery(args.order, sender),
  }),
  decide: ({ args, facts, who, key, now }) => {
    const person = who.person
    if (!person) return refuse('who.unregistered')
    const step = stepOn('note', facts.order[0], args.order, who)
    if (isRefusal(step)) return step
    const { order } = step
    const said = args.note
    if (said === undefined) return refuse('note.what', { order: order.id })
    const people = [...new Set(facts.people.map(({ person_id }) => person_id))]
    return {
      say: [
        line('note.done', named(order)),
        ...(people.length > 0 ? [line('note.told', { count: people.length })] : []),
      ],
      offer: order.my_claim === 'held' ? [offer('offer.finish', `/完成 ${order.id}`)] : [],
      writes: [
        recordEvent(
          { order: order.id, step: 'note', actor: person.id, text: said },
          { message: key, at: now },
        ),
      ],
      mail: people.map((to) => ({
        to,
        say: [line('mail.order_note', { ...named(order), name: person.name ?? '', note: said })],
        dedupe: `order/note/${order.id}/${key}/${to}`,
      })),
    }
  },
})
