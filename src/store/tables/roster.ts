import type { Generated } from 'kysely'

/** The plan and what becomes of it. */
export interface RosterTables {
  shift: {
    id: Generated<number>
    community_id: number
    person_id: number
    unit_id: number
    day: string
    starts_at: number
    ends_at: number
    state: Generated<ShiftState>
    stands_for: number | null
    planned_by: number | null
    planned_at: number
    message: string
    settled_by: number | null
    settled_at: number | null
    settle_message: string | null
  }
  leave: {
    id: Generated<number>
    person_id: number
    from_day: string
    to_day: string
    reason: string | null
    at: number
    message: string
    ended_at: number | null
    end_message: string | null
  }
  swap: {
    id: Generated<number>
    community_id: number
    shift_id: number
    back_id: number | null
    from_id: number
    to_id: number
    state: Generated<SwapState>
    asked_at: number
    message: string
    agreed_at: number | null
    settled_by: number | null
    settled_at: number | null
    settle_message: string | null
  }
  handover: {
    id: Generated<number>
    community_id: number
    from_id: number
    to_id: number | null
    shift_id: number | null
    text: string | null
    given_at: number
    message: string
    taken_by: number | null
    taken_at: number | null
    take_message: string | null
  }
}

export type ShiftState = 'planned' | 'cancelled' | 'leave' | 'swapped'
export type SwapState = 'asked' | 'agreed' | 'refused' | 'withdrawn' | 'approved'
