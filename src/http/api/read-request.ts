import { narrowed, type Reach } from '../../domain/api/reach.ts'
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import type { Resource, Sheet, Wanted } from './define.ts'

/** What a request may ask for; described as it is checked. */
export const limits = {
  month: /^20\d\d-(?:0[1-9]|1[0-2])$/,
  after: /^\d{1,15}(?:\.\d{1,15}){0,2}$/,
  usual: 100,
  most: 500,
} as const

const isNumber = /^[1-9]\d{0,14}$/

/** What a request asks of a resource, within a token's reach; or why it cannot be understood (api.bad_…). */
export function readRequest(
  one: Resource | Sheet,
  query: URLSearchParams,
  reach: Reach,
  now: number,
): Wanted | Refusal {
  const asked = (name: string) => query.get(name)?.trim() ?? ''
  const [month, after, limit] = ['month', 'after', 'limit'].map(asked) as [string, string, string]
  if (one.byMonth && !limits.month.test(month)) return refuse('api.bad_month')
  if (after !== '' && !limits.after.test(after)) return refuse('api.bad_after')
  if (limit !== '' && !(isNumber.test(limit) && Number(limit) <= limits.most))
    return refuse('api.bad_limit', { most: limits.most })
  const places = ['unit', 'community'].map(asked) as [string, string]
  if (places.some((place) => place !== '' && !isNumber.test(place))) return refuse('api.bad_place')
  const [unit, community] = places
  const mine = narrowed(reach, {
    ...(unit === '' ? {} : { unit: Number(unit) }),
    ...(community === '' ? {} : { community: Number(community) }),
  })
  if (isRefusal(mine)) return mine
  return {
    reach: mine,
    month,
    after: after === '' ? [] : after.split('.').map(Number),
    limit: limit === '' ? limits.usual : Number(limit),
    now,
  }
}
