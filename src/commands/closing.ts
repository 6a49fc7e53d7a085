import type { CheckOut } from '../domain/ledger/check-out.ts'
import { type Line, line } from '../domain/say.ts'
import type { Query } from '../store/d1.ts'
import { endDuty, endedBy, type OpenDuty } from '../store/duty.ts'
import { fill } from '../store/inbox.ts'
import { enter, noteOnInserted, numbersOfDuty } from '../store/ledger.ts'

/** Who ends the duty: the message (or job) and, unless the system does, the person. */
export interface Closer {
  key: string
  actorId: number | null
  now: number
}

/**
 * The statements that end a duty and enter its hours; everything after the first hangs on this message having ended
 * it, so a second check-out at the same instant changes nothing. `numbers` is the JSON path of the entries' numbers
 * in the stored outcome. `next` goes right behind the first statement.
 */
export function closing(
  duty: OpenDuty,
  end: CheckOut,
  by: Closer,
  { note, numbers, next = [] }: { note?: string | undefined; numbers?: string; next?: Query[] },
): Query[] {
  const of = {
    person_id: duty.person_id,
    unit_id: duty.unit_id,
    community_id: duty.community_id,
    grid_id: duty.grid_id,
    duty_id: duty.id,
    actor_id: by.actorId,
    message: by.key,
    created_at: by.now,
  }
  const [first] = end.entries
  return [
    endDuty(duty.id, end.endedAt, end.endedBy, by.key),
    ...next,
    ...end.entries.flatMap((draft) => [
      enter(draft, of, endedBy(duty.id, by.key)),
      ...(note ? [noteOnInserted('entry', duty.person_id, note)] : []),
    ]),
    ...(numbers && first ? [fill(by.key, numbers, numbersOfDuty(duty, first.serviceDay, by.key))] : []),
  ]
}

/** What is said about a duty that has ended: when it was, what was booked, what is still missing. */
export function closingLines(
  duty: OpenDuty,
  end: CheckOut,
  note: string | undefined,
  shortest: number,
  ask = 'duty.ask_outcome',
): Line[] {
  const span = { community: duty.community, from: duty.started_at, to: end.endedAt, minutes: end.minutes }
  const lines = [line(end.endedBy === 'system' ? 'duty.ended_by_system' : 'duty.ended', span)]
  if (end.nothing === 'short') return [...lines, line('duty.short', { limit: shortest })]
  if (end.nothing === 'covered') return [...lines, line('duty.covered')]
  const minutes = end.entries.reduce((sum, entry) => sum + entry.minutes, 0)
  const reasons = [...new Set(end.entries.flatMap((entry) => entry.waitsFor))].map(
    (reason) => `waits.${reason}`,
  )
  lines.push(line('duty.booked', { entries: [], minutes, reasons }))
  if (minutes < end.minutes) lines.push(line('duty.cut', { minutes: end.minutes - minutes }))
  lines.push(note ? line('duty.outcome', { note }) : line(ask))
  return lines
}
