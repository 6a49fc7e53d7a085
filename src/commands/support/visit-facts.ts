import { dayOf, daysBetween, monthOf } from '../../domain/calendar/shanghai.ts'
import { formLives } from '../../domain/support/rhythm.ts'
import type { RowsOf } from '../../store/d1.ts'
import { birthPlaceQuery, thatPlace } from '../../store/order-place.ts'
import { secretariesQuery } from '../../store/secretaries.ts'
import { ownPairsQuery, type SupportPair } from '../../store/support-pair.ts'
import { homeOf, type Visit, visitsQuery, visitWordsQuery } from '../../store/visit.ts'
import type { VisitWords } from '../args/visit-words.ts'
import type { Ask, Situation } from '../define.ts'

/** What `/走访` reads: the sender’s own households, their last visits, and who decides about a need at home. */
export function visitQueries({ args: { visit }, sender, at }: Ask<{ visit: VisitWords | undefined }>) {
  const home = homeOf(sender)
  return {
    pairs: ownPairsQuery(sender, monthOf(at)),
    visits: visitsQuery(sender, visit?.day),
    words: visitWordsQuery(sender, visit?.day),
    place: birthPlaceQuery(sender, home),
    keepers: secretariesQuery(thatPlace(home), sender),
  }
}

export type VisitFacts = RowsOf<ReturnType<typeof visitQueries>>
export type OfVisit = Situation<unknown, VisitFacts>

/** The visit that is meant: of the day that was typed, else the household's last one. */
export interface Meant {
  pair: SupportPair
  /** The typed day, else today. */
  day: string
  visit: Visit | undefined
  /** How it is called in a command: the code, with the day where one was typed. */
  call: string
}

export function meantVisit({ facts, at }: OfVisit, pair: SupportPair, typed: string | undefined): Meant {
  const visits = facts.visits.filter(({ support_pair_id }) => support_pair_id === pair.id)
  return {
    pair,
    day: typed ?? dayOf(at),
    visit: typed === undefined ? visits[0] : visits.find(({ day }) => day === typed),
    call: typed === undefined ? pair.code : `${pair.code} ${typed.slice(5)}`,
  }
}

/** Whether a form can still be gone on with: for some days after the visit was written down. */
export const isOpen = (visit: Visit, at: number): boolean =>
  daysBetween(dayOf(visit.at), dayOf(at)) <= formLives
