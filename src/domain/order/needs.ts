import { matches } from './matching.ts'

/** A need of an open order, folded for matching and as it was typed. */
interface Need {
  order_id: number
  key: string
  name: string
}

/** What a person (专长清单) or a unit (资源清单) offers, folded. */
export interface Offered {
  of: 'person' | 'unit'
  id: number
  keys: readonly string[]
}

/** A need with who could meet it. */
interface MetNeed extends Need {
  people: number[]
  units: number[]
}

/**
 * The three lists joined (R028): each need with the people and units that meet it, best first; what nobody can do comes
 * first, then what fewest can.
 */
export const joinNeeds = (needs: readonly Need[], offers: readonly Offered[]): MetNeed[] =>
  needs
    .map((need) => {
      const meeting = (of: Offered['of']) =>
        offers
          .filter((offer) => offer.of === of && matches(need.key, offer.keys) > 0)
          .sort((a, b) => matches(need.key, b.keys) - matches(need.key, a.keys) || a.id - b.id)
          .map(({ id }) => id)
      return { ...need, people: meeting('person'), units: meeting('unit') }
    })
    .sort((a, b) => count(a) - count(b) || a.order_id - b.order_id || (a.key < b.key ? -1 : 1))

const count = ({ people, units }: MetNeed): number => people.length + units.length
