import { type FittingPerson, fittingPeople, type NeedNamed, reasonsOf } from '../commands/order/fit-people.ts'
import { cardLines, named } from '../commands/order/order-lines.ts'
import { DAY } from '../domain/calendar/shanghai.ts'
import { rulesOf } from '../domain/order/rules.ts'
import { line, offer } from '../domain/say.ts'
import { candidatesQuery } from '../store/candidates.ts'
import type { Mail } from '../store/mail.ts'
import { type UntakenOrder, untakenQuery, untakenTurn } from '../store/order-untaken.ts'
import { defineWatch } from './define.ts'

const asked = 3

/**
 * An order that nobody takes (R033): after a day the three who fit best are asked in private, with what its difficulty has
 * grown to; after two, and where nobody fits, who answers for the community is offered to assign somebody. One order a minute.
 */
export const orderUntaken = defineWatch({
  name: 'order-untaken',
  read: (now) => ({
    orders: untakenQuery(now),
    candidates: candidatesQuery({ order: untakenTurn(now) }, now),
  }),
  decide: ({ facts, policy, now }) => {
    const [order] = facts.orders
    if (!order) return {}
    const needs = JSON.parse(order.needs) as NeedNamed[]
    const best = fittingPeople({ ...order, needs }, facts.candidates, { policy, at: now }).slice(0, asked)
    const card = cardLines(order, now, rulesOf(policy))
    const dedupe = `order/untaken/${order.id}/${order.untaken_since}/${order.days}`
    if (order.days === 1 && best.length > 0)
      return {
        mail: best.map((fit) => ({
          to: fit.id,
          say: [
            line('untaken.asked', { community: order.community, why: reasonsOf(fit, needs, false) }),
            ...card,
            line('untaken.asked_how', { order: order.id }),
          ],
          offer: [offer('offer.claim', `/接单 ${order.id}`)],
          unasked: true as const,
          dedupe: `${dedupe}/${fit.id}`,
          expiresAt: order.ends_at ?? now + 7 * DAY,
        })),
      }
    return { mail: toKeepers(order, needs, best, dedupe) }
  },
})

function toKeepers(
  order: UntakenOrder,
  needs: readonly NeedNamed[],
  best: readonly FittingPerson[],
  dedupe: string,
): Mail[] {
  const people = best.map((fit) =>
    line('untaken.fits', { name: fit.name, why: reasonsOf(fit, needs, false), score: fit.score }),
  )
  return (JSON.parse(order.keepers) as number[]).map((to) => ({
    to,
    say: [
      line('untaken.keeper', { ...named(order), days: order.days }),
      ...(best.length > 0
        ? [line('untaken.assign', { order: order.id }), ...people]
        : [line('untaken.nobody_fits', { order: order.id })]),
    ],
    offer: best.map(({ name }) => offer('offer.assign', `/指派 ${order.id} ${name}`, { name })),
    dedupe: `${dedupe}/${to}`,
  }))
}
