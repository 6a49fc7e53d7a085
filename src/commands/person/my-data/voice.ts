import { line } from '../../../domain/say.ts'
import { rallyCountQuery, rallyWordsQuery } from '../../../store/my-rallies.ts'
import { ownListsQuery } from '../../../store/standby.ts'
import { ownAnswersQuery, ownSuggestionsQuery } from '../../../store/suggestion.ts'
import { namedSuggestion } from '../../ideas/suggestion-list.ts'
import { type Subject, shown, subject } from './subject.ts'

/** What they said and were called to: suggestions, standing teams, rallies. */
export const voiceSubjects: readonly Subject[] = [
  subject(
    (sender) => ownSuggestionsQuery(sender, shown),
    (rows) =>
      rows.map((one) =>
        line('mydata.suggestion', { ...namedSuggestion(one), state: [`suggest_state.${one.state}`] }),
      ),
  ),
  subject(
    (sender) => ownAnswersQuery(sender, shown),
    (rows) =>
      rows.map(({ id, text }) => line('mydata.suggestion_answer', namedSuggestion({ id, idea: text }))),
  ),
  subject(ownListsQuery, (rows) =>
    rows.length > 0
      ? [line('mydata.standby', { teams: rows.map(({ team }) => JSON.stringify(line(`team.${team}`))) })]
      : [],
  ),
  subject(rallyCountQuery, ([rallies]) =>
    rallies && rallies.called > 0 ? [line('mydata.rallies', { ...rallies })] : [],
  ),
  subject(
    (sender) => rallyWordsQuery(sender, shown),
    (rows) => rows.map(({ text }) => line('mydata.rally_text', { note: text })),
  ),
]
