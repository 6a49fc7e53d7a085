import { clock, minuteOfDay } from '../../domain/calendar/shanghai.ts'
import type { Policy } from '../../domain/policy.ts'
import type { Coverage } from '../../domain/roster/coverage.ts'
import type { RosterDay, Slot } from '../../domain/roster/roster-day.ts'
import { type Line, line } from '../../domain/say.ts'

/** So many names are shown for one time of a day. */
const most = 6
/** So many days of a month without anybody are named. */
const missingShown = 5

const timeOf = (at: number): string => clock(minuteOfDay(at))

const slotText = ({ starts_at, ends_at, names }: Slot): string => {
  const people =
    names.length > most ? `${names.slice(0, most).join('、')}（${names.length}）` : names.join('、')
  return `${timeOf(starts_at)}–${clock(minuteOfDay(ends_at) || 1440)} ${people}`
}

/**
 * A week by day, a line each: who is on; 缺 where a working day has too few people, and how many more are wanted; one
 * line for the days of a holiday. A weekend without anybody is left out.
 */
export function weekLines(days: readonly RosterDay[], policy: Policy): Line[] {
  const lines: Line[] = []
  for (const [i, one] of days.entries()) {
    const { day, kind, people } = one
    const slots = one.slots.map(slotText).join('；')
    const mark =
      kind === 'makeup' ? ['roster.makeup'] : kind === 'holiday' && people > 0 ? one.names.slice(0, 1) : []
    if (kind === 'holiday' && people === 0) {
      const before = days[i - 1]
      const goesOn = before?.kind === 'holiday' && before.people === 0 && `${before.names}` === `${one.names}`
      if (!goesOn) lines.push(line('roster.holiday', { days: [runOf(days, i)], name: one.names }))
    } else if (kind !== 'weekend' || people > 0) {
      const isWorked = kind === 'working' || kind === 'makeup'
      if (isWorked && people === 0) lines.push(line('roster.nobody', { day, mark }))
      else if (isWorked && people < policy.dutyMinimum)
        lines.push(line('roster.short', { day, mark, slots, count: policy.dutyMinimum - people }))
      else if (isWorked && people < policy.dutyTarget)
        lines.push(line('roster.thin', { day, mark, slots, count: policy.dutyTarget - people }))
      else lines.push(line('roster.day', { day, mark, slots }))
    }
  }
  return lines
}

/** From a day off to the last one behind it that is off for the same reason, as `{…:days}` wants it. */
function runOf(days: readonly RosterDay[], from: number): string {
  const first = days[from]
  let last = first
  for (const next of days.slice(from + 1)) {
    if (next.kind !== 'holiday' || next.people > 0 || `${next.names}` !== `${first?.names}`) break
    last = next
  }
  return first === last ? (first?.day ?? '') : `${first?.day}/${last?.day}`
}

/** How many working days of a month have enough people, and which have not (R012). */
export function monthLines(
  community: string,
  month: string,
  { covered, working, missing }: Coverage,
): Line[] {
  const what = { community, month, covered, working }
  if (missing.length === 0) return [line('roster.month', what)]
  return [
    line(missing.length > missingShown ? 'roster.month_many' : 'roster.month_missing', {
      ...what,
      days: missing.slice(0, missingShown),
      count: missing.length,
    }),
  ]
}

/** One's own next shifts. */
export function ownLines(own: readonly { starts_at: number; ends_at: number; count: number }[]): Line[] {
  const [first] = own
  if (!first) return [line('roster.own_none')]
  const shifts = own.map(({ starts_at, ends_at }) => `${starts_at}-${ends_at}`)
  return [
    first.count > own.length
      ? line('roster.own_more', { shifts, count: first.count - own.length })
      : line('roster.own', { shifts }),
  ]
}
