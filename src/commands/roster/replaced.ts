import { type Refusal, refuse } from '../../domain/refusal.ts'
import type { Holder, OrderRow } from '../../store/order.ts'
import { fold } from '../../text/fold.ts'
import { sureWords } from '../args/sure.ts'
import { holdersOf } from '../order/order-standing.ts'

/** The names that were typed, and whether a doubt was answered with yes. */
export const typedIn = (names: readonly string[]) => {
  const sure = sureWords.includes(names.at(-1) ?? '')
  const [first = '', second, third] = sure ? names.slice(0, -1) : names
  return second === undefined ? { to: first, sure } : { from: first, to: second, sure, third }
}

/** Who is replaced: by name or number; unnamed where only one person holds a place. */
export function replacedOn(order: OrderRow, typed: string | undefined): Holder | Refusal {
  const holders = holdersOf(order).filter(({ state }) => state === 'held')
  const names = holders.map(({ name }) => name)
  const [one, more] =
    typed === undefined
      ? holders
      : holders.filter(({ id, name }) => fold(name) === fold(typed) || fold(typed) === `p${id}`)
  if (holders.length === 0) return refuse('reassign.nobody', { order: order.id })
  if (!one) return refuse('reassign.not_holder', { name: typed ?? '', order: order.id, names })
  if (!more) return one
  return typed === undefined
    ? refuse('reassign.which', { order: order.id, names })
    : refuse('reassign.two', { name: typed, order: order.id, numbers: [one, more].map(({ id }) => `P${id}`) })
}
