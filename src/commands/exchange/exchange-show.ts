import { monthOf } from '../../domain/calendar/shanghai.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { type Line, line, type Offer, offer } from '../../domain/say.ts'
import type { Decision } from '../define.ts'
import type { OfExchange } from './exchange-facts.ts'
import { items } from './exchange-goods.ts'
import { statementLine } from './exchange-statement.ts'

/**
 * `/兑换` alone: one's points and 折算 hours, the statement, what may be had and what waits; the shelf for who keeps it. In a
 * group only what there is. Refuses with group.unbound.
 */
export function showExchange(situation: OfExchange): Decision | Refusal {
  const { facts, who, policy } = situation
  if (who.inGroup) {
    if (!who.group) return refuse('group.unbound')
    return {
      say: [...goodsLines(situation, who.group.community), line('exchange.how'), line('exchange.see_all')],
    }
  }
  const { kind } = who.person ?? {}
  const own = kind ? ownLines(situation) : []
  const [first] = facts.goods
  const { available = 0, ofYear = 0 } = facts.standing[0] ?? {}
  const rate = policy.pointsAnHour
  const offers: Offer[] = [
    ...(available >= rate && policy.exchangeMinutesAYear - ofYear >= 60 && kind
      ? [offer('offer.exchange_hours', `/兑换 ${rate}分 时长`)]
      : []),
    ...(kind && kind !== 'member' && first && first.points <= available
      ? [offer('offer.exchange_goods', `/兑换 ${first.name}`, { name: first.name })]
      : []),
    ...(kind ? [offer('offer.exchange_rows', '/兑换 明细')] : []),
  ]
  return { say: [...own, ...shelfLines(situation)], offer: offers }
}

function ownLines(situation: OfExchange): Line[] {
  const { facts, who, policy, at } = situation
  const { earned = 0, available = 0, minutes = 0, ofYear = 0 } = facts.standing[0] ?? {}
  const room = Math.max(0, policy.exchangeMinutesAYear - ofYear)
  const target = policy.yearlyTargetMinutes
  return [
    line('exchange.standing', { available: Math.max(0, available), earned, used: earned - available }),
    ...(available < 0 ? [line('exchange.owes', { points: -available })] : []),
    line('exchange.hours_standing', { minutes, room, target }),
    ...statementLine(situation, monthOf(at)),
    ...(who.person?.kind === 'member'
      ? [line('exchange.members')]
      : goodsLines(situation, who.person?.community ?? '')),
    ...facts.own.map(({ goods, pieces, code }) => line('exchange.mine', { goods, pieces, code })),
    ...(facts.shelves.length > 0 ? [] : [line('exchange.how')]),
  ]
}

function goodsLines({ facts }: OfExchange, community: string): Line[] {
  const [first] = facts.goods
  if (!first) return [line('exchange.goods_nothing', { community })]
  const what = { community, goods: items(facts.goods), count: first.count }
  return [line(first.count > facts.goods.length ? 'exchange.goods_more' : 'exchange.goods_list', what)]
}

/** The shelf: what came on it is there, waits, or was handed over; who is waited for. */
function shelfLines({ facts }: OfExchange): Line[] {
  if (facts.shelves.length === 0) return []
  const [waiting] = facts.waiting
  const [first] = facts.shelf
  const people = facts.waiting.map(({ person, goods, pieces }) =>
    JSON.stringify(line('exchange.waits_for', { name: person ?? '', goods, pieces })),
  )
  const shelf = facts.shelf.map(({ name, points, stock, given, waiting, taken }) =>
    JSON.stringify(line('exchange.shelf_item', { name, points, stock, given, waiting, taken })),
  )
  return [
    first
      ? line(first.count > shelf.length ? 'exchange.shelf_more' : 'exchange.shelf', {
          goods: shelf,
          count: first.count,
        })
      : line('exchange.shelf_empty'),
    ...(waiting ? [line('exchange.waiting', { count: waiting.count, people })] : []),
    line('exchange.how_shelf'),
  ]
}
