import { type Burden, burdenLines } from '../../domain/figures/burden.ts'
import { type GroupFacts, groupReport } from '../../domain/figures/group-report.ts'
import { type Line, line } from '../../domain/say.ts'
import type { NeedRow, UnitRow } from '../../store/needs.ts'
import { needsLines } from './needs-lines.ts'

type Total = GroupFacts['total'] & { entries: number; registrations: number }

/** What is told in private only. */
interface PrivateFacts {
  behind: readonly { name: string; of: number }[]
  confirmed: readonly { members: number; confirmed: number }[]
  unconfirmed: readonly { name: string }[]
  burden: readonly Burden[]
  needs: readonly NeedRow[]
  skills: readonly { key: string }[]
  units: readonly UnitRow[]
}

/** An answer has so many lines, what comes next included. */
const mostLines = 11

/**
 * The month of one place, what waits there now, who is behind, who has confirmed (names of the missing for a liaison
 * only), what nobody there can do. What stands now is left out of a closed month, which reads the same for ever (R069).
 */
export function privateMonthLines(facts: GroupFacts & { total: Total }, more: PrivateFacts): Line[] {
  const burden = burdenLines(more.burden[0])
  const closed = facts.state === 'closed'
  const lacking = needsLines(more)
  const say = [
    ...groupReport(facts, Math.max(0, 2 - burden.length - lacking.length)),
    ...burden,
    ...(closed ? [] : waitingLines(facts.total)),
  ]
  const names = more.behind.map(({ name }) => name)
  const behind = closed ? 0 : (more.behind[0]?.of ?? 0)
  if (behind > names.length) say.push(line('report.behind_more', { count: behind, names }))
  else if (behind > 0) say.push(line('report.behind', { count: behind, names }))
  say.push(...confirmedLines(more))
  return [...say, ...lacking.slice(0, Math.max(0, mostLines - say.length))]
}

/** Who has confirmed the month for the branch; names of the missing as far as they were read. */
function confirmedLines({ confirmed: [counts], unconfirmed }: PrivateFacts): Line[] {
  if (!counts) return []
  const missing = unconfirmed.map(({ name }) => name)
  const what = { members: counts.members, confirmed: counts.confirmed, names: missing }
  if (missing.length === 0) return [line('report.confirmed', what)]
  const all = counts.members - counts.confirmed
  return [line(missing.length < all ? 'report.confirmed_more' : 'report.confirmed_missing', what)]
}

/** What waits now for somebody's yes; nothing when nothing does. */
export const waitingLines = ({
  entries,
  registrations,
}: {
  entries: number
  registrations: number
}): Line[] => (entries + registrations > 0 ? [line('report.waiting', { entries, registrations })] : [])
