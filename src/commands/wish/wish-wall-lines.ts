import { type Line, line, type Offer, offer } from '../../domain/say.ts'
import { groupsOf, sharedFrom } from '../../domain/wish/thing.ts'
import type { OpenWish } from '../../store/wish.ts'
import { named } from '../order/order-lines.ts'
import { classLine } from './wish-class.ts'

const [shown, buttons] = [7, 3]

/** The wall (心愿墙, R051): the numbers, what waits for somebody (similar ones together), how to take one. No names. At most eleven lines. */
export function wallLines(
  counts: { name: string; open: number; under: number; granted: number },
  wishes: readonly OpenWish[],
): { say: Line[]; offer: Offer[] } {
  const groups = groupsOf(wishes)
  const listed = groups.slice(0, shown)
  const listedWishes = listed.reduce((sum, group) => sum + group.length, 0)
  return {
    say: [
      line('wish.wall', { community: counts.name }),
      line('wish.wall_counts', { open: counts.open, under: counts.under, granted: counts.granted }),
      ...listed.map(wallLine),
      ...(counts.open > listedWishes ? [line('wish.wall_more', { count: counts.open - listedWishes })] : []),
      ...(counts.open > 0 ? [line('wish.wall_how')] : [line('wish.wall_empty')]),
    ],
    offer: listed
      .slice(0, buttons)
      .flatMap(([first]) =>
        first ? [offer('offer.claim_one', `/接单 ${first.id}`, { order: first.id })] : [],
      ),
  }
}

function wallLine(group: readonly OpenWish[]): Line {
  const [first] = group
  const one = {
    ...named(first ?? { id: 0, title: null }),
    who: first ? [JSON.stringify(classLine(first))] : [],
  }
  if (group.length === 1) return line('wish.wall_one', one)
  const orders = group.slice(0, 6).map(({ id }) => `${id}`)
  return line(group.length >= sharedFrom ? 'wish.wall_shared' : 'wish.wall_alike', {
    ...one,
    orders,
    count: group.length,
  })
}
