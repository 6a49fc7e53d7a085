import type { Generated } from 'kysely'
import type { SuggestionState } from '../../domain/ideas/suggestion.ts'

/** What people suggest, what is counted of it, and the hours of volunteers and residents. */
export interface IdeasTables {
  suggestion: {
    id: Generated<number>
    community_id: number
    person_id: number
    at: number
    message: string
    due_day: string
    state: Generated<SuggestionState>
    replied_by: number | null
    replied_at: number | null
    reply_message: string | null
    done_by: number | null
    done_at: number | null
    done_message: string | null
    ended_at: number | null
  }
  suggestion_text: {
    suggestion_id: number
    part: 'idea' | 'reply' | 'done'
    person_id: number
    text: string
  }
  suggestion_count: {
    month: string
    community_id: number
    made: Generated<number>
    replied: Generated<number>
    adopted: Generated<number>
    in_time: Generated<number>
  }
  crowd_total: { month: string; community_id: number; minutes: number }
}
