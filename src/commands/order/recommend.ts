import { rulesOf } from '../../domain/order/rules.ts'
import type { OrderState } from '../../domain/order/state.ts'
import { isRefusal, refuse } from '../../domain/refusal.ts'
import { line, type Offer, offer } from '../../domain/say.ts'
import { candidatesQuery } from '../../store/candidates.ts'
import { needsQuery, skillsThereQuery, soughtForOrder, unitsThatHelpQuery } from '../../store/needs.ts'
import { type OrderRow, orderQuery, recordEvent } from '../../store/order.ts'
import { args, required } from '../args/args.ts'
import { orderNumber } from '../args/order-number.ts'
import { defineCommand } from '../define.ts'
import { needsOfOrderLines } from '../figures/needs-lines.ts'
import { registeredOrAppointed } from '../gates.ts'
import { type FittingPerson, fittingPeople, needsOf, reasonsOf, soughtIn } from './fit-people.ts'
import { named } from './order-lines.ts'
import { stepOn } from './order-standing.ts'

const [most, buttons] = [8, 3]

/**
 * `/推荐 12`: who fits an order best, with the reasons (R029); the same people give the same list. Reasons are private:
 * asked for in a group, the list goes to the one who asked. What nobody is good at comes first, and which unit offers it (R028). Refuses with order.*.
 */
export const recommend = defineCommand({
  name: '推荐',
  aliases: [],
  topic: 'order',
  usage: '/推荐 单号',
  example: '/推荐 12',
  args: args({ order: required(orderNumber, 'arg.order.missing') }),
  hidden: ({ roles }) => roles.length === 0,
  who: registeredOrAppointed,
  read: ({ args, sender, at }) => {
    const sought = soughtForOrder(args.order)
    return {
      order: orderQuery(args.order, sender),
      people: candidatesQuery({ order: args.order }, at),
      needs: needsQuery(sought),
      skills: skillsThereQuery(sought),
      units: unitsThatHelpQuery(sought),
    }
  },
  decide: (situation) => {
    const { args, facts, who, key, now, policy } = situation
    const me = who.person
    if (!me) return refuse('who.unregistered')
    const step = stepOn('recommend', facts.order[0], args.order, who)
    if (isRefusal(step)) return step
    const { order } = step
    const sought = soughtIn(order)
    const needs = needsOf(sought)
    const others = facts.people.filter(({ id }) => id !== me.id)
    const people = fittingPeople(sought, others, situation)
    const missing = needsOfOrderLines(facts, order)
    const shown = people.slice(0, most - missing.length)
    const what = named(order)
    const say = [
      ...missing,
      ...(shown.length > 0
        ? [line('recommend.title', { ...what, count: others.length })]
        : [
            line(order.state === 'open' ? 'recommend.nobody' : 'recommend.nobody_yet', {
              ...what,
              limit: rulesOf(policy).openClaims,
            }),
          ]),
      ...shown.map((fit, i) =>
        line('recommend.one', {
          place: i + 1,
          name: fit.name,
          score: fit.score,
          why: reasonsOf(fit, needs, false),
        }),
      ),
      ...(shown.length > 0 ? [line(how[order.state] ?? 'recommend.how', { order: order.id })] : []),
    ]
    const next = nextOf(order, shown)
    const writes = [
      recordEvent({ order: order.id, step: 'recommend', actor: me.id }, { message: key, at: now }),
    ]
    if (!who.inGroup) return { say, offer: next, writes }
    return {
      say: [line('recommend.sent', what)],
      writes,
      mail: [
        {
          to: me.id,
          say,
          offer: next,
          dedupe: `order/recommend/${order.id}/${key}/${me.id}`,
        },
      ],
    }
  },
})

/** What is done with the list: before it is published, and once all places are taken, nobody can be assigned. */
const how: { [K in OrderState]?: string } = {
  requested: 'recommend.how_publish',
  full: 'recommend.how_replace',
}

function nextOf({ id, state }: OrderRow, people: readonly FittingPerson[]): Offer[] {
  if (state === 'requested') return [offer('offer.publish', `/派单 ${id}`)]
  if (state === 'full') return [offer('offer.order', `/订单 ${id}`, { order: id })]
  return people
    .slice(0, buttons)
    .map((one) => offer('offer.assign', `/指派 ${id} @P${one.id}`, { name: one.name }))
}
