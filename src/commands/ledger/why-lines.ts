import { standingOf } from '../../domain/ledger/correction.ts'
import { points, unroundedPoints } from '../../domain/ledger/points.ts'
import { type Line, line } from '../../domain/say.ts'
import type { Chained } from '../../store/correction.ts'

const correctionsShown = 3

/**
 * How an entry was credited, in lines: what stands, where its length came from, its corrections, the formula with every
 * factor, whose yes, which month. In a group without anything that was typed.
 */
export function whyLines(
  chain: readonly Chained[],
  { own, inGroup }: { own: boolean; inGroup: boolean },
): Line[] {
  const [entry, ...corrections] = chain
  if (!entry) return []
  const pending = entry.verdict === null
  const stood = standingOf(chain)
  const counts = chain.some(({ verdict }) => verdict === 'approved')
  const minutes = counts ? stood.minutes : entry.minutes
  const title = { entry: entry.id, name: entry.name ?? '', day: entry.service_day, minutes }
  const say: Line[] = [
    counts
      ? line(own ? 'why.title' : 'why.title_of', { ...title, points: stood.points })
      : line(own ? 'why.title_waiting' : 'why.title_waiting_of', {
          ...title,
          state: [`entry.${entry.verdict ?? 'pending'}`],
        }),
  ]
  if (entry.text && !inGroup) say.push(line('hours.reason', { note: entry.text }))
  say.push(lengthLine(entry))
  if (counts || pending) say.push(...correctionLines(entry, corrections, inGroup), ...formula(entry, minutes))
  say.push(...verdictLines(entry, corrections, inGroup))
  return say
}

/** Where the minutes of the line itself came from. */
function lengthLine({ kind, started_at, ended_at, minutes }: Chained): Line {
  if (started_at === null || ended_at === null) return line('why.length_typed', { minutes })
  return line(kind === 'duty' ? 'why.length_duty' : 'why.length_clock', {
    minutes,
    from: started_at,
    to: ended_at,
  })
}

/** Each correction as from what to what, by whom and why; of many the last ones. */
function correctionLines(entry: Chained, corrections: readonly Chained[], inGroup: boolean): Line[] {
  let before =
    entry.verdict === 'corrected' ? { minutes: entry.minutes, points: entry.points } : standingOf([entry])
  const lines = corrections.map((one, i) => {
    const after = standingOf([entry, ...corrections.slice(0, i + 1)])
    const params = {
      entry: one.id,
      at: one.judged_at ?? 0,
      judge: one.judge ?? '',
      before: before.minutes,
      after: after.minutes,
      pointsBefore: before.points,
      pointsAfter: after.points,
      month: one.counts_in ?? '',
    }
    before = after
    if (one.judged_by === null) return line('why.correction_system', params)
    return one.text && !inGroup
      ? line('why.correction_note', { ...params, note: one.text })
      : line('why.correction', params)
  })
  const hidden = lines.length - correctionsShown
  return hidden > 0 ? [line('why.corrections_more', { count: hidden }), ...lines.slice(hidden)] : lines
}

/** Points = hours × 10 × difficulty × grade, rounded half up (rule 4), and where difficulty and grade came from. */
function formula({ order_id, difficulty, grade }: Chained, minutes: number): Line[] {
  // Points of a service are rounded once over all its lines.
  if (order_id !== null) return [line('why.of_order', { order: order_id })]
  const factors = { difficulty, grade }
  return [
    line('why.formula', {
      ...factors,
      minutes,
      exact: unroundedPoints(minutes, difficulty, grade),
      points: points(minutes, difficulty, grade),
    }),
    // No other hours than those of a rally have a difficulty without an order (rule 8.10).
    line(difficulty === 100 ? 'why.factors' : 'why.factors_rally', factors),
  ]
}

/** Whose yes or no, and in which month it counts; or what it still waits for. */
function verdictLines(entry: Chained, corrections: readonly Chained[], inGroup: boolean): Line[] {
  const { verdict, judge, judged_at, counts_in, reason } = entry
  const by = { judge: judge ?? '', at: judged_at ?? 0 }
  if (verdict === null) return waitingLines(entry)
  if (verdict === 'withdrawn') return [line('why.withdrawn', by)]
  if (verdict === 'rejected')
    return [
      reason && !inGroup ? line('why.rejected_note', { ...by, note: reason }) : line('why.rejected', by),
    ]
  const month = counts_in ?? corrections[0]?.counts_in ?? ''
  const own = entry.service_day.slice(0, 7)
  return [
    ...(verdict === 'approved' ? [line('why.approved', by)] : []),
    month === own ? line('why.month', { month }) : line('why.month_late', { month, own }),
  ]
}

function waitingLines({ waits_for, text, state }: Chained): Line[] {
  const reasons = waits_for.split(' ').filter((reason) => reason !== '')
  return [
    line('why.waits', { reasons: reasons.map((reason) => `waits.${reason}`) }),
    ...(text ? [] : [line('why.waits_outcome')]),
    ...(state === 'verified' ? [] : [line('why.waits_verified')]),
  ]
}
