import { addDays, dayOf, MINUTE, startOfDay } from '../calendar/shanghai.ts'
import type { StandingEntry } from '../ledger/entry.ts'
import type { ServiceSpan } from './work-time.ts'

/** What of a service is one line of the ledger: free clock times of one day, or minutes that are counted already (`from` null). */
export interface ServicePiece {
  day: string
  from: number | null
  to: number | null
  /** Minutes that bring points. */
  served: number
  /** Minutes that count towards hours: 0 inside another counted entry (rule 4). */
  minutes: number
}

/**
 * A service cut at midnight and at what stands: first the pieces that are free, in order, then for each day
 * the minutes that lie inside other entries. A running duty has to be among `standing`, up to now: its hours come with its check-out.
 */
export function servicePieces(
  spans: readonly ServiceSpan[],
  standing: readonly StandingEntry[],
): ServicePiece[] {
  const taken = standing.flatMap(({ started_at, ended_at }) =>
    started_at === null || ended_at === null ? [] : [[started_at, ended_at] as const],
  )
  const free: ServicePiece[] = []
  const covered = new Map<string, number>()
  const inOrder = [...spans].sort((a, b) => a.from - b.from)
  let cursor = Number.NEGATIVE_INFINITY
  for (const { from, to } of inOrder) {
    cursor = Math.max(cursor, from)
    while (cursor < to) {
      const day = dayOf(cursor)
      const end = Math.min(to, startOfDay(addDays(day, 1)))
      const now = cursor
      const inside = taken.filter(([start, stop]) => start <= now && stop > now)
      const next = taken.filter(([start]) => start > now && start < end).map(([start]) => start)
      const stop =
        inside.length > 0 ? Math.min(end, Math.max(...inside.map(([, s]) => s))) : Math.min(end, ...next)
      const served = (stop - now) / MINUTE
      if (inside.length > 0) covered.set(day, (covered.get(day) ?? 0) + served)
      else free.push({ day, from: now, to: stop, served, minutes: served })
      cursor = stop
    }
  }
  const rest = [...covered].map(([day, served]) => ({ day, from: null, to: null, served, minutes: 0 }))
  return [...free, ...rest]
}
