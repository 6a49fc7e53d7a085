/** A unit that may take wishes together: what it offers (folded), and how many wishes it has in hand. */
export interface UnitAtHand {
  id: number
  offers: readonly string[]
  inHand: number
}

/** The unit to which similar wishes are offered (R050): one that offers the thing, then who has least in hand. */
export function unitFor<Unit extends UnitAtHand>(thing: string, units: readonly Unit[]): Unit | undefined {
  const fits = ({ offers }: UnitAtHand): number =>
    offers.some((offer) => offer !== '' && (thing.includes(offer) || offer.includes(thing))) ? 0 : 1
  return [...units].sort((a, b) => fits(a) - fits(b) || a.inHand - b.inHand || a.id - b.id)[0]
}
