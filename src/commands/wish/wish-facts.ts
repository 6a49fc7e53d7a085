import { monthOf, startOfDay } from '../../domain/calendar/shanghai.ts'
import type { RowsOf } from '../../store/d1.ts'
import { ownPlace, placeOfOrder, thatPlace } from '../../store/order-place.ts'
import { secretariesQuery } from '../../store/secretaries.ts'
import { openWishesQuery, wallCountsQuery, wishThingQuery } from '../../store/wish.ts'
import { wishUnitsQuery } from '../../store/wish-unit.ts'
import type { Together } from '../args/wish-together.ts'
import type { Ask, Situation } from '../define.ts'

/** The first instant of the month of an instant, ms. */
export const monthBegan = (at: number): number => startOfDay(`${monthOf(at)}-01`)

/** What the wall reads; of a group of wishes also what they are for, and who hears when a unit does not take them. */
export function wallQueries({
  sender,
  community,
  at,
  args: { together },
}: Ask<{ together: Together | undefined }>) {
  const place = ownPlace(sender, community)
  const here = together === undefined ? place : placeOfOrder(together.order)
  return {
    counts: wallCountsQuery(here, monthBegan(at)),
    wishes: openWishesQuery(here),
    units: wishUnitsQuery(here),
    one: wishThingQuery(together?.order ?? 0),
    keepers: secretariesQuery(thatPlace(here), sender),
  }
}

export type OfWall = Situation<unknown, RowsOf<ReturnType<typeof wallQueries>>>

/** The unit for which the sender speaks here, if any. */
export const unitOf = ({ facts, who }: OfWall) =>
  facts.units.find(({ liaisons }) => who.person && (JSON.parse(liaisons) as number[]).includes(who.person.id))
