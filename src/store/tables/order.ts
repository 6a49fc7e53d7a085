import type { Generated } from 'kysely'
import type { Category } from '../../domain/order/category.ts'
import type { ClaimState } from '../../domain/order/claims.ts'
import type { Grade, Urgency } from '../../domain/order/rules.ts'
import type { OrderState } from '../../domain/order/state.ts'
import type { HouseholdKind } from '../../domain/wish/household.ts'

/** Orders, their claims, grades and voices, and what is counted of them. */
export interface OrderTables {
  order: {
    id: Generated<number>
    community_id: number
    grid_id: number | null
    origin: OrderOriginKind
    requester_id: number | null
    state: OrderState
    category: Category
    urgency: Generated<Urgency>
    base: number
    starts_at: number | null
    ends_at: number | null
    places: number | null
    taken: Generated<number>
    waiting: Generated<number>
    round: Generated<number>
    created_by: number
    created_at: number
    message: string
    published_by: number | null
    published_at: number | null
    draw_at: number | null
    draw_seed: string | null
    drawn_at: number | null
    untaken_ms: Generated<number>
    untaken_since: number | null
    escalate_at: number | null
    told: EscalationLevel | null
    done_at: number | null
    closed_by: number | null
    closed_at: number | null
  }
  order_text: { order_id: number; part: OrderTextPart; person_id: number; text: string }
  order_need: { order_id: number; key: string; name: string }
  claim: {
    id: Generated<number>
    order_id: number
    person_id: number
    unit_id: number
    community_id: number
    state: ClaimState
    rank: number
    at: number
    message: string
    assigned_by: number | null
    offered_until: number | null
    spans: string | null
    finished_at: number | null
    changed_at: number
    change_message: string
    ended: ClaimEnd | null
    for_unit: Generated<0 | 1>
  }
  wish: { order_id: number; cents: number; household: HouseholdKind; thing: string }
  wish_refusal: { order_id: number; unit_id: number; person_id: number; at: number; message: string }
  order_event: {
    id: Generated<number>
    order_id: number
    at: number
    actor_id: number | null
    step: string
    subject_id: number | null
    state: OrderState
    text: string | null
    message: string
  }
  grade: {
    order_id: number
    round: number
    grade: Grade
    grader_id: number
    community_id: number
    month: string
    difficulty: number
    at: number
    message: string
    void_at: number | null
  }
  voice: {
    order_id: number
    round: number
    person_id: number
    rating: 1 | 2 | 3
    text: string | null
    at: number
    message: string
  }
  loan: {
    order_id: number
    community_id: number
    state: Generated<LoanState>
    asked_by: number
    asked_at: number
    message: string
    settled_by: number | null
    settled_at: number | null
    settle_message: string | null
  }
  unit_offer: { unit_id: number; key: string; name: string }
  grade_count: {
    month: string
    community_id: number
    grader_id: number
    excellent: Generated<number>
    good: Generated<number>
    fair: Generated<number>
  }
  order_count: {
    month: string
    community_id: number
    category: Category
    published: Generated<number>
    proposed: Generated<number>
    verified: Generated<number>
  }
  service_count: { person_id: number; month: string; category: Category; services: number }
  lack_count: { community_id: number; lacking: Generated<number> }
  due_count: { community_id: number; day: string; due: Generated<number>; on_time: Generated<number> }
}

export type OrderOriginKind = 'request' | 'proposal' | 'push' | 'wish'
export type OrderTextPart = 'title' | 'place' | 'details' | 'contact'
export type EscalationLevel = 'grid_head' | 'secretary' | 'street_officer' | 'administrator'
export type ClaimEnd = 'given_back' | 'undone' | 'lapsed' | 'replaced' | 'over' | 'cancelled' | 'gone'
export type LoanState = 'asked' | 'agreed' | 'refused' | 'withdrawn'
