/** The console's links and sessions, and the clock that its pages follow in tests. */
export interface ConsoleTables {
  console_link: {
    person_id: number
    hash: string
    asked_at: number
    expires_at: number
    used_at: number | null
  }
  console_session: { person_id: number; hash: string; started_at: number; expires_at: number }
  test_clock: { id: number; offset_ms: number }
}
