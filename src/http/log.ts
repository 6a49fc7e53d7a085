import type { Handled } from '../commands/handle.ts'
import type { Cost } from '../store/d1.ts'

export type Fields = { [key: string]: unknown }

/** One JSON line; never a text, a name, a group's title, a user's id or a webhook (tech-choices §e). */
export function log(level: 'info' | 'warn' | 'error', fields: Fields): void {
  const { event, ...rest } = fields
  console[level](JSON.stringify({ ts: new Date().toISOString(), level, event, ...rest }))
}

/** The line for a message handled: what it was, what came of it, what it cost. */
export function logged(done: {
  request_id: string
  platform: string
  way?: 'gateway'
  /** The key of its inbox row, which also stands on every line of the ledger and the audit log that it caused. */
  message: string
  handled: Handled
  cost: Cost
  /** ms */
  started: number
}): void {
  const { handled, cost, started, ...about } = done
  log('info', {
    event: 'message',
    ...about,
    command: handled.command,
    outcome: handled.outcome,
    refused: handled.refused,
    replayed: handled.replayed,
    ...spent(cost),
    duration_ms: Date.now() - started,
  })
}

/**
 * Runs what the clock or the queue started under a request id of its own: one line when it did something (a count
 * of its result above zero) or failed. A failure is thrown on, so that the platform counts it.
 */
export async function loggedRun<Done extends { [what: string]: number }>(
  event: string,
  cost: Cost,
  run: () => Promise<Done>,
): Promise<void> {
  const started = Date.now()
  const request_id = crypto.randomUUID()
  try {
    const done = await run()
    if (Object.values(done).every((count) => count === 0)) return
    log('info', { event, request_id, ...done, ...spent(cost), duration_ms: Date.now() - started })
  } catch (error) {
    log('error', { event, request_id, outcome: 'fault', ...faultOf(error), ...spent(cost) })
    throw error
  }
}

/**
 * What may be told of an error: its message without quoted or Chinese parts, which may be somebody's words, and the
 * places in the program.
 */
export function faultOf(error: unknown): { error: string; at?: string[] } {
  const told = String(error)
    .replace(/"[^"]*"|'[^']*'|[^\x20-\x7e]+/g, '…')
    .slice(0, 200)
  const frames = error instanceof Error ? (error.stack ?? '').match(/^ +at .*$/gm) : null
  return frames ? { error: told, at: frames.slice(0, 4).map((frame) => frame.trim()) } : { error: told }
}

const spent = (cost: Cost): Fields => ({
  db_trips: cost.trips,
  db_statements: cost.statements,
  db_ms: cost.ms,
  db_rows_read: cost.rowsRead,
  db_rows_written: cost.rowsWritten,
})
