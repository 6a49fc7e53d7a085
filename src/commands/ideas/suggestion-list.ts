import { dayOf } from '../../domain/calendar/shanghai.ts'
import { type IdeasOfMonth, ideasRates } from '../../domain/figures/ideas-of-month.ts'
import { daysLeft, suggestionNumber } from '../../domain/ideas/suggestion.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { isSecretaryOf } from '../../domain/roles.ts'
import { type Line, line, offer } from '../../domain/say.ts'
import type { Suggestion } from '../../store/suggestion.ts'
import type { Decision, Who } from '../define.ts'
import type { OfSuggestions } from './suggestion-facts.ts'
import { answerOffers } from './suggestion-make.ts'

/** Whether somebody answers a suggestion: the secretary, the officer of the street, an administrator. */
export const mayAnswer = ({ roles }: Who, { community_id, street_id }: Suggestion): boolean =>
  isSecretaryOf(roles, community_id) ||
  roles.some((r) => r.role === 'street_officer' && street_id !== null && r.street_id === street_id)

/** What a suggestion is called in a sentence. */
export const namedSuggestion = ({ id, idea }: Pick<Suggestion, 'id' | 'idea'>) => ({
  number: suggestionNumber(id),
  id,
  text: idea ?? '',
})

/** What waits for the sender’s answer, the earliest due first, with the days that are left. */
export function listOpen(situation: OfSuggestions): Decision {
  const { facts, who, at } = situation
  const today = dayOf(at)
  const [first] = facts.open
  const own = facts.mine[0]?.count ?? 0
  const several = new Set(facts.open.map(({ community_id }) => community_id)).size > 1
  return {
    say: [
      first ? line('suggest.open', { count: first.count }) : line('suggest.open_none'),
      ...facts.open.map((one) => {
        const left = daysLeft(one.due_day, today)
        const what = {
          ...namedSuggestion(one),
          name: one.name,
          community: one.community,
          days: Math.abs(left),
        }
        const code = left < 0 ? 'suggest.row_overdue' : left === 0 ? 'suggest.row_today' : 'suggest.row'
        return line(code, { ...what, place: several ? [JSON.stringify(line('suggest.place', what))] : [] })
      }),
      ...(first ? [line('suggest.how', { id: first.id })] : []),
      ...sumLines(facts.year[0], today),
    ],
    offer: [
      ...(first && first.person_id !== who.person?.id ? answerOffers(first.id) : []),
      ...(own > 0 ? [offer('offer.suggestions_mine', '/建议 我的')] : []),
    ],
  }
}

/** The sender’s own suggestions, newest first, and what has become of them. Refuses with suggest.none. */
export function listOwn({ facts, at }: OfSuggestions): Decision | Refusal {
  const [first] = facts.mine
  if (!first) return refuse('suggest.none')
  const today = dayOf(at)
  return {
    say: [
      line('suggest.mine', { count: first.count }),
      ...facts.mine.map((one) =>
        line('suggest.own_row', { ...namedSuggestion(one), state: stateOf(one, today) }),
      ),
      line('suggest.mine_how', { id: first.id }),
    ],
  }
}

/** One suggestion with all its words, for its author and for who answers it. Refuses with suggest.in_group, suggest.not_here. */
export function showOne({ facts, who, at }: OfSuggestions, id: number): Decision | Refusal {
  if (who.inGroup) return refuse('suggest.in_group', { id })
  const [one] = facts.one
  const answers = one && mayAnswer(who, one)
  const own = one?.person_id === who.person?.id
  if (!one || (!answers && !own)) return refuse('suggest.not_here', { number: suggestionNumber(id) })
  const what = { ...namedSuggestion(one), community: one.community, name: one.name, day: dayOf(one.at) }
  const waits = one.state === 'open' && !own
  return {
    say: [
      line(own ? 'suggest.one_own' : 'suggest.one', what),
      ...(one.idea === null ? [] : [line('suggest.text', { text: one.idea })]),
      line('suggest.state', { state: stateOf(one, dayOf(at)) }),
      ...(one.reply === null ? [] : [line('suggest.reply', { note: one.reply })]),
      ...(one.done === null ? [] : [line('suggest.done_note', { note: one.done })]),
    ],
    offer: waits
      ? answerOffers(one.id)
      : answers && one.state === 'adopted'
        ? [offer('offer.suggest_done', `/建议 ${one.id} 已办`)]
        : [],
  }
}

/** In a group the year’s figures of its community, nobody’s words. Refuses with group.unbound. */
export function sumsInGroup({ facts, who, at }: OfSuggestions): Decision | Refusal {
  const [year] = facts.year
  if (!who.group || !year) return refuse('group.unbound')
  return { say: [...sumLines(year, dayOf(at)), line('suggest.rest_private')] }
}

const sumLines = (year: (IdeasOfMonth & { community: string }) | undefined, today: string): Line[] =>
  year
    ? [
        line('suggest.year', {
          ...year,
          year: today.slice(0, 4),
          rates: ideasRates(year),
        }),
      ]
    : []

/** A state in words: `等答复，11月30日前` as `{state:said}` writes it. */
function stateOf({ state, due_day }: Suggestion, today: string): string[] {
  if (state !== 'open') return [JSON.stringify(line(`suggest_state.${state}`))]
  return [JSON.stringify(line(due_day < today ? 'suggest.late' : 'suggest.waits', { day: due_day }))]
}
