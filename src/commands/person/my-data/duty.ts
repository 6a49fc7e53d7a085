import { dayOf } from '../../../domain/calendar/shanghai.ts'
import { line } from '../../../domain/say.ts'
import { ownHandoversQuery } from '../../../store/handover.ts'
import { ownLeavesQuery } from '../../../store/leave.ts'
import { movesQuery } from '../../../store/my-data.ts'
import { shiftCountQuery } from '../../../store/roster.ts'
import { stretch } from '../../roster/leave-lines.ts'
import { type Subject, shown, subject } from './subject.ts'

/** Their community and their duty: moves, leaves, shifts, handovers. */
export const dutySubjects: readonly Subject[] = [
  subject(movesQuery, (rows) =>
    rows.map(({ asked_at, outcome, from, to }) =>
      line('mydata.move', { day: dayOf(asked_at), from, to, outcome: [moved[outcome ?? 'open']] }),
    ),
  ),
  subject(
    (sender) => ownLeavesQuery(sender, ''),
    (rows) =>
      rows
        .slice(-shown)
        .map(({ from, to, reason }) =>
          reason
            ? line('mydata.on_leave_reason', { ...stretch({ from, to }), note: reason })
            : line('mydata.on_leave', stretch({ from, to })),
        ),
  ),
  subject(shiftCountQuery, ([shifts]) =>
    shifts?.last ? [line('mydata.shifts', { count: shifts.count, last: shifts.last })] : [],
  ),
  subject(ownHandoversQuery, (rows) =>
    rows.map(({ given_at, text }) => line('mydata.handover', { day: dayOf(given_at), text: text ?? '' })),
  ),
]

const moved = {
  open: 'move.open',
  moved: 'move.moved',
  refused: 'move.refused',
  withdrawn: 'move.withdrawn',
} as const
