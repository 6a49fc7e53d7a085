/** A unit that may take wishes together: what it offers (folded), how many it has in hand, which it does not take. */
export interface UnitAtHand {
  id: number
  offers: readonly string[]
  inHand: number
  refused: readonly number[]
}

/**
 * The unit to which similar wishes (by number) are offered (R050): one that has refused none of them and offers the thing,
 * then who has least in hand.
 */
export function unitFor<Unit extends UnitAtHand>(
  { thing, wishes }: { thing: string; wishes: readonly number[] },
  units: readonly Unit[],
): Unit | undefined {
  const fits = ({ offers }: UnitAtHand): number =>
    offers.some((offer) => offer !== '' && (thing.includes(offer) || offer.includes(thing))) ? 0 : 1
  const willing = units.filter(({ refused }) => !wishes.some((id) => refused.includes(id)))
  return willing.sort((a, b) => fits(a) - fits(b) || a.inHand - b.inHand || a.id - b.id)[0]
}
