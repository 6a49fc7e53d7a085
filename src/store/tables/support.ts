import type { Generated } from 'kysely'

/** Households and the members who look after them (1+1结对服务, R088). */
export interface SupportTables {
  support_pair: {
    id: Generated<number>
    community_id: number
    member_id: number
    code: string
    key: string
    subjects: Generated<string>
    visits: number | null
    state: SupportState
    asked_by: number
    asked_at: number
    message: string
    consent_by: number | null
    consent_at: number | null
    consent_message: string | null
    contact_day: string | null
    ended_by: number | null
    ended_at: number | null
    end_message: string | null
    end_reason: SupportEnd | null
  }
  visit: {
    id: Generated<number>
    support_pair_id: number
    person_id: number
    unit_id: number
    community_id: number
    day: string
    answers: Generated<string>
    at: number
    message: string
    finished_at: number | null
    order_id: number | null
  }
  support_text: {
    about: 'pair' | 'visit'
    subject_id: number
    part: string
    person_id: number
    text: string
  }
  visit_count: {
    scope: 'unit' | 'community'
    scope_id: number
    month: string
    visits: number
    households: number
  }
}

export type SupportState = 'asked' | 'active' | 'ended'
export type SupportEnd = 'refused' | 'withdrawn' | 'ended' | 'moved' | 'left'
