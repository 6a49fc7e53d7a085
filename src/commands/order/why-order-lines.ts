import { points, unroundedPoints } from '../../domain/ledger/points.ts'
import { type Line, line } from '../../domain/say.ts'
import type { ServiceLine } from '../../store/credited-lines.ts'

/**
 * What somebody was credited with for an order (R065): what stands, its stretches, where difficulty and grade came from,
 * the formula over all of it. `halfFrom` is from which easy service of a month on points are halved.
 */
export function serviceLines(order: number, service: readonly ServiceLine[], halfFrom: number): Line[] {
  const [first] = service
  if (!first) return []
  const { difficulty, weight, share, base, category, grade, graded_at, grader } = first
  const sum = (of: (one: ServiceLine) => number) => service.reduce((total, one) => total + of(one), 0)
  const what = { order, title: first.title ?? '（内容已删除）' }
  const waits = service.every(({ verdict }) => verdict === null)
  const minutes = sum((one) => one.left_minutes)
  const stands = { ...what, minutes, points: sum((one) => one.left_points) }
  if (!waits && stands.minutes === 0 && stands.points === 0) return [line('why.order_reversed', what)]

  const factors = { category: [`category.${category}`], difficulty, base, growth: difficulty - base }
  const served = sum((one) => one.served)
  const counted = (weight * share) / 100
  const formula = {
    minutes: served,
    difficulty,
    grade: weight,
    exact: unroundedPoints(served, difficulty, counted),
    points: points(served, difficulty, counted),
  }
  const half = share === 50
  const corrected = service.find((one) => one.corrected === 1)
  return [
    waits ? line('why.order_waiting', what) : line('why.order_title', stands),
    ...service.slice(0, 4).map(stretchLine),
    ...(corrected ? [line('why.order_corrected', { entry: corrected.id })] : []),
    difficulty > base ? line('why.order_grown', factors) : line('why.order_difficulty', factors),
    line('why.order_grade', { weight, judge: grader ?? '', at: graded_at, grade: [`grade.${grade}`] }),
    ...(half ? [line('why.order_half', { from: halfFrom })] : []),
    half ? line('why.order_formula_half', formula) : line('why.order_formula', formula),
    ...lateLine(first),
  ]
}

/** That it counts in a later month than the one of the service, which was closed by then. */
function lateLine({ service_day, counts_in }: ServiceLine): Line[] {
  const own = service_day.slice(0, 7)
  return counts_in === null || counts_in === own ? [] : [line('why.month_late', { month: counts_in, own })]
}

/** A stretch with its clock times, or minutes that other hours count already. */
const stretchLine = ({ id, service_day, started_at, ended_at, minutes, served }: ServiceLine): Line =>
  started_at === null || ended_at === null
    ? line('why.order_covered', { entry: id, day: service_day, served })
    : line('why.order_length', { entry: id, span: [`${started_at}-${ended_at}`], minutes })
