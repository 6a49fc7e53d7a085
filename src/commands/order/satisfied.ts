import { openMonth } from '../../domain/calendar/booking.ts'
import { DAY } from '../../domain/calendar/shanghai.ts'
import { isRefusal, refuse } from '../../domain/refusal.ts'
import { type Line, line, offer } from '../../domain/say.ts'
import { gradersQuery } from '../../store/finish.ts'
import { otherwise } from '../../store/inbox.ts'
import { type Mail, postAll } from '../../store/mail.ts'
import { type OrderRow, orderQuery, recordEvent } from '../../store/order.ts'
import { giveVoice, reopenOrder, servedQuery, type Voicing, voicedBy, voiceQuery } from '../../store/voice.ts'
import { args, optional, required } from '../args/args.ts'
import { satisfaction } from '../args/choices.ts'
import { orderNumber } from '../args/order-number.ts'
import { rest } from '../args/rest.ts'
import { defineCommand } from '../define.ts'
import { registeredOrAppointed } from '../gates.ts'
import { outcomeOfRefusal } from '../outcome.ts'
import { gradersOf } from './order-graders.ts'
import { named } from './order-lines.ts'
import { stepOn } from './order-standing.ts'
import { whichToRate } from './which-to-rate.ts'

/** So long after the grade a voice is heard. */
const heardFor = 31 * DAY
const ratings = { 1: 'voice.good', 2: 'voice.fair', 3: 'voice.bad' } as const

/**
 * `/满意 12 1|2|3 [话]`: the requester's own voice, once a round, private (R076). A 3 reopens the order: what was credited
 * is taken back, and credited again by the next 核销 (rule 8.6). Refuses with order.*, voice.given, voice.late.
 */
export const satisfied = defineCommand({
  name: '满意',
  aliases: ['satisfied'],
  topic: 'order',
  usage: '/满意 单号 1|2|3 [话]',
  example: '/满意 12 1',
  args: args({
    order: required(orderNumber, 'arg.order.missing'),
    rating: required(satisfaction, 'arg.rating.missing'),
    note: optional(rest),
  }),
  without: { 'arg.order.missing': whichToRate, 'arg.rating.missing': whichToRate },
  who: registeredOrAppointed,
  read: ({ args, sender }) => ({
    order: orderQuery(args.order, sender),
    voice: voiceQuery(args.order),
    graders: gradersQuery(args.order),
    served: servedQuery(args.order),
  }),
  decide: (situation) => {
    const { facts, args, who, now, key } = situation
    const again = args.rating === 3
    const name = again ? 'dissatisfied' : 'satisfied'
    const step = stepOn(name, facts.order[0], args.order, who)
    if (isRefusal(step))
      return step.refused === 'order.served_oneself' ? refuse('voice.served', { order: args.order }) : step
    const { order } = step
    const [voice] = facts.voice
    if (voice?.given) return refuse('voice.given', { order: order.id })
    if (voice?.closed_at && now - voice.closed_at > heardFor) return refuse('voice.late', { order: order.id })
    const me = who.person
    if (!me) return refuse('who.unregistered')

    const voicing: Voicing = {
      order: order.id,
      round: order.round,
      person: me.id,
      rating: args.rating,
      text: args.note ?? null,
      key,
      now,
      open: openMonth(now),
    }
    const servers = facts.served.map(({ person_id }) => person_id)
    const graders = gradersOf(facts.graders, [me.id, ...servers])
    const letters = [
      ...graders.map((to) => told(order, to, [...voiceLines(order, voicing)])),
      ...(again ? servers.map((to) => told(order, to, [againLine(order)])) : []),
    ]
    const lost = outcomeOfRefusal(situation, refuse('voice.given', { order: order.id }))
    // A wish is closed by its receipt, not by a rating (R048).
    const unreceived = order.origin === 'wish' && order.state === 'done' && !again
    return {
      say: who.inGroup
        ? [line('voice.heard'), line('voice.private', { order: order.id })]
        : [
            line(again ? 'voice.reopened' : 'voice.thanks', { order: order.id }),
            ...(unreceived ? [line('receipt.still', { order: order.id })] : []),
          ],
      offer: unreceived && !who.inGroup ? [offer('offer.receipt', `/签收 ${order.id}`)] : [],
      writes: [
        giveVoice(voicing),
        otherwise(key, JSON.stringify(lost)),
        ...(again ? reopenOrder(voicing) : []),
        recordEvent(
          { order: order.id, step: name, actor: me.id },
          { message: key, at: now },
          voicedBy(voicing),
        ),
        ...(letters.length > 0 ? [postAll(letters, now, voicedBy(voicing))] : []),
      ],
      speaks: true,
    }
  },
})

/** What the community hears: the rating, and the words. */
const voiceLines = (order: OrderRow, { rating, text }: Voicing): Line[] => [
  line('mail.voiced', { ...named(order), rating: [ratings[rating]] }),
  ...(text ? [line('mail.voiced_note', { note: text })] : []),
  ...(rating === 3
    ? [line(order.origin === 'wish' ? 'mail.wish_reopened' : 'mail.reopened', { order: order.id })]
    : []),
]

/** What who served hears; of a wish no hours were booked (R048). */
const againLine = (order: OrderRow): Line =>
  line(order.origin === 'wish' ? 'mail.wish_again' : 'mail.again', named(order))

const told = (order: OrderRow, to: number, say: Line[]): Mail => ({
  to,
  say,
  offer: [offer('offer.order', `/订单 ${order.id}`, { order: order.id })],
  dedupe: `order/voiced/${order.id}/${order.round}/${to}`,
})
