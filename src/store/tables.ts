import type { Generated } from 'kysely'
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
  }
  tally: {
    person_id: number
    period: string
    unit_id: number
    community_id: number
    minutes: number
    points: number
    entries: number
  }
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
    person_id: number
    say: string
    not_in: string | null
    created_at: number
    shown_at: number | null
    dedupe: string
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
export type LinkState = 'pending' | 'confirmed' | 'refused' | 'withdrawn'
export type PersonState = 'new' | 'pending' | 'verified' | 'rejected'
export type RoleName = 'administrator' | 'secretary' | 'grid_head' | 'street_officer' | 'liaison'
export type EntryKind = 'duty' | 'makeup' | 'manual' | 'order' | 'correction'
