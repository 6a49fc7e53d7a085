import {
  answerable,
  longestSuggestion,
  type SuggestionAnswer,
  suggestionNumber,
} from '../../domain/ideas/suggestion.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { line, offer } from '../../domain/say.ts'
import { recordIfChanged } from '../../store/audit.ts'
import { otherwise } from '../../store/inbox.ts'
import { answeredBy, answerSuggestion, wordAnswer } from '../../store/suggestion-answer.ts'
import type { SuggestionWords } from '../args/suggestion-words.ts'
import type { Decision } from '../define.ts'
import { outcomeOfRefusal } from '../outcome.ts'
import type { OfSuggestions } from './suggestion-facts.ts'
import { mayAnswer, namedSuggestion } from './suggestion-list.ts'

const told: { readonly [A in SuggestionAnswer]: [here: string, mail: string, act: string] } = {
  adopted: ['suggest.adopted', 'mail.suggest_adopted', 'suggestion.adopted'],
  declined: ['suggest.declined', 'mail.suggest_declined', 'suggestion.declined'],
  done: ['suggest.done', 'mail.suggest_done', 'suggestion.done'],
}

/**
 * The community’s answer; the author hears it in private, a group that there is one. The write decides between two. Refuses
 * with suggest.not_here, suggest.keepers_only, suggest.own, suggest.reason_missing, suggest.too_long, suggest.*_already.
 */
export function answer(
  situation: OfSuggestions,
  typed: SuggestionWords & { does: 'answer' },
): Decision | Refusal {
  const { facts, who, key, now } = situation
  const { id, answer } = typed
  const number = suggestionNumber(id)
  const [one] = facts.one
  const keeps = who.roles.some(({ role }) => role !== 'liaison' && role !== 'grid_head')
  if (!keeps) return refuse('suggest.keepers_only', { number })
  if (!one || !who.person || !mayAnswer(who, one)) return refuse('suggest.not_here', { number })
  if (one.person_id === who.person.id) return refuse('suggest.own', { number })
  const settled = answerable(id, one.state, answer)
  if (settled) return settled
  if (typed.said !== undefined && [...typed.said].length > longestSuggestion)
    return refuse('suggest.too_long', { limit: longestSuggestion })
  if (answer === 'declined' && typed.said === undefined) {
    if (who.inGroup) return refuse('suggest.reason_missing', { id })
    return {
      say: [line('suggest.why', { number })],
      offer: [offer('offer.suggestion', `/建议 ${id}`, { number })],
      asks: `/建议 ${id} 不采纳`,
    }
  }
  const by = { actorId: who.person.id, message: key, at: now }
  const [here, mail, action] = told[answer]
  const lost = outcomeOfRefusal(situation, refuse('suggest.answered_now', { number, id }))
  return {
    say: [line(here, { number }), line('suggest.author_told')],
    offer: who.inGroup
      ? []
      : answer === 'adopted'
        ? [offer('offer.suggest_done', `/建议 ${id} 已办`), offer('offer.suggestions', '/建议')]
        : [offer('offer.suggestions', '/建议')],
    writes: [
      answerSuggestion(id, answer, by),
      recordIfChanged({ action, subject: `suggestion:${id}`, communityId: one.community_id }, by),
      otherwise(key, JSON.stringify(lost)),
      ...(typed.said === undefined
        ? []
        : [wordAnswer(id, answer === 'done' ? 'done' : 'reply', typed.said, by)]),
    ],
    mail: [
      {
        to: one.person_id,
        say: [
          line(mail, { ...namedSuggestion(one), community: one.community }),
          ...(typed.said === undefined ? [] : [line('suggest.reply', { note: typed.said })]),
        ],
        offer: [offer('offer.suggestion', `/建议 ${id}`, { number })],
        dedupe: `suggested/${id}/${answer}`,
        when: answeredBy(id, key),
      },
    ],
  }
}
