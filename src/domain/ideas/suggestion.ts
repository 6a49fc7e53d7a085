import { daysBetween } from '../calendar/shanghai.ts'
import { type Refusal, refuse } from '../refusal.ts'

/** What has become of a suggestion (R085); `withdrawn` by its author, or with them. */
export type SuggestionState = 'open' | 'adopted' | 'declined' | 'done' | 'withdrawn'

export const suggestionStates: readonly SuggestionState[] = [
  'open',
  'adopted',
  'declined',
  'done',
  'withdrawn',
]

/** What a community answers. */
export type SuggestionAnswer = Extract<SuggestionState, 'adopted' | 'declined' | 'done'>

/** As people write them: `J7`. */
export const suggestionNumber = (id: number | string): string => `J${id}`

/** Characters of a suggestion or of an answer to one. */
export const longestSuggestion = 300

/** Suggestions of one person that wait at a time: each costs somebody an answer. */
export const mostOpen = 10

/**
 * Whether an answer may be given: a first one to what is open, and that it is done to what was adopted; what is settled
 * stays so. Refuses with suggest.answered_already, suggest.declined_already, suggest.done_already, suggest.withdrawn.
 */
export function answerable(
  id: number,
  state: SuggestionState,
  answer: SuggestionAnswer,
): Refusal | undefined {
  if (state === 'open' || (state === 'adopted' && answer === 'done')) return undefined
  const code = {
    adopted: 'suggest.adopted_already',
    declined: 'suggest.declined_already',
    done: 'suggest.done_already',
    withdrawn: 'suggest.withdrawn',
  } as const
  return refuse(code[state], { number: suggestionNumber(id), id })
}

/** Days that are left for the answer, today included: 0 on the day itself, below when it is over. */
export const daysLeft = (dueDay: string, today: string): number => daysBetween(today, dueDay)
