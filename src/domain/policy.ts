/** The rules that an administrator may set; these are the defaults of product rule 4. Minutes, ms or hundredths, as named. */
export interface Policy {
  /** R057: hours a head in a year. */
  yearlyTargetMinutes: number
  /** R058: from here on a person is recommended. */
  recommendMinutes: number
  /** A duty counts from here. */
  shortestDutyMinutes: number
  /** A duty open longer is closed by the system. */
  longestDutyMinutes: number
  /** A day above this needs the secretary's yes. */
  fullDayMinutes: number
  /** A day above this is refused for hours typed by hand; the schema holds the same line. */
  longestDayMinutes: number
  /** How far back hours may lie. */
  backdays: number
  /** How long one's own last act may be taken back. */
  undoMinutes: number
  /** R018: somebody on the roster for fewer working days is replaced only if the secretary agrees. */
  tenureDays: number
  /** R012: people on duty each working day, at least and if possible. */
  dutyMinimum: number
  dutyTarget: number
  /** What DingTalk's edition allows the organisation in a month: API calls; messages received and sent by webhook. */
  dingtalkCallsAMonth: number
  dingtalkHooksAMonth: number
  /** R128: private messages in a week that nobody asked for, at most; the schema reads this number by its name. */
  unaskedAWeek: number
  /** Open claims of one person at most (rule 8.7); the schema reads this number by its name. */
  openClaims: number
  /** How long a pair stays together (1+1红色搭档), days. */
  pairTermDays: number
  /** How long an easy order is open for the draw (R032), and how long a promoted person has to take the place (R036). */
  drawMinutes: number
  offerMinutes: number
  /** From this easy service of one category in a month on a service counts half (R066). */
  halfFrom: number
  /** Difficulties by class of category and weights of grades (rule 4), hundredths. */
  difficultyEasy: number
  difficultyCare: number
  difficultyProfessional: number
  difficultyMediation: number
  difficultyEmergency: number
  gradeExcellent: number
  gradeGood: number
  gradeFair: number
  /** R079: how often a household is visited in a month, and how many households a member who has one should look after. */
  visitsAMonth: number
  householdsAMember: number
  /** R085: days in which a suggestion is answered. */
  suggestionDays: number
  /** R048: yuan of a wish at most. */
  wishYuan: number
  /** R061: points for an hour 折算, and minutes 折算 in a year at most; the schema reads this number by its name. */
  pointsAnHour: number
  exchangeMinutesAYear: number
  /** After how long without anybody the next level is told, by urgency (R034). */
  deadlineNormal: number
  deadlineRaised: number
  deadlineUrgent: number
  deadlineCritical: number
}

export const defaultPolicy: Policy = {
  yearlyTargetMinutes: 20 * 60,
  recommendMinutes: 30 * 60,
  shortestDutyMinutes: 30,
  longestDutyMinutes: 10 * 60,
  fullDayMinutes: 8 * 60,
  longestDayMinutes: 12 * 60,
  backdays: 31,
  undoMinutes: 10,
  tenureDays: 20,
  dutyMinimum: 1,
  dutyTarget: 2,
  dingtalkCallsAMonth: 5000,
  dingtalkHooksAMonth: 3000,
  unaskedAWeek: 3,
  openClaims: 3,
  pairTermDays: 180,
  drawMinutes: 10,
  offerMinutes: 30,
  halfFrom: 5,
  difficultyEasy: 100,
  difficultyCare: 120,
  difficultyProfessional: 130,
  difficultyMediation: 150,
  difficultyEmergency: 200,
  gradeExcellent: 120,
  gradeGood: 100,
  gradeFair: 80,
  visitsAMonth: 1,
  householdsAMember: 1,
  suggestionDays: 10,
  wishYuan: 1000,
  pointsAnHour: 10,
  exchangeMinutesAYear: 5 * 60,
  deadlineNormal: 72 * 60,
  deadlineRaised: 24 * 60,
  deadlineUrgent: 2 * 60,
  deadlineCritical: 30,
}

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

/** The numbers of the policy, in the order in which they are shown. */
export const policyNumbers = Object.keys(policyBounds) as (keyof Policy)[]

/** The policy with what was set of it; a number that was never set, or is none of ours, leaves the default. */
export function policyOf(set: readonly { key: string; value: number | null }[]): Policy {
  const policy = { ...defaultPolicy }
  for (const number of policyNumbers) {
    const value = set.find(({ key }) => key === number)?.value
    if (value !== null && value !== undefined) policy[number] = value
  }
  return policy
}
