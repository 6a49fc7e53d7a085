import type { Policy } from './policy.ts'

/** What a number counts when it is typed without a unit, and between which values it may be set, in the policy's own unit. */
export interface PolicyBounds {
  typedIn: 'hour' | 'minute' | 'day' | 'person' | 'household' | 'point' | 'yuan' | 'count' | 'factor'
  from: number
  to: number
}

/**
 * Every number of the policy may be set. A day of hours typed by hand stays within the twelve hours that the schema
 * holds in any case; hours lie at most 31 days back (rule 8.4), which is also as far as `/撤销` and `/签退` look.
 */
export const policyBounds: { readonly [K in keyof Policy]: PolicyBounds } = {
  yearlyTargetMinutes: { typedIn: 'hour', from: 60, to: 500 * 60 },
  recommendMinutes: { typedIn: 'hour', from: 60, to: 1000 * 60 },
  shortestDutyMinutes: { typedIn: 'minute', from: 1, to: 2 * 60 },
  longestDutyMinutes: { typedIn: 'hour', from: 2 * 60, to: 24 * 60 },
  fullDayMinutes: { typedIn: 'hour', from: 60, to: 24 * 60 },
  longestDayMinutes: { typedIn: 'hour', from: 60, to: 12 * 60 },
  backdays: { typedIn: 'day', from: 1, to: 31 },
  undoMinutes: { typedIn: 'minute', from: 1, to: 24 * 60 },
  tenureDays: { typedIn: 'day', from: 1, to: 250 },
  dutyMinimum: { typedIn: 'person', from: 1, to: 50 },
  dutyTarget: { typedIn: 'person', from: 1, to: 50 },
  dingtalkCallsAMonth: { typedIn: 'count', from: 100, to: 99_999_999 },
  dingtalkHooksAMonth: { typedIn: 'count', from: 100, to: 99_999_999 },
  unaskedAWeek: { typedIn: 'count', from: 1, to: 20 },
  openClaims: { typedIn: 'count', from: 1, to: 20 },
  pairTermDays: { typedIn: 'day', from: 7, to: 1000 },
  drawMinutes: { typedIn: 'minute', from: 1, to: 24 * 60 },
  offerMinutes: { typedIn: 'minute', from: 5, to: 24 * 60 },
  halfFrom: { typedIn: 'count', from: 2, to: 100 },
  difficultyEasy: { typedIn: 'factor', from: 10, to: 500 },
  difficultyCare: { typedIn: 'factor', from: 10, to: 500 },
  difficultyProfessional: { typedIn: 'factor', from: 10, to: 500 },
  difficultyMediation: { typedIn: 'factor', from: 10, to: 500 },
  difficultyEmergency: { typedIn: 'factor', from: 10, to: 500 },
  gradeExcellent: { typedIn: 'factor', from: 10, to: 300 },
  gradeGood: { typedIn: 'factor', from: 10, to: 300 },
  gradeFair: { typedIn: 'factor', from: 10, to: 300 },
  visitsAMonth: { typedIn: 'count', from: 1, to: 31 },
  householdsAMember: { typedIn: 'household', from: 1, to: 20 },
  suggestionDays: { typedIn: 'day', from: 3, to: 60 },
  wishYuan: { typedIn: 'yuan', from: 50, to: 100_000 },
  pointsAnHour: { typedIn: 'point', from: 1, to: 1000 },
  exchangeMinutesAYear: { typedIn: 'hour', from: 30, to: 100 * 60 },
  deadlineNormal: { typedIn: 'hour', from: 10, to: 30 * 24 * 60 },
  deadlineRaised: { typedIn: 'hour', from: 10, to: 30 * 24 * 60 },
  deadlineUrgent: { typedIn: 'hour', from: 10, to: 30 * 24 * 60 },
  deadlineCritical: { typedIn: 'minute', from: 5, to: 30 * 24 * 60 },
}

/** What a number is counted in, as amounts are written: `90min`, `31day`, `2person`, `3count`, `120factor` (text/format.ts). */
export const unitOf = (
  number: keyof Policy,
): 'min' | 'day' | 'person' | 'household' | 'point' | 'yuan' | 'count' | 'factor' => {
  const { typedIn } = policyBounds[number]
  return typedIn === 'hour' || typedIn === 'minute' ? 'min' : typedIn
}
