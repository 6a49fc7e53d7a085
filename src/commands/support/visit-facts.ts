import { dayOf, daysBetween, monthOf } from '../../domain/calendar/shanghai.ts'
import { formLives } from '../../domain/support/rhythm.ts'
import type { RowsOf } from '../../store/d1.ts'
import { birthPlaceQuery, thatPlace } from '../../store/order-place.ts'
import { secretariesQuery } from '../../store/secretaries.ts'
import { ownPairsQuery } from '../../store/support-pair.ts'
import { homeOf, lastVisitsQuery, type Visit, visitWordsQuery } from '../../store/visit.ts'
import type { VisitWords } from '../args/visit-words.ts'
import type { Ask, Situation } from '../define.ts'

/** What `/走访` reads: the sender’s own households, their last visits, and who decides about a need at home. */
export function visitQueries({ sender, at }: Ask<{ visit: VisitWords | undefined }>) {
  const home = homeOf(sender)
  return {
    pairs: ownPairsQuery(sender, monthOf(at)),
    visits: lastVisitsQuery(sender),
    words: visitWordsQuery(sender),
    place: birthPlaceQuery(sender, home),
    keepers: secretariesQuery(thatPlace(home), sender),
  }
}

export type VisitFacts = RowsOf<ReturnType<typeof visitQueries>>
export type OfVisit = Situation<unknown, VisitFacts>

/** Whether a form can still be gone on with. */
export const isOpen = (visit: Visit, at: number): boolean => daysBetween(visit.day, dayOf(at)) <= formLives
