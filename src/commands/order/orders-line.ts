import { dayOf } from '../../domain/calendar/shanghai.ts'
import type { Fit } from '../../domain/order/fit.ts'
import { isWholeDay } from '../../domain/order/whole-day.ts'
import { type Line, line } from '../../domain/say.ts'
import type { OpenOrder } from '../../store/open-orders.ts'
import type { Who } from '../define.ts'
import { reasonsOf } from './fit-people.ts'
import { named } from './order-lines.ts'
import { needsIn } from './orders-rank.ts'

/** One order in one line: urgency, time, places, and why it fits. That one is away is told in private only. */
export function orderLine(order: OpenOrder, fit: Fit | undefined, { inGroup, person }: Who): Line {
  const { places, taken, state, starts_at, ends_at, urgency } = order
  const known = fit && {
    ...fit,
    reasons: fit.reasons.filter(({ code }) => code !== 'fit.unloaded' && code !== 'fit.behind'),
  }
  const about = [
    ...(order.community_id === person?.community_id ? [] : [line('orders.place', { name: order.community })]),
    ...(urgency === 'normal' ? [] : [line('orders.urgency', { urgency: [`urgency.${urgency}`] })]),
    ...(starts_at === null
      ? []
      : [
          isWholeDay(starts_at, ends_at)
            ? line('orders.day', { day: dayOf(starts_at) })
            : line('orders.at', { at: starts_at }),
        ]),
    places === null
      ? line('orders.any')
      : state === 'full'
        ? line('orders.full')
        : line('orders.left', { left: Math.max(0, places - taken) }),
    ...(state === 'drawing' ? [line('orders.draws')] : []),
    ...(inGroup || !person
      ? []
      : order.away
        ? [line('orders.away')]
        : order.busy
          ? [line('orders.busy')]
          : []),
  ].map((one) => JSON.stringify(one))
  const why =
    known && known.reasons.length > 0 && person ? reasonsOf(known, needsIn(order), inGroup).slice(0, 2) : []
  return line('orders.one', { ...named(order), about: [...about, ...why] })
}
