import { joinNeeds } from '../domain/order/needs.ts'
import { rulesOf } from '../domain/order/rules.ts'
import { isRefusal, refuse } from '../domain/refusal.ts'
import { line, offer } from '../domain/say.ts'
import { candidatesQuery } from '../store/candidates.ts'
import { orderQuery, recordEvent } from '../store/order.ts'
import { args, required } from './args/args.ts'
import { orderNumber } from './args/order-number.ts'
import { defineCommand } from './define.ts'
import { fittingPeople, needsOf, reasonsOf, soughtIn } from './fit-people.ts'
import { registeredOrAppointed } from './gates.ts'
import { named } from './order-lines.ts'
import { stepOn } from './order-standing.ts'

const [most, buttons] = [8, 3]

/**
 * `/推荐 12`: who fits an order best, with the reasons (R029); the same people give the same list. Reasons are private:
 * asked for in a group, the list goes to the one who asked. What nobody is good at comes first (R028). Refuses with order.*.
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
  read: ({ args, sender, at }) => ({
    order: orderQuery(args.order, sender),
    people: candidatesQuery({ order: args.order }, at),
  }),
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
    const shown = people.slice(0, most)
    const offered = facts.people.flatMap(({ id, skills, unit_offers }) => [
      { of: 'person' as const, id, keys: JSON.parse(skills) as string[] },
      { of: 'unit' as const, id, keys: JSON.parse(unit_offers) as string[] },
    ])
    const unmet = joinNeeds(
      needs.map((need) => ({ ...need, order_id: order.id })),
      offered,
    ).filter(({ people, units }) => people.length + units.length === 0)
    const what = named(order)
    const say = [
      ...(unmet.length > 0
        ? [line('recommend.unmet', { order: order.id, skills: unmet.map(({ name }) => name) })]
        : []),
      ...(shown.length > 0
        ? [line('recommend.title', { ...what, count: others.length })]
        : [line('recommend.nobody', { ...what, limit: rulesOf(policy).openClaims })]),
      ...shown.map((fit, i) =>
        line('recommend.one', {
          place: i + 1,
          name: fit.name,
          score: fit.score,
          why: reasonsOf(fit, needs, false),
        }),
      ),
      ...(shown.length > 0 ? [line('recommend.how', { order: order.id })] : []),
    ]
    const next = shown
      .slice(0, buttons)
      .map(({ id, name }) => offer('offer.assign', `/指派 ${order.id} @P${id}`, { name }))
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
