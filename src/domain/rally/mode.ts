import { type OrderRules, rulesOf } from '../order/rules.ts'
import type { Policy } from '../policy.ts'

/** 战时 and 平时. */
export type Mode = 'war' | 'peace'

/** Modes by the words that people type. */
export const modeNamed: { [word: string]: Mode } = { 战时: 'war', 平时: 'peace' }

/** How long somebody's wish to switch waits for a second person, ms (R097). */
export const secondWithin = 10 * 60_000

/**
 * All that is different in war, beside quiet hours, which are off (the schema: outbox_routed): how long an easy order is open
 * for the draw, how soon somebody has to take a place that got free and how soon the next level hears of an order that nobody takes, minutes; how many people are on duty on
 * a day. What the administrator set stricter stays.
 */
export const warRules = {
  drawMinutes: 5,
  offerMinutes: 10,
  deadlineNormal: 120,
  deadlineRaised: 60,
  deadlineUrgent: 30,
  deadlineCritical: 10,
  dutyMinimum: 2,
  dutyTarget: 4,
} as const satisfies Partial<Policy>

/** The rules of peace with those of war laid over them; nothing that is stored changes, so peace comes back exactly (R097). */
export const inWar = (policy: Policy): Policy => ({
  ...policy,
  drawMinutes: Math.min(policy.drawMinutes, warRules.drawMinutes),
  offerMinutes: Math.min(policy.offerMinutes, warRules.offerMinutes),
  deadlineNormal: Math.min(policy.deadlineNormal, warRules.deadlineNormal),
  deadlineRaised: Math.min(policy.deadlineRaised, warRules.deadlineRaised),
  deadlineUrgent: Math.min(policy.deadlineUrgent, warRules.deadlineUrgent),
  deadlineCritical: Math.min(policy.deadlineCritical, warRules.deadlineCritical),
  dutyMinimum: Math.max(policy.dutyMinimum, warRules.dutyMinimum),
  dutyTarget: Math.max(policy.dutyTarget, warRules.dutyTarget),
})

/** The rules that hold in a place. */
export const rulesIn = (isAtWar: boolean, policy: Policy): Policy => (isAtWar ? inWar(policy) : policy)

/** The numbers of an order where it is: `at_war` as the store reads it, 0 or 1. */
export const orderRulesIn = ({ at_war }: { at_war: number }, peacetime: Policy): OrderRules =>
  at_war === 1 ? { ...rulesOf(inWar(peacetime)), quietHours: false } : rulesOf(peacetime)
