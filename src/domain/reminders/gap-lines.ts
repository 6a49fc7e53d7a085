import type { Calendar } from '../calendar/working-days.ts'
import type { Policy } from '../policy.ts'
import { gaps } from '../roster/coverage.ts'
import { type Line, line } from '../say.ts'

interface OnRoster {
  community_id: number
  day: string
  person_id: number
}

/** How many communities one letter names: it has to fit below an answer too (commands/mailbox.ts). */
const named = 5

/**
 * The days of these on which fewer people than must be are on the roster of each community (R012), with how to plan; no
 * lines when there is no gap.
 */
export function gapLines(
  communities: readonly { id: number; name: string }[],
  days: readonly string[],
  roster: readonly OnRoster[],
  calendar: Calendar,
  policy: Policy,
): Line[] {
  const found = communities.flatMap(({ id, name }) => {
    const here = roster.filter(({ community_id }) => community_id === id)
    const { empty } = gaps(days, here, calendar, policy)
    return empty.length > 0 ? [{ name, empty }] : []
  })
  const [first] = found
  if (!first) return []
  return [
    line('remind.gaps', { from: days[0] ?? '', to: days.at(-1) ?? '', least: policy.dutyMinimum }),
    ...found.slice(0, named).map(({ name, empty }) => line('remind.gap', { community: name, days: empty })),
    ...(found.length > named ? [line('remind.gaps_more', { count: found.length - named })] : []),
    line('remind.gaps_how'),
    line('remind.gaps_place', { community: first.name }),
    line('remind.gaps_shift', { day: first.empty[0]?.slice(5) ?? '' }),
  ]
}
