import { type Refusal, refuse } from '../../domain/refusal.ts'
import { mayReview } from '../../domain/roles.ts'
import { line, offer } from '../../domain/say.ts'
import { type Chained, chainQuery } from '../../store/correction.ts'
import { serviceQuery } from '../../store/credited-lines.ts'
import { deliveredQuery } from '../../store/receipt.ts'
import { args, required } from '../args/args.ts'
import { orderOrEntry } from '../args/order-number.ts'
import { type Decision, defineCommand, type Who } from '../define.ts'
import { registeredOrAppointed } from '../gates.ts'
import { serviceLines } from '../order/why-order-lines.ts'
import { whyLines } from './why-lines.ts'

/**
 * `/怎么算 T31`: the formula behind the credit of an entry, every factor and where it came from (R065). One's own, in
 * private also those one reviews. `/怎么算 12` is an order (rule 8.1): all that I was credited with for it.
 */
export const why = defineCommand({
  name: '怎么算',
  aliases: ['why'],
  topic: 'hours',
  usage: '/怎么算 单号|T编号',
  example: '/怎么算 T31',
  args: args({ subject: required(orderOrEntry, 'arg.why.missing') }),
  who: registeredOrAppointed,
  read: ({ args: { subject }, sender }) => ({
    service: serviceQuery('order' in subject ? subject.order : 0, sender),
    chain: chainQuery('entry' in subject ? subject.entry : subject.order),
    wish: deliveredQuery('order' in subject ? subject.order : 0, sender),
  }),
  decide: ({ facts, args: { subject }, who, policy }): Decision | Refusal => {
    const [entry] = facts.chain
    if ('order' in subject && facts.service.length > 0)
      return {
        say: serviceLines(subject.order, facts.service, policy.halfFrom),
        offer: [offer('offer.hours', '/工时')],
      }
    if ('order' in subject && facts.wish.length > 0)
      return { say: [line('why.wish', { order: subject.order })], offer: [offer('offer.hours', '/工时')] }
    if ('order' in subject) return orderOf(subject.order, entry, who)
    const own = entry !== undefined && entry.person_id === who.person?.id
    if (!entry || (!own && !mayReview(who.roles, entry)))
      return refuse('why.unknown', { entry: subject.entry })
    if (who.inGroup && (!own || entry.verdict === 'rejected'))
      return refuse('why.private', { entry: entry.id })
    return {
      say: whyLines(facts.chain, { own, inGroup: who.inGroup }),
      offer: own ? [offer('offer.hours', '/工时')] : [offer('offer.review', '/审核')],
    }
  },
})

/** Nothing of that order is mine; an entry of mine with that number may be what was meant. */
function orderOf(order: number, entry: Chained | undefined, who: Who): Decision | Refusal {
  const mine = entry !== undefined && entry.person_id === who.person?.id
  return mine
    ? {
        say: [line('why.order_or_entry', { order })],
        offer: [offer('offer.why', `/怎么算 T${order}`, { entry: order })],
      }
    : { say: [line('why.order', { order })], offer: [offer('offer.hours', '/工时')] }
}
