import { monthBegan } from '../commands/wish/wish-facts.ts'
import { wallLines } from '../commands/wish/wish-wall-lines.ts'
import { DAY } from '../domain/calendar/shanghai.ts'
import { groupsOfPlaceQuery } from '../store/order-place.ts'
import { openWishesQuery, theCommunityOf, wallCountsQuery } from '../store/wish.ts'
import { defineJob } from './define.ts'
import { monday } from './monday.ts'

/** On Monday at 09:00 every group of a community that has wishes sees the wall (心愿墙, R051): numbers, kinds of households, no names. */
export const wishWall = defineJob({
  name: 'wish-wall',
  due: monday,
  targets: 'communities',
  read: ({ target, due_at }) => ({
    counts: wallCountsQuery(target, monthBegan(due_at)),
    wishes: openWishesQuery(target),
    groups: groupsOfPlaceQuery(theCommunityOf(target), null),
  }),
  decide: ({ facts, run }) => {
    const [counts] = facts.counts
    if (!counts || counts.open + counts.under + counts.granted === 0) return {}
    const wall = wallLines(counts, facts.wishes)
    return {
      tell: facts.groups.map(({ id }) => ({
        group: id,
        ...wall,
        dedupe: `wish/wall/${run.period}/${id}`,
        expiresAt: run.due_at + 2 * DAY,
      })),
    }
  },
})
