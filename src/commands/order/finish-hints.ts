import { addDays, dayOf, MINUTE } from '../../domain/calendar/shanghai.ts'
import { minutesOn, overlapping, type StandingEntry } from '../../domain/ledger/entry.ts'
import { servicePieces } from '../../domain/order/work-pieces.ts'
import type { ServiceSpan } from '../../domain/order/work-time.ts'
import { type Line, line } from '../../domain/say.ts'
import type { RowsOf } from '../../store/d1.ts'
import { openDutyQuery } from '../../store/duty.ts'
import { dayBeforeOrder, unverifiedQuery } from '../../store/finish.ts'
import { standingQuery } from '../../store/ledger.ts'
import type { OrderRow } from '../../store/order.ts'
import type { WorkTime } from '../args/when.ts'
import type { Ask, Situation } from '../define.ts'

/** What a service that is reported may meet: the sender's entries of those days, the running duty, other reports. */
export function finishFacts({ args, sender, at }: Ask<{ order: number; work: WorkTime | undefined }>) {
  const [first] = (args.work?.spans ?? []).map(({ day }) => day).sort()
  const today = dayOf(at)
  const from = first === undefined ? dayBeforeOrder(args.order, addDays(today, -1)) : addDays(first, -1)
  return {
    standing: standingQuery(sender, from, today),
    duty: openDutyQuery(sender),
    unverified: unverifiedQuery(sender, args.order),
  }
}

/**
 * Where a report will bring less than it says, as far as it can be told before the grade (rule 4): minutes that other
 * hours count already, a day that grows too long; and that the order was planned for another day.
 */
export function finishHints(
  spans: readonly ServiceSpan[],
  order: OrderRow,
  facts: RowsOf<ReturnType<typeof finishFacts>>,
  { at, policy }: Situation<unknown, unknown>,
): Line[] {
  const taken = [
    ...facts.standing.map((entry) => ({ ...entry, by: line('finish.entry', { entry: entry.id }) })),
    ...facts.duty.map(({ started_at }) => ({ ...asEntry(started_at, at), by: line('finish.duty') })),
    ...facts.unverified.flatMap(({ order_id, spans }) =>
      (JSON.parse(spans) as ServiceSpan[]).map(({ from, to }) => ({
        ...asEntry(from, to),
        by: line('finish.other', { order: order_id }),
      })),
    ),
  ]
  const pieces = servicePieces(spans, taken)
  const covered = pieces.reduce((sum, { served, minutes }) => sum + served - minutes, 0)
  const met = taken.filter((entry) => spans.some(({ from, to }) => overlapping([entry], from, to)))
  const by = [...new Set(met.map(({ by }) => JSON.stringify(by)))]
  const full = [...new Set(pieces.map(({ day }) => day))].find((day) => {
    const added = pieces.reduce((sum, piece) => sum + (piece.day === day ? piece.minutes : 0), 0)
    return added > 0 && minutesOn(taken, day) + added > policy.longestDayMinutes
  })
  const { starts_at, ends_at } = order
  const elsewhen =
    starts_at !== null &&
    spans.every(
      ({ from, to }) => dayOf(to - 1) < dayOf(starts_at) || dayOf(from) > dayOf(ends_at ?? starts_at),
    )
  return [
    ...(covered > 0 ? [line('finish.covered', { minutes: covered, by: by.slice(0, 3) })] : []),
    ...(full === undefined
      ? []
      : [
          line('finish.day_full', {
            day: full,
            before: minutesOn(taken, full),
            limit: policy.longestDayMinutes,
          }),
        ]),
    ...(elsewhen ? [line('finish.elsewhen', { at: starts_at, order: order.id })] : []),
  ]
}

/** Time that is not on the ledger yet, as if it stood there. */
const asEntry = (started_at: number, ended_at: number): StandingEntry => ({
  id: 0,
  service_day: dayOf(started_at),
  started_at,
  ended_at,
  minutes: Math.floor((ended_at - started_at) / MINUTE),
})
