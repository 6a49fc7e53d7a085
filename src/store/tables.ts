import type { Generated } from 'kysely'
import type { Category } from '../domain/order/category.ts'
import type { ClaimState } from '../domain/order/claims.ts'
import type { Grade, Urgency } from '../domain/order/rules.ts'
import type { OrderState } from '../domain/order/state.ts'
import type { DayPart } from '../domain/profile/free-time.ts'

/** Kysely's view of schema.sql: the same names, snake_case, no mapping. */
export interface Tables {
  district: { id: Generated<number>; name: string; key: string }
  street: { id: Generated<number>; name: string; key: string; district_id: number | null }
  community: {
    id: Generated<number>
    name: string
    key: string
    street_id: number | null
    check_in_seed: string | null
  }
  grid: { id: Generated<number>; community_id: number; name: string; key: string }
  unit: { id: Generated<number>; name: string; key: string; community_id: number | null }
  group: {
    id: Generated<number>
    platform: string
    bot: string
    conversation_id: string
    community_id: number
    title: string | null
    lang: Generated<Lang>
    bound_at: number
    bound_by: number
    push_url: string | null
    push_secret: string | null
    push_bound_at: number | null
    push_bound_by: number | null
    push_told_at: number | null
  }
  person: {
    id: Generated<number>
    name: string | null
    key: string | null
    kind: PersonKind | null
    state: PersonState
    unit_id: number | null
    community_id: number | null
    grid_id: number | null
    lang: Generated<Lang>
    created_at: number
    registered_at: number | null
    verified_at: number | null
    verified_by: number | null
    notify: Generated<Notify>
    leaving_at: number | null
    gone_at: number | null
    last_served: string | null
  }
  skill: { person_id: number; key: string; name: string; place: number }
  free_time: { person_id: number; weekday: number; part: DayPart }
  identity: {
    platform: string
    bot: string
    kind: string
    user_id: string
    person_id: number
    seen_at: number
  }
  roll: {
    id: Generated<number>
    key: string
    unit_id: number
    community_id: number | null
    person_id: number | null
  }
  role: {
    id: Generated<number>
    person_id: number
    role: RoleName
    community_id: number | null
    grid_id: number | null
    street_id: number | null
    unit_id: number | null
    granted_at: number
    granted_by: number | null
    ended_at: number | null
    ended_by: number | null
  }
  policy: {
    id: Generated<number>
    key: string
    value: number
    valid_from: string
    set_by: number
    at: number
    message: string
  }
  wrong_code: { id: Generated<number>; person_id: number; at: number }
  push_draft: { person_id: number; platform: string; url: string; secret: string | null; at: number }
  unit_link: {
    id: Generated<number>
    unit_id: number
    community_id: number
    state: LinkState
    asked_by: number
    asked_at: number
    settled_by: number | null
    settled_at: number | null
    message: string
    settle_message: string | null
  }
  link_code: { person_id: number; hash: string; expires_at: number }
  link_try: { id: Generated<number>; account: string; at: number }
  link: { id: Generated<number>; person_id: number; joined_id: number | null; at: number; message: string }
  transfer: {
    id: Generated<number>
    person_id: number
    from_id: number
    to_id: number
    asked_at: number
    message: string
    from_by: number | null
    to_by: number | null
    ended_at: number | null
    outcome: 'moved' | 'refused' | 'withdrawn' | null
    end_message: string | null
  }
  activation: { platform: string; person_id: number; at: number }
  holiday_year: { year: number; set_by: number | null; at: number | null; message: string | null }
  holiday: { year: number; day: string; off: number; name: string }
  holiday_draft: { person_id: number; year: number; days: string; at: number }
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
  headcount: {
    scope: 'unit' | 'community'
    scope_id: number
    listed: number
    reported: number
    registered: number
    verified: number
    gridded: number
  }
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
  }
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
  inbox: {
    id: Generated<number>
    key: string
    at: number
    conversation: string
    person_id: number | null
    command: string | null
    outcome: string
    choices: string | null
  }
  outbox: {
    id: Generated<number>
    person_id: number | null
    group_id: number | null
    say: string
    offer: Generated<string>
    mention: Generated<string>
    not_in: string | null
    urgent: Generated<number>
    unasked: Generated<number>
    created_at: number
    send_at: number
    expires_at: number | null
    dedupe: string
    channel: string | null
    address: string | null
    state: Generated<LetterState>
    attempts: Generated<number>
    claim: string | null
    claimed_at: number | null
    unsure: Generated<number>
    sent_at: number | null
    shown_at: number | null
    why: string | null
  }
  channel: {
    name: string
    blocked_until: number
    broken_at: number | null
    why: string
  }
  usage: {
    month: string
    what: 'call' | 'hook'
    used: number
    warned: Generated<number>
  }
  pushed: { community_id: number; month: string; to_people: number; to_groups: number }
  announcement: {
    id: Generated<number>
    person_id: number
    role: 'administrator' | 'secretary' | 'street_officer'
    text: string | null
    at: number
    said_in: number | null
    message: string
  }
  announcement_place: { community_id: number; at: number; announcement_id: number }
  announcement_draft: { person_id: number; number: number; communities: string; text: string; at: number }
  clock: { id: number; ticked_at: number }
  job_run: {
    id: Generated<number>
    job: string
    period: string
    target: number
    due_at: number
    until: number
    next_at: number
    cursor: Generated<number>
    tries: Generated<number>
    done_at: number | null
  }
  audit: {
    id: Generated<number>
    at: number
    actor_id: number | null
    action: string
    community_id: number | null
    subject: string
    detail: string
    message: string
  }
}

export type Lang = 'hans' | 'hant'
export type Notify = 'on' | 'off' | 'evening'
export type PersonKind = 'member' | 'volunteer' | 'resident'
export type LetterState =
  | 'kept'
  | 'waiting'
  | 'claimed'
  | 'sent'
  | 'failed'
  | 'folded'
  | 'unreachable'
  | 'expired'
export type LinkState = 'pending' | 'confirmed' | 'refused' | 'withdrawn'
export type PersonState = 'new' | 'pending' | 'verified' | 'rejected'
export type RoleName = 'administrator' | 'secretary' | 'grid_head' | 'street_officer' | 'liaison'
export type ShiftState = 'planned' | 'cancelled' | 'leave' | 'swapped'
export type SwapState = 'asked' | 'agreed' | 'refused' | 'withdrawn' | 'approved'
export type EntryKind = 'duty' | 'makeup' | 'manual' | 'order' | 'correction'
export type OrderOriginKind = 'request' | 'proposal' | 'push' | 'wish'
export type OrderTextPart = 'title' | 'place' | 'details' | 'contact'
export type EscalationLevel = 'grid_head' | 'secretary' | 'street_officer' | 'administrator'
export type ClaimEnd = 'given_back' | 'undone' | 'lapsed' | 'replaced' | 'over' | 'cancelled' | 'gone'
export type LoanState = 'asked' | 'agreed' | 'refused' | 'withdrawn'
