import { dayOf } from '../domain/calendar/shanghai.ts'
import { type Line, line } from '../domain/say.ts'

/** What waits on a secretary’s desk in one line of the digest: suggestions (R085), goods to be handed out (R062). */
export function deskDigest({
  goods,
  since,
  overdue,
  due,
}: {
  goods: number
  since: number | null
  overdue: number
  due: number
}): Line[] {
  const what = [
    ...(overdue > 0 ? [line('remind.week_ideas_overdue', { count: overdue })] : []),
    ...(due > 0 ? [line('remind.week_ideas_due', { count: due })] : []),
    ...(goods > 0 && since !== null ? [line('remind.week_goods', { count: goods, day: dayOf(since) })] : []),
  ]
  return what.length === 0 ? [] : [line('remind.week_desk', { what: what.map((one) => JSON.stringify(one)) })]
}
