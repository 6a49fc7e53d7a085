import { type Line, line } from '../../domain/say.ts'
import type { BoardRow } from '../../store/board.ts'
import type { Who } from '../define.ts'

/** My unit's place, last and in private; its liaison also hears how many have no hours, without names (R057). */
export function myUnitLines(
  rows: readonly (BoardRow & { verified: number })[],
  withHours: readonly { people: number }[],
  { person, roles }: Who,
  period: string,
): Line[] {
  const mine = rows.find(({ id }) => id === person?.unit_id)
  if (!mine) {
    const isOrgan = person?.unit && person.unit !== person.community
    return isOrgan ? [line('rank.my_unit_none', { name: person.unit ?? '', period })] : []
  }
  const { name, verified, place, minutes } = mine
  const idle = Math.max(0, verified - (withHours[0]?.people ?? 0))
  const isLiaison = roles.some((r) => r.role === 'liaison' && r.unit_id === mine.id)
  const what = { name, place, verified, average: Math.floor(minutes / verified) }
  return [isLiaison ? line('rank.my_unit_idle', { ...what, idle }) : line('rank.my_unit', what)]
}

/** My community's place, last and in private. */
export function myCommunityLines(rows: readonly BoardRow[], { person }: Who): Line[] {
  const mine = rows.find(({ id }) => id === person?.community_id)
  return mine
    ? [line('rank.my_community', { name: mine.name, place: mine.place, minutes: mine.minutes })]
    : []
}
