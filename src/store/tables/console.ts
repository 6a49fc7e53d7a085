import type { Generated } from 'kysely'

/** The console's links and sessions, and the clock that its pages follow in tests. */
export interface ConsoleTables {
  console_link: {
    person_id: number
    hash: string
    asked_at: number
    expires_at: number
    used_at: number | null
    page: string | null
  }
  console_session: { person_id: number; hash: string; started_at: number; expires_at: number }
  certificate: {
    id: Generated<number>
    person_id: number
    year: string
    code: string
    figures: string
    last_verdict: number
    issued_at: number
    issued_by: number
    ended_at: number | null
  }
  calendar_feed: { person_id: number; nonce: string; hash: string; made_at: number }
  api_token: {
    id: Generated<number>
    name: string | null
    hash: string
    unit_id: number | null
    community_id: number | null
    made_by: number
    made_at: number
    expires_at: number
    ended_by: number | null
    ended_at: number | null
    uses: Generated<number>
    last_used_at: number | null
    minute: Generated<number>
    in_minute: Generated<number>
  }
  test_clock: { id: number; offset_ms: number }
}
