import { HOUR, MINUTE } from '../calendar/shanghai.ts'
import type { Policy } from '../policy.ts'

/** The numbers of orders that an administrator may set (product rule 4); ms, hundredths (120 is 1.2) or counts. */
export interface OrderRules {
  /** Open claims of one person at most. */
  openClaims: number
  /** How long an easy order is open for the draw (R032). */
  drawTime: number
  /** How long a promoted person has to take the place (rule 8.7). */
  offerTime: number
  /** What the difficulty of an order that nobody takes gains a day, and at most (R033). */
  growthADay: number
  growthMost: number
  /** From this easy service of one category in a month on a service counts half (R066). */
  halfFrom: number
  /** Grades (R059). */
  grades: { excellent: number; good: number; fair: number }
  /** Base difficulty by class of category. */
  difficulty: { easy: number; care: number; professional: number; mediation: number; emergency: number }
  /** Nobody is disturbed at night, so a night does not count; in war it does. */
  quietHours: boolean
  /** After how long without anybody the next level is told, by urgency (R034). */
  deadlines: { normal: number; raised: number; urgent: number; critical: number }
}

export const defaultRules: OrderRules = {
  openClaims: 3,
  drawTime: 10 * MINUTE,
  offerTime: 30 * MINUTE,
  growthADay: 10,
  growthMost: 100,
  halfFrom: 5,
  grades: { excellent: 120, good: 100, fair: 80 },
  quietHours: true,
  difficulty: { easy: 100, care: 120, professional: 130, mediation: 150, emergency: 200 },
  deadlines: { normal: 72 * HOUR, raised: 24 * HOUR, urgent: 2 * HOUR, critical: 30 * MINUTE },
}

/** The rules of orders as the policy of a day has them; what a day adds to the difficulty is fixed (R033). */
export const rulesOf = (policy: Policy): OrderRules => ({
  ...defaultRules,
  openClaims: policy.openClaims,
  drawTime: policy.drawMinutes * MINUTE,
  offerTime: policy.offerMinutes * MINUTE,
  halfFrom: policy.halfFrom,
  grades: { excellent: policy.gradeExcellent, good: policy.gradeGood, fair: policy.gradeFair },
  difficulty: {
    easy: policy.difficultyEasy,
    care: policy.difficultyCare,
    professional: policy.difficultyProfessional,
    mediation: policy.difficultyMediation,
    emergency: policy.difficultyEmergency,
  },
  deadlines: {
    normal: policy.deadlineNormal * MINUTE,
    raised: policy.deadlineRaised * MINUTE,
    urgent: policy.deadlineUrgent * MINUTE,
    critical: policy.deadlineCritical * MINUTE,
  },
})

/** The one grade of an order (一事一评, R060). */
export type Grade = keyof OrderRules['grades']

/** How soon somebody is needed (R038). */
export type Urgency = keyof OrderRules['deadlines']

/** Grades and urgencies by the words that people type. */
export const gradeNamed: { [word: string]: Grade } = { 很好: 'excellent', 好: 'good', 一般: 'fair' }
export const urgencyNamed: { [word: string]: Urgency } = {
  一般: 'normal',
  较急: 'raised',
  紧急: 'urgent',
  特急: 'critical',
}
