import { type Line, line, offer } from '../../domain/say.ts'
import { sharedFrom, similarTo } from '../../domain/wish/thing.ts'
import { unitFor } from '../../domain/wish/unit-choice.ts'
import type { Mail } from '../../store/mail.ts'
import type { OrderRow } from '../../store/order.ts'
import type { OpenWish } from '../../store/wish.ts'
import type { WishUnit } from '../../store/wish-unit.ts'
import { classLine } from './wish-class.ts'

const shown = 7

/** Similar wishes that stand open, in order, and what they are for. */
export interface SimilarWishes {
  thing: string
  wishes: readonly OpenWish[]
}

/** The unit that is asked for similar wishes; none when they are few, or none is there that has not refused. */
export function unitAsked(
  { thing, wishes }: SimilarWishes,
  units: readonly WishUnit[],
): WishUnit | undefined {
  if (wishes.length < sharedFrom) return undefined
  const atHand = units.map((one) => ({
    ...one,
    one,
    offers: JSON.parse(one.offers) as string[],
    refused: JSON.parse(one.refused) as number[],
    inHand: one.in_hand,
  }))
  return unitFor({ thing, wishes: wishes.map(({ id }) => id) }, atHand)?.one
}

/** The unit’s liaisons are asked in private whether it takes them all at once (R050). */
export function askUnit(
  { wishes }: SimilarWishes,
  { unit, community, key }: { unit: WishUnit; community: string; key: string },
): Mail[] {
  const [first] = wishes
  if (!first) return []
  return (JSON.parse(unit.liaisons) as number[]).map((to) => ({
    to,
    say: [
      line('mail.wish_shared', { unit: unit.name, count: wishes.length, community }),
      ...wishes.slice(0, shown).map((one) =>
        line('wish.wall_one', {
          order: one.id,
          title: one.title ?? '',
          who: [JSON.stringify(classLine(one))],
        }),
      ),
      line('mail.wish_shared_how', { order: first.id }),
    ],
    offer: [
      offer('offer.together', `/心愿 认领 ${first.id}`, { count: wishes.length }),
      offer('offer.pass', `/心愿 婉拒 ${first.id}`),
    ],
    dedupe: `wish/shared/${first.id}/${key}/${to}`,
  }))
}

/** What a wish that is published makes of those that are similar and open (R050). */
export interface SharedWishes {
  /** On the card: that a unit is asked. */
  card: Line[]
  letters: Mail[]
  wishes: number[]
}

/**
 * From three similar wishes on they are offered to one unit; undefined where there are fewer, or no unit: those are for
 * persons.
 */
export function sharedWishes(
  order: OrderRow,
  open: readonly OpenWish[],
  units: readonly WishUnit[],
  key: string,
): SharedWishes | undefined {
  const { id, wish_thing: thing, household, community } = order
  if (thing === null || household === null || thing === '') return undefined
  const own: OpenWish = { ...order, household, thing }
  const wishes = similarTo(own, [...open.filter((one) => one.id !== id), own])
  const unit = unitAsked({ thing, wishes }, units)
  if (!unit) return undefined
  const orders = wishes.slice(0, 10).map((one) => `${one.id}`)
  return {
    card: [line('wish.shared', { unit: unit.name, count: wishes.length, orders })],
    letters: askUnit({ thing, wishes }, { unit, community, key }),
    wishes: wishes.map((one) => one.id),
  }
}
