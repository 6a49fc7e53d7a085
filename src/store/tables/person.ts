import type { Generated } from 'kysely'
import type { DayPart } from '../../domain/profile/free-time.ts'

/** People: accounts, roles, profile, the roll, and how they join, move and leave. */
export interface PersonTables {
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
    private_at: number | null
  }
  roll: {
    id: Generated<number>
    key: string
    unit_id: number
    community_id: number | null
    person_id: number | null
    grid_id: number | null
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
  headcount: {
    scope: 'unit' | 'community'
    scope_id: number
    listed: number
    reported: number
    registered: number
    verified: number
    gridded: number
  }
}

export type Lang = 'hans' | 'hant'
export type Notify = 'on' | 'off' | 'evening'
export type PersonKind = 'member' | 'volunteer' | 'resident'
export type PersonState = 'new' | 'pending' | 'verified' | 'rejected'
export type RoleName = 'administrator' | 'secretary' | 'grid_head' | 'street_officer' | 'liaison'
