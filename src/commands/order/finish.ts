import { lengthOf, servedSpans } from '../../domain/order/work-time.ts'
import { isRefusal, refuse } from '../../domain/refusal.ts'
import { line, offer } from '../../domain/say.ts'
import { finishClaim, finishedBy, finishOrder, gradersQuery } from '../../store/finish.ts'
import { otherwise } from '../../store/inbox.ts'
import type { Mail } from '../../store/mail.ts'
import { orderQuery, recordEvent } from '../../store/order.ts'
import { args, optional, required } from '../args/args.ts'
import { orderNumber } from '../args/order-number.ts'
import { rest } from '../args/rest.ts'
import { workTime } from '../args/when.ts'
import { defineCommand } from '../define.ts'
import { registeredOrAppointed } from '../gates.ts'
import { outcomeOfRefusal } from '../outcome.ts'
import { delivered } from '../wish/wish-delivered.ts'
import { finishFacts, finishHints } from './finish-hints.ts'
import { gradersOf } from './order-graders.ts'
import { named } from './order-lines.ts'
import { about, holdersOf, stepOn } from './order-standing.ts'
import { voiceLetter } from './voice-letter.ts'
import { whichClaim } from './which-claim.ts'

/**
 * `/完成 12 2小时 换了楼道灯`: when I served and what came of it; the community grades it then. Typed again it changes
 * the hours. Refuses with order.*, finish.*.
 */
export const finish = defineCommand({
  name: '完成',
  aliases: ['done', 'wc'],
  topic: 'order',
  usage: '/完成 单号 [时长] [说明]',
  example: '/完成 12 2小时 换了楼道灯',
  args: args({
    order: required(orderNumber, 'arg.order.missing'),
    work: optional(workTime),
    note: optional(rest),
  }),
  without: { 'arg.order.missing': whichClaim('完成', ['held', 'done'], '/完成 单号 [时长] [说明]') },
  who: registeredOrAppointed,
  read: (ask) => ({
    order: orderQuery(ask.args.order, ask.sender),
    graders: gradersQuery(ask.args.order),
    ...finishFacts(ask),
  }),
  decide: (situation) => {
    const { facts, args, who, at, now, key, policy } = situation
    const step = stepOn('finish', facts.order[0], args.order, who)
    if (isRefusal(step)) return step
    const { order } = step
    if (order.origin === 'wish')
      return delivered(order, { note: args.note, hours: args.work !== undefined }, situation)
    const spans = servedSpans(args.work?.spans ?? [], order, at, policy)
    if (isRefusal(spans)) return about(order, args.order, spans)
    const me = who.person
    if (!me) return refuse('who.unregistered')

    const finishing = { order: order.id, person: me.id, key, now }
    const when = finishedBy(finishing)
    const changed = order.my_claim === 'done'
    const span = spans.map(({ from, to }) => `${from}-${to}`)
    const what = { ...named(order), minutes: lengthOf(spans) }
    const serving = holdersOf(order).flatMap(({ id, state }) =>
      state === 'held' || state === 'done' ? [id] : [],
    )
    const mail: Mail[] = gradersOf(facts.graders, [me.id, ...serving]).map((to) => ({
      to,
      say: [
        line('mail.finished', { ...what, name: me.name ?? '', span }),
        ...(args.note ? [line('mail.finished_note', { note: args.note })] : []),
      ],
      offer: [
        offer('offer.grade_excellent', `/核销 ${order.id} 很好`),
        offer('offer.grade_good', `/核销 ${order.id} 好`),
        offer('offer.grade_fair', `/核销 ${order.id} 一般`),
      ],
      dedupe: `order/finished/${order.id}/${order.round}/${me.id}/${to}/${changed ? key : ''}`,
      when,
    }))
    if (order.requester_id !== null && order.requester_id !== me.id && order.origin !== 'proposal')
      mail.push({ ...voiceLetter(order, order.requester_id), when })
    return {
      say: [
        line(changed ? 'finish.changed' : 'finish.done', { ...what, span }),
        ...(args.work?.assumed ? [line('finish.assumed', { order: order.id })] : []),
        ...finishHints(spans, order, facts, situation),
        line('finish.next', { order: order.id }),
      ],
      offer: [offer('offer.me', '/我的')],
      writes: [
        finishClaim(finishing, spans),
        otherwise(
          key,
          JSON.stringify(outcomeOfRefusal(situation, refuse('finish.gone', { order: order.id }))),
        ),
        ...finishOrder(finishing),
        recordEvent(
          { order: order.id, step: 'finish', actor: me.id, ...(args.note ? { text: args.note } : {}) },
          { message: key, at: now },
          when,
        ),
      ],
      mail,
    }
  },
})
