import type { Generated } from 'kysely'

/** Duties, the ledger of hours, its verdicts and its kept totals. */
export interface LedgerTables {
  duty: {
    id: Generated<number>
    person_id: number
    unit_id: number
    community_id: number
    grid_id: number | null
    started_at: number
    ended_at: number | null
    ended_by: 'person' | 'system' | 'undo' | null
    message: string
    end_message: string | null
    shift_id: number | null
    rally_id: number | null
  }
  hour_entry: {
    id: Generated<number>
    person_id: number
    unit_id: number
    community_id: number
    grid_id: number | null
    kind: EntryKind
    service_day: string
    started_at: number | null
    ended_at: number | null
    minutes: number
    booking_month: string
    difficulty: Generated<number>
    grade: Generated<number>
    points: number
    duty_id: number | null
    corrects: number | null
    revision: number | null
    moved_from: number | null
    order_id: number | null
    round: number | null
    part: number | null
    served: number | null
    share: Generated<number>
    waits_for: string
    actor_id: number | null
    message: string
    created_at: number
  }
  verdict: {
    id: Generated<number>
    entry_id: number
    verdict: 'approved' | 'rejected' | 'withdrawn' | 'corrected'
    booking_month: string | null
    actor_id: number | null
    message: string
    at: number
  }
  note: { about: 'duty' | 'entry' | 'verdict'; subject_id: number; person_id: number; text: string }
  pending_entry: { entry_id: number; community_id: number; person_id: number }
  backlog: { community_id: number; entries: number; people: number; units: number }
  ledger_total: {
    scope: 'unit' | 'community' | 'all'
    scope_id: number
    period: string
    minutes: number
    points: number
    entries: number
    times: Generated<number>
    by_hand: Generated<number>
    people: Generated<number>
  }
  tally: {
    person_id: number
    period: string
    unit_id: number
    community_id: number
    minutes: number
    points: number
    entries: number
    times: Generated<number>
    by_hand: Generated<number>
  }
  duty_day: { scope: 'unit' | 'community'; month: string; scope_id: number; day: string; duties: number }
  report_confirmation: {
    person_id: number
    month: string
    unit_id: number
    at: number
    message: string
    times: number
    minutes: number
    points: number
  }
}

export type EntryKind = 'duty' | 'makeup' | 'manual' | 'order' | 'correction'
