import { wholeMinute } from '../../domain/ledger/check-out.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { line, type Offer, offer } from '../../domain/say.ts'
import { finishClaim, finishedBy, finishOrder } from '../../store/finish.ts'
import { otherwise } from '../../store/inbox.ts'
import type { Mail } from '../../store/mail.ts'
import { type OrderRow, recordEvent } from '../../store/order.ts'
import type { Decision, Situation } from '../define.ts'
import { gradersOf } from '../order/order-graders.ts'
import { named } from '../order/order-lines.ts'
import { outcomeOfRefusal } from '../outcome.ts'

/** What the beneficiary may answer to a wish that was delivered: it has arrived, or it is not right. */
const receiptOffers = (order: number): Offer[] => [
  offer('offer.receipt', `/签收 ${order}`),
  offer('offer.not_right', `/满意 ${order} 3 没收到或不合适`),
]

/** The letter that asks for the receipt; taken back by the schema once it is closed. */
export const receiptLetter = (order: Pick<OrderRow, 'id' | 'title' | 'round'>, to: number): Mail => ({
  to,
  say: [line('mail.delivered', named(order)), line('mail.receipt_how', named(order))],
  offer: receiptOffers(order.id),
  dedupe: `order/finished/${order.id}/${order.round}/receipt`,
})

/**
 * `/完成 12` of a wish: it is delivered, and whoever asked for it is asked for the receipt (R048). No hours come of it:
 * what it took is reported as duty. Refuses with finish.gone.
 */
export function delivered(
  order: OrderRow,
  { note, hours }: { note: string | undefined; hours: boolean },
  situation: Situation<unknown, { graders: { keepers: string; heads: string }[] }>,
): Decision | Refusal {
  const { facts, who, at, now, key } = situation
  const me = who.person
  if (!me) return refuse('who.unregistered')
  const finishing = { order: order.id, person: me.id, key, now }
  const when = finishedBy(finishing)
  const minute = wholeMinute(at)
  const mail: Mail[] =
    order.requester_id !== null && order.requester_id !== me.id
      ? [{ ...receiptLetter(order, order.requester_id), when }]
      : gradersOf(facts.graders, [me.id]).map((to) => ({
          to,
          say: [line('mail.receipt_yours', named(order))],
          offer: [offer('offer.receipt', `/签收 ${order.id}`)],
          dedupe: `order/finished/${order.id}/${order.round}/receipt/${to}`,
          when,
        }))
  return {
    say: [
      line('wish.delivered', named(order)),
      line('wish.await_receipt', { order: order.id }),
      line(hours ? 'wish.no_hours_typed' : 'wish.no_hours'),
    ],
    offer: [offer('offer.me', '/我的')],
    writes: [
      // The day counts (五个一), no minute of it does.
      finishClaim(finishing, [{ from: minute, to: minute }]),
      otherwise(key, JSON.stringify(outcomeOfRefusal(situation, refuse('finish.gone', { order: order.id })))),
      ...finishOrder(finishing),
      recordEvent(
        { order: order.id, step: 'finish', actor: me.id, ...(note ? { text: note } : {}) },
        { message: key, at: now },
        when,
      ),
    ],
    mail,
  }
}
