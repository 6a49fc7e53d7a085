import { openMonth } from '../../domain/calendar/booking.ts'
import type { CheckOut } from '../../domain/ledger/check-out.ts'
import { type Line, line } from '../../domain/say.ts'
import type { Query } from '../../store/d1.ts'
import { endDuty, endedBy, type OpenDuty, shiftOf } from '../../store/duty.ts'
import { enter, noteOnInserted, numbersOfDuty } from '../../store/enter.ts'
import { fill } from '../../store/inbox.ts'
import { confirmByRule } from '../../store/verdicts.ts'

/** Who ends the duty: the message (or job) and, unless the system does, the person. */
export interface Closer {
  key: string
  actorId: number | null
  now: number
}

/**
 * The statements that end a duty and enter its hours; everything after the first hangs on this message having ended
 * it, so a second check-out at the same instant changes nothing. `numbers` is the JSON path of the entries' numbers
 * in the stored outcome. `next` goes right behind the first statement. Hours of a shift are confirmed at once (rule 8.14).
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
    ...(note && end.entries.some(({ waitsFor }) => waitsFor.length === 0)
      ? [confirmByRule([duty.person_id], by.key, by.now, openMonth(by.now))]
      : []),
    ...(numbers && first ? [fill(by.key, numbers, numbersOfDuty(duty, first.serviceDay, by.key))] : []),
  ]
}

/** What is said about a duty that has ended: when it was, what was booked, what is still missing. */
export function closingLines(
  duty: OpenDuty,
  end: CheckOut,
  note: string | undefined,
  shortest: number,
  { ask = 'duty.ask_outcome', verified = true }: { ask?: string; verified?: boolean } = {},
): Line[] {
  const span = { community: duty.community, from: duty.started_at, to: end.endedAt, minutes: end.minutes }
  const atShift = end.endedBy === 'system' && end.endedAt === duty.shift_to
  const bySystem = atShift ? 'duty.ended_at_shift' : 'duty.ended_by_system'
  const lines = [line(end.endedBy === 'system' ? bySystem : 'duty.ended', span)]
  if (end.nothing === 'short') return [...lines, line('duty.short', { limit: shortest })]
  if (end.nothing === 'covered') return [...lines, line('duty.covered')]
  const minutes = end.entries.reduce((sum, entry) => sum + entry.minutes, 0)
  const waits = end.entries.flatMap((entry) => entry.waitsFor)
  const reasons = [...new Set([...waits, ...(shiftOf(duty) ? lacking(note, verified) : [])])].map(
    (reason) => `waits.${reason}`,
  )
  lines.push(
    reasons.length === 0
      ? line('duty.booked_confirmed', { entries: [], minutes })
      : line('duty.booked', { entries: [], minutes, reasons }),
  )
  const hard = end.entries.filter(({ difficulty = 100 }) => difficulty !== 100)
  if (hard[0])
    lines.push(
      line('duty.emergency', {
        minutes: hard.reduce((sum, entry) => sum + entry.minutes, 0),
        difficulty: hard[0].difficulty ?? 100,
      }),
    )
  if (minutes < end.minutes) lines.push(line('duty.cut', { minutes: end.minutes - minutes }))
  lines.push(note ? line('duty.outcome', { note }) : line(ask))
  return lines
}

/** What hours of a shift wait for when the rules find nothing else. */
const lacking = (note: string | undefined, verified: boolean) => [
  ...(note ? [] : ['no_outcome' as const]),
  ...(verified ? [] : ['unverified' as const]),
]
