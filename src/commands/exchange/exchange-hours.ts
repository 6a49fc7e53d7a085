import { minutesFor, pointsFor } from '../../domain/exchange/rate.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { line, offer } from '../../domain/say.ts'
import { exchangeHours } from '../../store/exchange.ts'
import { availablePoints, roomOfYear } from '../../store/exchange-standing.ts'
import { fill, otherwise } from '../../store/inbox.ts'
import type { Decision } from '../define.ts'
import { registered } from '../gates.ts'
import { outcomeOfRefusal } from '../outcome.ts'
import { type OfExchange, yearOf } from './exchange-facts.ts'

/**
 * Points for hours 折算, which count towards nothing (R061). The write decides: points are never overdrawn, the year's most is
 * never passed. Refuses with exchange.how_many, exchange.uneven, exchange.differs, exchange.short, exchange.year_full.
 */
export function forHours(
  situation: OfExchange,
  typed: { points?: number; minutes?: number },
): Decision | Refusal {
  const { facts, who, policy, at, key } = situation
  const refused = registered(who)
  if (refused) return refused
  const rate = policy.pointsAnHour
  if (typed.points === undefined && typed.minutes === undefined) return refuse('exchange.how_many', { rate })
  const points = typed.points ?? pointsFor(typed.minutes ?? 0, rate)
  const minutes = points === undefined ? undefined : minutesFor(points, rate)
  if (points === undefined || minutes === undefined) return refuse('exchange.uneven', { rate })
  if (typed.minutes !== undefined && typed.minutes !== minutes)
    return refuse('exchange.differs', { points, minutes })
  const { available = 0, ofYear = 0 } = facts.standing[0] ?? {}
  const most = policy.exchangeMinutesAYear
  const room = Math.max(0, most - ofYear)
  if (minutes > room)
    return who.inGroup
      ? refuse('exchange.year_full_group', { most })
      : refuse('exchange.year_full', { most, room })
  if (points > available) return short(situation, points, available)

  const actor = who.person?.id ?? 0
  const year = yearOf(at)
  const by = { actor, at, key }
  const lost = outcomeOfRefusal(situation, refuse('exchange.changed_now'))
  const done = line('exchange.hours', { points, minutes, target: policy.yearlyTargetMinutes })
  const writes = [exchangeHours({ points, minutes, most, year }, by), otherwise(key, JSON.stringify(lost))]
  if (who.inGroup) return { say: [done, line('exchange.see_all')], writes }
  return {
    say: [
      done,
      line('exchange.left', { left: available - points, room: room - minutes }),
      undoHow(situation),
    ],
    offer: [offer('offer.undo', '/撤销'), offer('offer.exchange', '/兑换')],
    writes: [
      ...writes,
      fill(key, '$.say[1].params.left', availablePoints(actor)),
      fill(key, '$.say[1].params.room', roomOfYear(actor, year, most)),
    ],
  }
}

/** Points alone: for what? */
export function asksForWhat({ facts, who }: OfExchange, points: number): Decision {
  const goods = who.person?.kind === 'member' ? [] : facts.goods
  return {
    say: [line('exchange.for_what', { points })],
    offer: [
      offer('offer.exchange_hours', `/兑换 ${points}分 时长`),
      ...goods
        .filter((one) => one.points <= points)
        .slice(0, 2)
        .map(({ name }) => offer('offer.exchange_goods', `/兑换 ${name}`, { name })),
    ],
  }
}

/** There are too few points; how many there are is nobody else's business. */
export const short = ({ who }: OfExchange, points: number, available: number): Refusal =>
  who.inGroup
    ? refuse('exchange.short_group')
    : refuse('exchange.short', { points, available: Math.max(0, available) })

export const undoHow = ({ policy }: Pick<OfExchange, 'policy'>) =>
  line('exchange.undo_how', { limit: policy.undoMinutes })
