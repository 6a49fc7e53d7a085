import { DAY, MINUTE } from '../../domain/calendar/shanghai.ts'
import { suggestionNumber } from '../../domain/ideas/suggestion.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { line, offer } from '../../domain/say.ts'
import type { RowsOf } from '../../store/d1.ts'
import { otherwise } from '../../store/inbox.ts'
import {
  forgetWithdrawn,
  hasHeardOf,
  recentSuggestionsQuery,
  withdrawSuggestion,
} from '../../store/suggestion-withdraw.ts'
import type { Ask, Decision, Situation } from '../define.ts'
import { outcomeOfRefusal } from '../outcome.ts'

/** What `/撤销` knows of suggestions: those of the last day, and who has heard of them. */
export const suggestionActs = ({ sender, at }: Ask<unknown>) => ({
  suggestions: recentSuggestionsQuery(sender, at - DAY),
})

type SuggestionFacts = RowsOf<ReturnType<typeof suggestionActs>>

/**
 * Takes back the suggestion made last, when that was the last act (`heard` and `asked_at` say when the others were), or the
 * one named; otherwise undefined. Refuses with undo.suggestion_not_mine, undo.suggestion_late, undo.suggestion_answered.
 */
export function undoSuggestion(
  situation: Situation<unknown, SuggestionFacts>,
  named: number | undefined,
  others: { heard: number; asked_at: number },
): Decision | Refusal | undefined {
  const { facts, now, key, policy } = situation
  const limit = policy.undoMinutes
  const last =
    named === undefined
      ? facts.suggestions.find(({ state }) => state !== 'withdrawn')
      : facts.suggestions.find(({ id }) => id === named)
  if (named !== undefined && !last)
    return refuse('undo.suggestion_not_mine', { number: suggestionNumber(named), limit })
  if (!last) return undefined
  const isLast = (last.heard ?? 0) > others.heard && last.at >= others.asked_at
  if (named === undefined && !isLast) return undefined
  const number = suggestionNumber(last.id)
  if (last.state !== 'open') return refuse('undo.suggestion_answered', { number, id: last.id })
  if (last.at < now - limit * MINUTE) return refuse('undo.suggestion_late', { number, limit })
  const lost = outcomeOfRefusal(situation, refuse('undo.suggestion_answered', { number, id: last.id }))
  return {
    say: [line('undo.suggestion', { number })],
    offer: [offer('offer.suggestions_mine', '/建议 我的')],
    writes: [
      withdrawSuggestion(last.id, now),
      otherwise(key, JSON.stringify(lost)),
      forgetWithdrawn(last.id),
    ],
    mail: (JSON.parse(last.told) as number[]).map((to) => ({
      to,
      say: [line('mail.suggest_withdrawn', { number })],
      dedupe: `suggested/${last.id}/withdrawn/${to}`,
      when: hasHeardOf(last.id, to),
    })),
  }
}
