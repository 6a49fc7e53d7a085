import { dayOf } from '../../domain/calendar/shanghai.ts'
import type { RowsOf } from '../../store/d1.ts'
import { birthPlaceQuery, ownPlace, thatPlace } from '../../store/order-place.ts'
import { secretariesQuery } from '../../store/secretaries.ts'
import {
  openSuggestionsQuery,
  ownOpenQuery,
  ownSuggestionsQuery,
  suggestionQuery,
} from '../../store/suggestion.ts'
import { ideasOfYearQuery } from '../../store/suggestion-figures.ts'
import type { SuggestionWords } from '../args/suggestion-words.ts'
import type { Ask, Situation } from '../define.ts'

/** Suggestions of a list; with title, sums and what may be typed an answer has twelve lines. */
const listed = 7

/** What `/建议` reads: the community, who answers there, the one meant, one’s own, what waits, the year’s figures. */
export function suggestionQueries({
  args: { suggestion },
  sender,
  community,
  at,
}: Ask<{ suggestion: SuggestionWords | undefined }>) {
  const place = ownPlace(sender, community)
  return {
    place: birthPlaceQuery(sender, place),
    keepers: secretariesQuery(thatPlace(place), sender),
    one: suggestionQuery(suggestion && 'id' in suggestion ? suggestion.id : 0),
    mine: ownSuggestionsQuery(sender, listed),
    waiting: ownOpenQuery(sender),
    open: openSuggestionsQuery(sender, listed),
    year: ideasOfYearQuery(place, dayOf(at).slice(0, 4), dayOf(at)),
  }
}

export type OfSuggestions = Situation<unknown, RowsOf<ReturnType<typeof suggestionQueries>>>
