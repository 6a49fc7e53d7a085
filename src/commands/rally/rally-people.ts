import { categoryOf, tradeOf } from '../../domain/order/category.ts'
import type { Policy } from '../../domain/policy.ts'
import { firstCalled } from '../../domain/rally/reach.ts'
import type { CandidateRow } from '../../store/candidates.ts'
import type { Callees } from '../../store/rally-begin.ts'
import { fold } from '../../text/fold.ts'
import { fittingPeople } from '../order/fit-people.ts'

/** What one has to be good at, folded: whatever the reason names, and the trade that it tells. */
export const needsIn = (reason: string | undefined): string[] => {
  const folded = fold(reason ?? '')
  return folded === '' ? [] : [folded, ...tradeOf(categoryOf(folded)).map(fold)]
}

/** In an emergency nobody is asked how many orders they hold. */
const anyNumber = 1000

/**
 * Whom to call first (R101): of a community those who fit best, three for each place; everybody where no number was said, or
 * there are not more.
 */
export function firstCallees(
  {
    places,
    reason,
    communityId,
    gridId,
  }: { places: number | null; reason: string; communityId: number; gridId: number | null },
  found: readonly CandidateRow[],
  { policy, at }: { policy: Policy; at: number },
): Callees {
  const people = found.filter(({ kind }) => kind !== 'resident')
  if (places === null || people.length <= firstCalled(places)) return 'all'
  const wanted = {
    category: 'emergency' as const,
    needs: needsIn(reason).map((key) => ({ key, name: key })),
    community_id: communityId,
    grid_id: gridId,
    starts_at: null,
    ends_at: null,
  }
  return fittingPeople(wanted, people, { policy: { ...policy, openClaims: anyNumber }, at })
    .slice(0, firstCalled(places))
    .map(({ id }) => id)
}
