import { dayOf } from '../../domain/calendar/shanghai.ts'
import { behindPace } from '../../domain/figures/pace.ts'
import type { Category } from '../../domain/order/category.ts'
import { type Fit, fits } from '../../domain/order/fit.ts'
import { byUrgency } from '../../domain/order/ladder.ts'
import { rulesOf } from '../../domain/order/rules.ts'
import type { FreeTime } from '../../domain/profile/free-time.ts'
import type { RowsOf } from '../../store/d1.ts'
import type { OpenOrder } from '../../store/open-orders.ts'
import type { ownProfileQuery } from '../../store/own-profile.ts'
import type { Situation } from '../define.ts'
import { type NeedNamed, needsOf } from './fit-people.ts'

type Profile = RowsOf<[ReturnType<typeof ownProfileQuery>]>[0][number]

/** An order of a list, and how it fits the sender; undefined for who is away, busy or not registered. */
export interface Ranked {
  order: OpenOrder
  fit: Fit | undefined
}

/** The more urgent first, then what has room and time for the sender, then the best fit. */
export function rankOrders(
  open: readonly OpenOrder[],
  { who, policy, at }: Situation<unknown, unknown>,
  profile: Profile | undefined,
): Ranked[] {
  const { person } = who
  const rules = rulesOf(policy)
  const place = new Map(
    byUrgency(open).map(({ urgency }, _, all) => [urgency, all.findIndex((one) => one.urgency === urgency)]),
  )
  const today = dayOf(at)
  const served = JSON.parse(profile?.served ?? '{}') as { [K in Category]?: number }
  const me = {
    id: person?.id ?? 0,
    community_id: person?.community_id ?? 0,
    grid_id: person?.grid_id ?? null,
    skills: JSON.parse(profile?.skills ?? '[]') as string[],
    unitOffers: JSON.parse(profile?.unit_offers ?? '[]') as string[],
    free: JSON.parse(profile?.free ?? '[]') as FreeTime[],
    // How many orders one has does not tell one order from another.
    open: 1,
    behind:
      person?.kind === 'member'
        ? behindPace(profile?.minutes ?? 0, policy.yearlyTargetMinutes, profile?.leave_days ?? 0, today)
        : 0,
  }
  const ranked = open.map((order) => {
    const wanted = { ...order, needs: needsIn(order).map(({ key }) => key) }
    const one = { ...me, served: served[order.category] ?? 0, away: order.away + order.busy > 0 }
    const [fit] = profile ? fits(wanted, [one], Math.max(2, rules.openClaims)) : []
    return { order, fit }
  })
  const score = ({ order, fit }: Ranked) => (fit?.score ?? -100) - (order.state === 'full' ? 100 : 0)
  return ranked.sort(
    (a, b) =>
      (place.get(a.order.urgency) ?? 0) - (place.get(b.order.urgency) ?? 0) ||
      score(b) - score(a) ||
      a.order.id - b.order.id,
  )
}

/** What one has to be good at for an order of a list. */
export const needsIn = ({ needs, category }: OpenOrder): NeedNamed[] =>
  needsOf({ needs: JSON.parse(needs) as NeedNamed[], category })
