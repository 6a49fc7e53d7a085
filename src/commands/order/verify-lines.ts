import type { Grade } from '../../domain/order/rules.ts'
import type { Policy } from '../../domain/policy.ts'
import { type Line, line, offer } from '../../domain/say.ts'
import type { Mail } from '../../store/mail.ts'
import type { OrderRow } from '../../store/order.ts'
import { named } from './order-lines.ts'
import type { Sorted } from './verify-servers.ts'

const serversShown = 5

/** Who got what. In a group names only: hours and points of each, and why somebody got none, are told in private. */
export function verifiedLines(
  order: number,
  { credits, refused, unfinished }: Sorted,
  inGroup: boolean,
  policy: Policy,
): Line[] {
  const names = credits.map(({ name }) => name)
  const full = credits.filter(({ fullDays }) => fullDays.length > 0).map(({ name }) => name)
  const waiting = credits.filter(({ verified }) => !verified).map(({ name }) => name)
  const more = names.slice(serversShown)
  return [
    ...(inGroup
      ? [line('verify.names', { names: names.slice(0, 20) })]
      : [
          ...credits
            .slice(0, serversShown)
            .map(({ name, minutes, points }) => line('verify.server', { name, minutes, points })),
          ...(more.length > 0 ? [line('verify.more', { names: more.slice(0, 20), count: more.length })] : []),
        ]),
    ...(inGroup && refused.length > 0
      ? [line('verify.refused_group', { names: refused.map(({ name }) => name) })]
      : refused.slice(0, 2).map(({ why }) => line(why.refused, { order, ...why.params }))),
    ...(unfinished.length > 0 ? [line('verify.unfinished', { names: unfinished.slice(0, 10) })] : []),
    ...(full.length > 0 && !inGroup
      ? [line('verify.full_day', { names: full.slice(0, 10), limit: policy.fullDayMinutes })]
      : []),
    ...(waiting.length > 0 && !inGroup ? [line('verify.waiting', { names: waiting.slice(0, 10) })] : []),
  ]
}

/** What each of them is told in private: what they got, what the grader said besides, and the way to the formula. */
export const creditLetters = (
  order: OrderRow,
  grade: Grade,
  { credits }: Sorted,
  said: { name: string; note: string } | undefined,
): Mail[] =>
  credits.map(({ person, minutes, points, verified }) => ({
    to: person,
    say: [
      line('mail.credited', { ...named(order), grade: [`grade.${grade}`], minutes, points }),
      ...(said ? [line('mail.keeper_says', said)] : []),
      ...(verified ? [] : [line('mail.credited_waits')]),
    ],
    offer: [offer('offer.why_order', `/怎么算 ${order.id}`, { order: order.id })],
    dedupe: `order/credited/${order.id}/${order.round}/${person}`,
  }))

/** Why some got nothing, for the one who graded in a group. */
export const uncreditedLetter = (order: OrderRow, to: number, { refused }: Sorted): Mail => ({
  to,
  say: refused.slice(0, 8).map(({ why }) => line(why.refused, { order: order.id, ...why.params })),
  dedupe: `order/uncredited/${order.id}/${order.round}`,
})
