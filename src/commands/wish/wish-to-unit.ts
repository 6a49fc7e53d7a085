import { type Line, line, offer } from '../../domain/say.ts'
import { sharedFrom, similarTo } from '../../domain/wish/thing.ts'
import { unitFor } from '../../domain/wish/unit-choice.ts'
import type { Mail } from '../../store/mail.ts'
import type { OrderRow } from '../../store/order.ts'
import type { OpenWish } from '../../store/wish.ts'
import type { WishUnit } from '../../store/wish-unit.ts'
import { classLine } from './wish-class.ts'

const shown = 7

/** What a wish that is published makes of those that are similar and open (R050). */
export interface SharedWishes {
  /** On the card: that a unit is asked. */
  card: Line[]
  letters: Mail[]
  /** The first of them: the group goes by it. */
  first: number
}

/**
 * From three similar wishes on they are offered to one unit, whose liaison hears of it in private and may take all at
 * once; undefined where there are fewer, or no unit: those are for persons.
 */
export function sharedWishes(
  order: OrderRow,
  wishes: readonly OpenWish[],
  units: readonly WishUnit[],
  key: string,
): SharedWishes | undefined {
  const { wish_thing: thing, household } = order
  if (thing === null || household === null || thing === '') return undefined
  const own: OpenWish = { ...order, household, thing }
  const group = similarTo(order.id, [...wishes.filter(({ id }) => id !== order.id), own])
  const unit = unitFor(
    thing,
    units.map((one) => ({ ...one, offers: JSON.parse(one.offers) as string[], inHand: one.in_hand })),
  )
  if (group.length < sharedFrom || !unit) return undefined
  const [first = own] = group
  const orders = group.map(({ id }) => `${id}`)
  const what = { unit: unit.name, count: group.length, orders: orders.slice(0, 10), title: order.title ?? '' }
  return {
    first: first.id,
    card: [line('wish.shared', what)],
    letters: (JSON.parse(unit.liaisons) as number[]).map((to) => ({
      to,
      say: [
        line('mail.wish_shared', { ...what, community: order.community }),
        ...group.slice(0, shown).map((one) =>
          line('wish.wall_one', {
            order: one.id,
            title: one.title ?? '',
            who: [JSON.stringify(classLine(one))],
          }),
        ),
        line('mail.wish_shared_how', { order: first.id }),
      ],
      offer: [offer('offer.together', `/心愿 认领 ${first.id}`, { count: group.length })],
      dedupe: `wish/shared/${first.id}/${key}/${to}`,
    })),
  }
}
