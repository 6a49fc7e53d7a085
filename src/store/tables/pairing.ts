import type { Generated } from 'kysely'

/** 1+1红色搭档: pairs, what was said about them, and who waits for one. */
export interface PairingTables {
  pairing: {
    id: Generated<number>
    community_id: number
    member_id: number
    volunteer_id: number
    state: Generated<PairingState>
    round: number
    score: number
    reasons: string
    asked_by: number | null
    asked_at: number
    message: string
    answer_by: number
    reminded_at: number | null
    member_yes_at: number | null
    volunteer_yes_at: number | null
    declined_by: number | null
    began_at: number | null
    begin_message: string | null
    term_to: string | null
    member_more_at: number | null
    volunteer_more_at: number | null
    ended_by: number | null
    ended_at: number | null
    end_reason: PairingEnd | null
    end_message: string | null
  }
  pair_text: { pairing_id: number; part: 'goal' | 'reason'; person_id: number; text: string }
  pair_count: { community_id: number; asked: number; active: number; support: Generated<number> }
  pair_wish: { person_id: number; other_id: number; wants: 0 | 1; at: number }
  pair_out: { person_id: number; at: number }
  pair_left: {
    person_id: number
    community_id: number
    at: number
    times: Generated<number>
    seeks: Generated<0 | 1>
  }
  pair_draft: {
    person_id: number
    community_id: number
    at: number
    pairs: string | null
    alone: string | null
  }
}

export type PairingState = 'asked' | 'active' | 'declined' | 'lapsed' | 'withdrawn' | 'ended'
export type PairingEnd = 'term' | 'secretary' | 'partner' | 'gone'
