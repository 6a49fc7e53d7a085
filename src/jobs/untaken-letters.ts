import { type FittingPerson, type NeedNamed, reasonsOf } from '../commands/order/fit-people.ts'
import { cardLines, named } from '../commands/order/order-lines.ts'
import { DAY } from '../domain/calendar/shanghai.ts'
import type { OrderRules } from '../domain/order/rules.ts'
import { line, offer } from '../domain/say.ts'
import type { Mail } from '../store/mail.ts'
import type { UntakenDays, UntakenOrder } from '../store/order-untaken.ts'

/** An order that nobody takes, with its needs and who fits it best. */
export interface Untaken {
  order: UntakenOrder
  needs: readonly NeedNamed[]
  best: readonly FittingPerson[]
}

type Suiting = Untaken & { fit: FittingPerson }

/** How a letter of one order is called: the schema takes it back when somebody takes that. Of several it is of use for a day. */
const nameOf = ({ order }: Untaken, days: UntakenDays): string =>
  `order/untaken/${order.id}/${order.untaken_since}/${days}`
const nameOfSeveral = ({ order }: Untaken, days: UntakenDays): string =>
  `order/untaken-several/${order.id}/${order.untaken_since}/${days}`

/** Everybody who fits is asked in one letter, whatever the number of orders. */
export function toFitting(
  untaken: readonly Untaken[],
  { now, rules }: { now: number; rules: OrderRules },
): Mail[] {
  const suiting = untaken.flatMap((one): Suiting[] => one.best.map((fit) => ({ ...one, fit })))
  return [...Map.groupBy(suiting, ({ fit }) => fit.id)].map(([to, all]) => {
    const [one, more] = all as [Suiting, Suiting | undefined]
    return { to, unasked: true, ...(more ? askedOfSeveral(all, now) : asked(one, now, rules)) }
  })
}

const asked = (one: Suiting, now: number, rules: OrderRules): Omit<Mail, 'to'> => {
  const { order, fit, needs } = one
  return {
    say: [
      line('untaken.asked', { community: order.community, why: reasonsOf(fit, needs, false) }),
      ...cardLines(order, now, rules),
      line('untaken.asked_how', { order: order.id }),
    ],
    offer: [offer('offer.claim', `/接单 ${order.id}`)],
    dedupe: `${nameOf(one, 1)}/${fit.id}`,
    expiresAt: order.ends_at ?? now + 7 * DAY,
  }
}

const askedOfSeveral = (all: readonly Suiting[], now: number): Omit<Mail, 'to'> => {
  const [first] = all as [Suiting]
  const { order, fit } = first
  return {
    say: [
      line('untaken.asked_several', { community: order.community, count: all.length }),
      ...all.map((one) =>
        line('untaken.asked_row', { ...named(one.order), why: reasonsOf(one.fit, one.needs, false) }),
      ),
      line('untaken.asked_several_how', { order: order.id }),
    ],
    offer: all
      .slice(0, 3)
      .map((one) => offer('offer.claim_order', `/接单 ${one.order.id}`, { order: one.order.id })),
    dedupe: `${nameOfSeveral(first, 1)}/${fit.id}`,
    expiresAt: now + DAY,
  }
}

/** Who answers for the community may assign somebody, or ask next door: one letter, whatever the number of orders. */
export function toKeepers(untaken: readonly Untaken[], days: UntakenDays, now: number): Mail[] {
  const [one, more] = untaken
  if (!one) return []
  const letter = more ? keptOfSeveral(untaken, days, now) : kept(one, days)
  return (JSON.parse(one.order.keepers) as number[]).map((to) => ({
    ...letter,
    to,
    dedupe: `${letter.dedupe}/${to}`,
  }))
}

const kept = (one: Untaken, days: UntakenDays): Omit<Mail, 'to'> => {
  const { order, needs, best } = one
  const people = best.map((fit) =>
    line('untaken.fits', { name: fit.name, why: reasonsOf(fit, needs, false), score: fit.score }),
  )
  return {
    say: [
      line('untaken.keeper', { ...named(order), days }),
      ...(best.length > 0
        ? [line('untaken.assign', { order: order.id }), ...people]
        : [line('untaken.nobody_fits', { order: order.id })]),
    ],
    offer: best.map(({ name }) => offer('offer.assign', `/指派 ${order.id} ${name}`, { name })),
    dedupe: nameOf(one, days),
  }
}

const keptOfSeveral = (untaken: readonly Untaken[], days: UntakenDays, now: number): Omit<Mail, 'to'> => {
  const [first] = untaken as [Untaken]
  const { order } = untaken.find(({ best }) => best.length > 0) ?? first
  return {
    say: [
      line('untaken.keeper_several', { count: untaken.length, days }),
      ...untaken.map(({ order: { id, title }, best }) =>
        best.length > 0
          ? line('untaken.keeper_row', { ...named({ id, title }), names: best.map(({ name }) => name) })
          : line('untaken.keeper_row_nobody', named({ id, title })),
      ),
      line('untaken.keeper_several_how', { order: order.id }),
    ],
    offer: untaken
      .slice(0, 3)
      .map(({ order: { id } }) => offer('offer.recommend_order', `/推荐 ${id}`, { order: id })),
    dedupe: nameOfSeveral(first, days),
    expiresAt: now + DAY,
  }
}
