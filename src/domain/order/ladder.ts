import type { OrderRules, Urgency } from './rules.ts'

/** Who is told of an order that nobody takes, from below (R034, R102): 网格长 → 社区书记 → 街道 → 区. */
export const levels = ['grid_head', 'secretary', 'street_officer', 'administrator'] as const

export type Level = (typeof levels)[number]

/** Somebody who answers at a level for the place of an order. */
export interface Keeper {
  level: Level
  person_id: number
  name: string
}

/** How far an order that nobody takes has come; `due` is when it goes on, ms; `told` is the level that was told last. */
export interface Alarm {
  due: number
  told: Level | null
  urgency: Urgency
  /** Somebody of the keepers has done something about it since nobody is on it: that stops the ladder. */
  answered: boolean
}

/** When an order goes up the ladder for the first time, ms; `since` is when it was asked for, or given back by the last one. */
export const firstDue = (since: number, urgency: Urgency, rules: OrderRules): number =>
  since + rules.deadlines[urgency]

/**
 * Which level is told now, and who; a level that nobody holds is passed over at once. `next` is when the level above is
 * told if nobody answers, null at the top. Undefined while it is not due, after an answer, and when there is nobody left.
 */
export function escalation(
  { due, told, urgency, answered }: Alarm,
  keepers: readonly Keeper[],
  at: number,
  rules: OrderRules,
): { level: Level; people: Keeper[]; next: number | null } | undefined {
  if (answered || at < due) return undefined
  const above = levels.slice(told === null ? 0 : levels.indexOf(told) + 1)
  const [level, ...higher] = above.filter((one) => keepers.some((keeper) => keeper.level === one))
  if (!level) return undefined
  const people = keepers.filter((keeper) => keeper.level === level).sort((a, b) => a.person_id - b.person_id)
  return { level, people, next: higher.length > 0 ? due + rules.deadlines[urgency] : null }
}

/** The more urgent comes first, then who was there first (R038). */
export const byUrgency = <One extends { urgency: Urgency; id: number }>(orders: readonly One[]): One[] => {
  const rank: { [K in Urgency]: number } = { critical: 0, urgent: 1, raised: 2, normal: 3 }
  return [...orders].sort((a, b) => rank[a.urgency] - rank[b.urgency] || a.id - b.id)
}
