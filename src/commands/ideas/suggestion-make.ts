import { addDays, dayOf } from '../../domain/calendar/shanghai.ts'
import { longestSuggestion, mostOpen, suggestionNumber } from '../../domain/ideas/suggestion.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { line, type Offer, offer } from '../../domain/say.ts'
import { type Mail, postAll } from '../../store/mail.ts'
import { unborn } from '../../store/order-birth.ts'
import { enterSuggestion, nameSuggestion, newSuggestionLetter } from '../../store/suggestion-enter.ts'
import type { Decision } from '../define.ts'
import type { OfSuggestions } from './suggestion-facts.ts'

/** What a secretary may answer, as commands. */
export const answerOffers = (id: number | string): Offer[] => [
  offer('offer.suggest_adopt', `/建议 ${id} 采纳`),
  offer('offer.suggest_decline', `/建议 ${id} 不采纳`),
  offer('offer.suggest_done', `/建议 ${id} 已办`),
]

/**
 * Enters a suggestion; those who answer in that community hear of it in private. Refuses with group.unbound,
 * who.unregistered, suggest.too_long, suggest.many.
 */
export function make(situation: OfSuggestions, text: string): Decision | Refusal {
  const { facts, who, at, now, key, policy } = situation
  const [place] = facts.place
  if (who.inGroup && !who.group) return refuse('group.unbound')
  if (!place || !who.person?.kind) return refuse('who.unregistered')
  if ([...text].length > longestSuggestion) return refuse('suggest.too_long', { limit: longestSuggestion })
  if ((facts.waiting[0]?.count ?? 0) >= mostOpen) return refuse('suggest.many', { limit: mostOpen })
  const due = addDays(dayOf(at), policy.suggestionDays)
  const what = {
    number: suggestionNumber(unborn),
    id: unborn,
    community: place.name,
    name: who.person.name ?? '',
    days: policy.suggestionDays,
    day: due,
  }
  const mail: Mail[] = facts.keepers.map(({ person_id }) => ({
    to: person_id,
    say: [line('mail.suggest_new', what), line('suggest.text', { text }), line('mail.suggest_due', what)],
    offer: answerOffers(unborn),
    dedupe: newSuggestionLetter(person_id),
  }))
  return {
    say: [
      line(who.inGroup ? 'suggest.taken_group' : 'suggest.taken', what),
      line(mail.length > 0 ? 'suggest.told' : 'suggest.nobody', what),
      ...(who.inGroup && mail.length > 0 ? [line('mail.hint', { count: mail.length })] : []),
      ...(who.inGroup ? [] : [line('suggest.take_back', { minutes: policy.undoMinutes })]),
    ],
    offer: who.inGroup ? [] : [offer('offer.suggestions_mine', '/建议 我的')],
    writes: [
      ...enterSuggestion(
        { community_id: place.id, person_id: who.person.id, due_day: due, text },
        { key, now },
      ),
      ...(mail.length > 0 ? [postAll(mail, now)] : []),
      ...nameSuggestion(
        key,
        mail.map(({ dedupe }) => dedupe),
      ),
    ],
    speaks: true,
  }
}
