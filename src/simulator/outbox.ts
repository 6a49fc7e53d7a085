import type { DatabaseSync } from 'node:sqlite'
import {
  type Fate,
  fateOf,
  LETTERS,
  type LetterRow,
  labelOf,
  letterOf,
  type OutboxLetter,
} from './outbox-rows.ts'
import type { Town } from './town.ts'

/** One way out, with what went through it. */
export interface OutboxChannel {
  name: string
  label: string
  counts: Record<Fate, number>
  /** Nothing goes there before; `broken`: until somebody mends it. */
  blockedUntil?: number
  broken?: true
  why?: string
}

export interface Outbox {
  counts: Record<Fate, number>
  channels: OutboxChannel[]
  /** The newest. */
  letters: OutboxLetter[]
}

const NEWEST = 40

const none = (): Record<Fate, number> => ({ waiting: 0, mailbox: 0, sent: 0, failed: 0 })

export const NOTHING: Outbox = { counts: none(), channels: [], letters: [] }

/** Looks into the bot's outbox: what nobody on a real platform sees. */
export function outboxIn(database: DatabaseSync, town: Town): Outbox {
  const rows = database.prepare(`${LETTERS} order by o.id desc`).all() as unknown as LetterRow[]
  const closed = database.prepare('select * from channel').all() as unknown as {
    name: string
    blocked_until: number
    broken_at: number | null
    why: string
  }[]
  const counts = none()
  const channels = new Map<string, OutboxChannel>()
  for (const row of rows) {
    const known = channels.get(row.channel)
    const channel = known ?? { name: row.channel, label: labelOf(row), counts: none() }
    channels.set(row.channel, channel)
    channel.counts[fateOf(row)]++
    counts[fateOf(row)]++
  }
  for (const { name, blocked_until, broken_at, why } of closed) {
    const channel = channels.get(name)
    if (!channel) continue
    channel.why = why
    if (broken_at === null) channel.blockedUntil = blocked_until
    else channel.broken = true
  }
  return {
    counts,
    channels: [...channels.values()].sort((one, two) => (one.name < two.name ? -1 : 1)),
    letters: rows.slice(0, NEWEST).map((row) => letterOf(row, town)),
  }
}
