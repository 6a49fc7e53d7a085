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

/** The numbers of the policy, in the order in which they are shown. */
export const policyNumbers = Object.keys(defaultPolicy) as (keyof Policy)[]

/** The policy with what was set of it; a number that was never set, or is none of ours, leaves the default. */
export function policyOf(set: readonly { key: string; value: number | null }[]): Policy {
  const policy = { ...defaultPolicy }
  for (const number of policyNumbers) {
    const value = set.find(({ key }) => key === number)?.value
    if (value !== null && value !== undefined) policy[number] = value
  }
  return policy
}
