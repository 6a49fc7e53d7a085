import type { Handled } from '../commands/handle.ts'
import type { Cost } from '../store/d1.ts'

/** One JSON line; never a text, a name or a group's title (tech-choices §e). */
export function log(level: 'info' | 'warn' | 'error', fields: { [key: string]: unknown }): void {
  console[level](JSON.stringify({ ts: new Date().toISOString(), level, ...fields }))
}

/** The line for a message handled: what it was, what came of it, what it cost. */
export function logged(done: {
  request_id: string
  platform: string
  handled: Handled
  cost: Cost
  started: number
}): void {
  const { request_id, platform, handled, cost, started } = done
  log('info', {
    event: 'message',
    request_id,
    platform,
    command: handled.command,
    outcome: handled.outcome,
    db_trips: cost.trips,
    db_ms: cost.ms,
    db_rows_read: cost.rowsRead,
    db_rows_written: cost.rowsWritten,
    duration_ms: Date.now() - started,
  })
}
