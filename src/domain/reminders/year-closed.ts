import type { CheckLine } from '../figures/check-line.ts'
import { type Line, line } from '../say.ts'

/** A sending unit's year; the hours of volunteers and residents have no name. */
export interface UnitYear {
  name: string | null
  minutes: number
  verified: number
}

/** How many units are named one by one: the letter has to fit below an answer too (commands/mailbox.ts). */
const named = 3

/**
 * A year's figures for the assessment (R057), in at most nine lines: the sums, the units with the average hours a member
 * (lowest first) against the target in minutes, the check line (R070). No person is in it.
 */
export function yearClosedLines(
  year: string,
  sums: { times: number; minutes: number; points: number; people: number },
  units: readonly UnitYear[],
  check: CheckLine,
  target: number,
): Line[] {
  const sending = units
    .filter(({ name, verified }) => name !== null && verified > 0)
    .map((unit) => ({ ...unit, average: Math.floor(unit.minutes / unit.verified) }))
    .sort((a, b) => a.average - b.average || (a.name ?? '').localeCompare(b.name ?? '', 'zh-Hans-CN'))
  const reached = sending.filter(({ average }) => average >= target)
  const say = [line('remind.year_closed', { year }), line('remind.year_sums', { ...sums })]
  if (sending.length > 0) {
    const counts = { units: sending.length, reached: reached.length, target }
    say.push(line('remind.year_units', counts))
    for (const { name, average, verified, minutes } of sending.slice(0, named))
      say.push(line('remind.year_unit', { unit: name ?? '', average, verified, minutes }))
    if (sending.length > named) say.push(line('remind.year_more', { count: sending.length - named }))
  }
  const others = units.filter(({ name }) => name === null).reduce((sum, { minutes }) => sum + minutes, 0)
  if (others > 0) say.push(line('remind.year_others', { minutes: others }))
  const { unit, community, all } = check
  say.push(check.agrees ? line('check.agrees', { all }) : line('check.differs', { unit, community, all }))
  return say
}
