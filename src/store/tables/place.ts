import type { Generated } from 'kysely'
import type { Lang } from './person.ts'

/** Districts, streets, communities, grids, units, and the groups that are bound to them. */
export interface PlaceTables {
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
}

export type LinkState = 'pending' | 'confirmed' | 'refused' | 'withdrawn'
