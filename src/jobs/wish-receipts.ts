import { named } from '../commands/order/order-lines.ts'
import { receiptLetter } from '../commands/wish/wish-delivered.ts'
import { addDays } from '../domain/calendar/shanghai.ts'
import { line, offer } from '../domain/say.ts'
import { remindAfter } from '../domain/wish/receipt.ts'
import type { Mail } from '../store/mail.ts'
import { dropReceiptAsked, recordReminders, unremindedQuery } from '../store/receipt.ts'
import { defineJob } from './define.ts'
import { onDays } from './due.ts'

const atOnce = 100

/**
 * Every day at 09:00: of a wish that was delivered two days ago and has no receipt whoever asked for it is reminded, once,
 * and the community hears that it may say so in their place from now on (R048).
 */
export const wishReceipts = defineJob({
  name: 'wish-receipts',
  due: (after, upTo) => onDays(after, upTo, 9 * 60, (day) => ({ period: day, lastDay: addDays(day, 1) })),
  targets: 'all',
  read: ({ due_at, cursor }) => ({ waiting: unremindedQuery(due_at - remindAfter, cursor, atOnce) }),
  decide: ({ facts: { waiting }, run, now }) => ({
    mail: waiting.flatMap((wish): Mail[] => {
      const remind = `order/finished/${wish.id}/${wish.round}/remind`
      const keepers = (JSON.parse(wish.keepers) as number[]).filter((id) => id !== wish.requester_id)
      return [
        ...(wish.requester_id === null
          ? []
          : [{ ...receiptLetter(wish, wish.requester_id), dedupe: `${remind}/${run.period}` }]),
        ...keepers.map((to) => ({
          to,
          say: [line('remind.unreceived', named(wish)), line('remind.unreceived_how', { order: wish.id })],
          offer: [offer('offer.receipt', `/签收 ${wish.id}`)],
          dedupe: `${remind}/${run.period}/${to}`,
        })),
      ]
    }),
    ...(waiting.length > 0 && {
      writes: [
        dropReceiptAsked(waiting.map(({ id }) => id)),
        recordReminders(
          waiting.map(({ id }) => id),
          run.period,
          now,
        ),
      ],
    }),
    ...(waiting.length === atOnce && { next: waiting.at(-1)?.id ?? 0 }),
  }),
})
