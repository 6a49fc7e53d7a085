import { MINUTE } from '../../domain/calendar/shanghai.ts'
import type { OrderRules } from '../../domain/order/rules.ts'
import { type Line, line, type Offer, offer } from '../../domain/say.ts'
import type { PrivatePart } from '../../store/claim-private.ts'
import type { OrderRow } from '../../store/order.ts'
import { named, whenLines } from './order-lines.ts'

/** What is in the way of somebody who claims an order, and which private parts the order has. */
export interface BeforeClaim {
  shift: number
  other: number | null
  away: number
  contact: number
  details: number
}

/** What is said and offered. */
export interface Words {
  say: Line[]
  offer: Offer[]
}

/** The private parts that an order has, as lines to be filled by the write, each with the part and its place. */
export function partsToFill(
  { contact, details }: BeforeClaim,
  first: number,
): { lines: Line[]; parts: { part: PrivatePart['part']; at: number; name: string }[] } {
  const parts = [
    ...(contact ? [{ part: 'contact' as const, name: 'contact' }] : []),
    ...(details ? [{ part: 'details' as const, name: 'text' }] : []),
  ].map((part, i) => ({ ...part, at: first + i }))
  const lines = parts.map(({ part }) =>
    part === 'contact' ? line('order.contact', { contact: '' }) : line('order.details', { text: '' }),
  )
  return { lines, parts }
}

/** A place is theirs: what, when, where, what may be in the way, and what to do next. Leave is a hint in private only. */
export function heldWords(
  order: OrderRow,
  before: BeforeClaim | undefined,
  inGroup: boolean,
): Words & { parts: PrivatePart[] } {
  const say = [
    order.places === null
      ? line('claim.held_any', { ...named(order), taken: order.taken })
      : line('claim.held', { ...named(order), places: order.places, taken: order.taken }),
    ...whenLines(order),
    ...(order.place === null ? [] : [line('order.where', { place: order.place })]),
    ...(before?.other ? [line('claim.other_then', { other: before.other })] : []),
    ...(before?.shift ? [line('claim.shift_then')] : []),
    ...(before?.away && !inGroup ? [line('claim.away_then')] : []),
  ]
  const filled = before && !inGroup ? partsToFill(before, say.length) : { lines: [], parts: [] }
  const sent = before && inGroup && (before.contact || before.details) ? [line('claim.sent_private')] : []
  return {
    say: [
      ...say,
      ...filled.lines,
      ...sent,
      line(order.origin === 'wish' ? 'wish.how' : 'claim.how', { order: order.id }),
    ],
    offer: [offer('offer.finish', `/完成 ${order.id}`), offer('offer.release', `/退单 ${order.id}`)],
    parts: filled.parts.map(({ part, at, name }) => ({ part, path: `$.say[${at}].params.${name}` })),
  }
}

/** The letter with the private parts, for who took a place in a group; undefined when the order has none. */
export function privateLetter(
  order: OrderRow,
  before: BeforeClaim | undefined,
): { say: Line[]; parts: PrivatePart[] } | undefined {
  if (!before || !(before.contact || before.details)) return undefined
  const { lines, parts } = partsToFill(before, 1)
  return {
    say: [line('mail.claim_private', named(order)), ...lines],
    parts: parts.map(({ part, at, name }) => ({ part, path: `$[${at}].params.${name}` })),
  }
}

/** All places are taken: behind how many, and what happens when one gets free. */
export const waitingWords = (order: OrderRow, rules: OrderRules): Words => ({
  say: [
    line('claim.waiting', { ...named(order), place: order.waiting + 1 }),
    line('claim.waiting_how', { order: order.id, minutes: rules.offerTime / MINUTE }),
  ],
  offer: [offer('offer.release', `/退单 ${order.id}`), offer('offer.orders', '/订单')],
})

/** The draw is entered: when it is held, and how. */
export const drawingWords = (order: OrderRow): Words => ({
  say: [
    line('claim.drawing', { ...named(order), at: order.draw_at ?? 0 }),
    ...whenLines(order),
    line('claim.drawing_how', { places: order.places ?? 0 }),
    line('claim.drawing_out', { order: order.id }),
  ],
  offer: [offer('offer.release', `/退单 ${order.id}`), offer('offer.orders', '/订单')],
})
