import type { Lease } from './lease.ts'
import type { Queue } from './queue.ts'
import type { Reach } from './reach.ts'
import type { Status } from './status.ts'

/** How a bot is, for the health page: numbers and states only. */
export function pulseOf(it: {
  lease: Lease
  status: Status
  reach: Reach
  queue: Queue
  disk: 'ok' | 'failed'
  /** ms UTC */
  now: number
}) {
  const { holds } = it.queue
  const { oldest } = holds
  return {
    lease: it.lease.isHeld ? ('held' as const) : ('standby' as const),
    gave_way: it.lease.gaveWay,
    connection: it.status.state,
    connection_ms: Math.round(it.status.lasts),
    deaf_ms: Math.round(it.status.deafFor),
    worker_away_ms: Math.round(Math.max(it.reach.awayFor, it.lease.awayFor)),
    queued: holds.messages,
    queued_bytes: holds.bytes,
    oldest_ms: oldest ? Math.max(0, Math.round(it.now - oldest.at)) : 0,
    disk: it.disk,
  }
}

export type Pulse = ReturnType<typeof pulseOf>
