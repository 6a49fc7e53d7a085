import { categoryOf, tradeOf } from '../../domain/order/category.ts'
import type { Policy } from '../../domain/policy.ts'
import { firstCalled } from '../../domain/rally/reach.ts'
import { type Team, teams } from '../../domain/rally/teams.ts'
import type { CandidateRow } from '../../store/candidates.ts'
import type { Callees } from '../../store/rally-call.ts'
import { fold } from '../../text/fold.ts'
import { fittingPeople } from '../order/fit-people.ts'

/** What one has to be good at, folded: whatever the reason names, and the trade that it tells. */
export const needsIn = (reason: string | undefined): string[] => {
  const folded = fold(reason ?? '')
  return folded === '' ? [] : [folded, ...tradeOf(categoryOf(folded)).map(fold)]
}

/** In an emergency nobody is asked how many orders they hold. */
const anyNumber = 1000

/** Who might come: those who fit, and those on a standing list, with their lists as JSON. */
export interface Callable {
  people: readonly CandidateRow[]
  ready: readonly { id: number; teams: string }[]
}

/** Where and for what people are called. */
interface Need {
  places: number | null
  reason: string
  communityId: number
  gridId: number | null
}

/**
 * Whom to call first (R099, R101): of a community those on its standing lists, 突击队 before 工作队 before 党员网格员, then those
 * who fit best, three for each place; everybody where no number was said, or there are not more.
 */
export function firstCallees(
  { places, reason, communityId, gridId }: Need,
  { people, ready }: Callable,
  { policy, at }: { policy: Policy; at: number },
): Callees {
  const able = people.filter(({ kind }) => kind !== 'resident')
  if (places === null || able.length <= firstCalled(places)) return 'all'
  const wanted = {
    category: 'emergency' as const,
    needs: needsIn(reason).map((key) => ({ key, name: key })),
    community_id: communityId,
    grid_id: gridId,
    starts_at: null,
    ends_at: null,
  }
  const fitting = fittingPeople(wanted, able, { policy: { ...policy, openClaims: anyNumber }, at })
  const place = new Map(fitting.map(({ id }, i) => [id, i]))
  const away = new Set(able.flatMap((one) => (one.away === 1 ? [one.id] : [])))
  const standing = ready
    .filter(({ id }) => !away.has(id))
    .map(({ id, teams: of }) => ({ id, team: rankOf(of), fit: place.get(id) ?? fitting.length }))
    .sort((a, b) => a.team - b.team || a.fit - b.fit || a.id - b.id)
  return [...new Set([...standing, ...fitting].map(({ id }) => id))].slice(0, firstCalled(places))
}

/** The best of somebody's lists. */
const rankOf = (of: string): number =>
  Math.min(...(JSON.parse(of) as Team[]).map((team) => teams.indexOf(team)))
