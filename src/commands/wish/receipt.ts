import { no } from '../../domain/order/refusals.ts'
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import { line } from '../../domain/say.ts'
import { receipt as judge } from '../../domain/wish/receipt.ts'
import { recordIfChanged } from '../../store/audit.ts'
import { otherwise } from '../../store/inbox.ts'
import { type Mail, postAll } from '../../store/mail.ts'
import { orderQuery, recordEvent } from '../../store/order.ts'
import { didStep } from '../../store/order-steps.ts'
import {
  dropReceiptAsked,
  receivedBy,
  receiveWish,
  remindedQuery,
  settleDelivery,
} from '../../store/receipt.ts'
import { args, optional, required } from '../args/args.ts'
import { orderNumber } from '../args/order-number.ts'
import { rest } from '../args/rest.ts'
import { type Decision, defineCommand } from '../define.ts'
import { registeredOrAppointed } from '../gates.ts'
import { named } from '../order/order-lines.ts'
import { about, holdersOf, standingsOn } from '../order/order-standing.ts'
import { outcomeOfRefusal } from '../outcome.ts'
import { whichToReceive } from './which-to-receive.ts'
import { receiptLetter } from './wish-delivered.ts'

const longestNote = 200

/**
 * `/签收 12`: a wish has arrived, says who asked for it, and it is closed (R048). The community says it in their place once
 * they were reminded; asked before, it reminds them. Refuses with order.*, receipt.*.
 */
export const receipt = defineCommand({
  name: '签收',
  aliases: ['receipt'],
  topic: 'order',
  usage: '/签收 单号',
  example: '/签收 12',
  args: args({ order: required(orderNumber, 'arg.order.missing'), note: optional(rest) }),
  without: { 'arg.order.missing': whichToReceive },
  who: registeredOrAppointed,
  read: ({ args: { order }, sender }) => ({
    order: orderQuery(order, sender),
    reminded: remindedQuery(order),
  }),
  decide: (situation): Decision | Refusal => {
    const { args: typed, facts, who, at, now, key } = situation
    const [order] = facts.order
    const standings = order ? standingsOn(order, who) : []
    const stranger = standings.every((one) => ['outsider', 'other_secretary', 'liaison'].includes(one))
    if (!order || stranger) return about(order, typed.order, no('order.not_here'))
    if (order.origin !== 'wish') return refuse('receipt.not_wish', { order: order.id })
    if (who.inGroup && who.group?.community_id !== order.community_id)
      return refuse('order.other_group', { order: order.id })
    const judged = judge({ ...order, reminded: facts.reminded[0]?.reminded === 1 }, standings, at)
    if (isRefusal(judged)) return judged
    const me = who.person
    if (!me) return refuse('who.unregistered')
    if (typed.note !== undefined && [...typed.note].length > longestNote)
      return refuse('order.too_long', { part: ['order_part.note'], limit: longestNote })
    const by = { message: key, at: now }
    const settles = [`order/finished/${order.id}/`]

    if (judged === 'remind' && order.requester_id !== null) {
      const letter = {
        ...receiptLetter(order, order.requester_id),
        dedupe: `order/finished/${order.id}/${order.round}/remind/${key}`,
      }
      return {
        say: [line('receipt.reminded', named(order)), line('receipt.reminded_how', { order: order.id })],
        writes: [
          recordEvent({ order: order.id, step: 'remind', actor: me.id }, by),
          dropReceiptAsked([order.id]),
        ],
        mail: [letter],
        settles,
      }
    }

    const receiving = { order: order.id, person: me.id, key, now }
    const byRole = order.requester_id !== me.id
    const servers = holdersOf(order).flatMap(({ id, state }) => (state === 'done' ? [id] : []))
    const letters: Mail[] = servers.map((to) => ({
      to,
      say: [
        line('mail.received', named(order)),
        ...(typed.note ? [line('mail.finished_note', { note: typed.note })] : []),
      ],
      dedupe: `wish/received/${order.id}/${order.round}/${to}`,
    }))
    const lost = outcomeOfRefusal(situation, refuse('receipt.gone', { order: order.id }))
    return {
      say: [
        line('receipt.done', named(order)),
        line(byRole ? 'receipt.by_role' : 'receipt.thanks'),
        ...(letters.length > 0 ? [line('receipt.told')] : []),
      ],
      writes: [
        receiveWish(receiving),
        ...(byRole
          ? [
              recordIfChanged(
                { action: 'wish.receive', subject: `order:${order.id}`, communityId: order.community_id },
                { actorId: me.id, ...by },
              ),
            ]
          : []),
        otherwise(key, JSON.stringify(lost)),
        recordEvent(
          {
            order: order.id,
            step: 'receive',
            actor: me.id,
            ...(typed.note ? { text: typed.note } : {}),
          },
          by,
          receivedBy(receiving),
        ),
        settleDelivery(receiving),
        ...(letters.length > 0 ? [postAll(letters, now, didStep(order.id, 'receive', key))] : []),
      ],
      speaks: true,
      settles,
    }
  },
})
