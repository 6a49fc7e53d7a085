import type { NeedNamed } from '../commands/order/fit-people.ts'
import { needsOf } from '../commands/order/fit-people.ts'
import { named } from '../commands/order/order-lines.ts'
import { type Fit, fits } from '../domain/order/fit.ts'
import type { FreeTime } from '../domain/profile/free-time.ts'
import { type Line, line, type Offer, offer } from '../domain/say.ts'
import type { FreeOrder, Profile } from '../store/fitting-orders.ts'

/** So many orders are offered to somebody who is behind (product §5). */
const offered = 2
/** So many of a community's are looked at. */
export const ordersWeighed = 60

/** What a letter says of orders that fit. */
export interface Fitting {
  say: Line[]
  offer: Offer[]
}

/**
 * The two open orders that fit somebody best (product §5): who is `behind` so many minutes; none that they have a claim
 * on already, and none that asks for a skill which neither they nor their unit have. Best first, then the more urgent.
 */
export function fittingOrders(
  orders: readonly FreeOrder[],
  profile: Profile | undefined,
  behind: number,
  mostClaims: number,
): Fitting {
  if (!profile) return { say: [], offer: [] }
  const own = new Set(JSON.parse(profile.own) as number[])
  const served = JSON.parse(profile.served) as { category: string; services: number }[]
  const found = orders
    .filter(({ id }) => !own.has(id))
    .flatMap((order) => {
      const needs = needsOf({ ...order, needs: JSON.parse(order.needs) as NeedNamed[] }).map(({ key }) => key)
      const candidate = {
        ...profile,
        skills: JSON.parse(profile.skills) as string[],
        unitOffers: JSON.parse(profile.unit_offers) as string[],
        free: JSON.parse(profile.free) as FreeTime[],
        behind,
        served: served.find(({ category }) => category === order.category)?.services ?? 0,
        away: false,
      }
      const [fit] = fits({ ...order, needs }, [candidate], mostClaims)
      return fit && (needs.length === 0 || isAble(fit)) ? [{ order, score: fit.score }] : []
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, offered)
  if (found.length === 0) return { say: [], offer: [] }
  return {
    say: [line('fits.title'), ...found.map(({ order }) => orderLine(order))],
    offer: found.map(({ order: { id } }) => offer('offer.claim_order', `/接单 ${id}`, { order: id })),
  }
}

const isAble = ({ reasons }: Fit): boolean =>
  reasons.some(({ code }) => code === 'fit.skill' || code === 'fit.unit')

const orderLine = (order: FreeOrder): Line =>
  order.starts_at === null
    ? line('fits.one', named(order))
    : line('fits.one_at', { ...named(order), at: order.starts_at })
