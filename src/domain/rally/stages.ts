import { MINUTE } from '../calendar/shanghai.ts'

/** The four stages of an emergency (R100): 网格发现, 社区呼叫, 分级响应, 协同处置. */
export const stages = ['found', 'called', 'graded', 'joint'] as const

export type Stage = (typeof stages)[number]

/** When each stage began and when it was over, ms; null: not yet. */
export interface Course {
  found_at: number
  called_at: number | null
  graded_at: number | null
  joint_at: number | null
  ended_at: number | null
}

/** A stage that has begun, and how many whole minutes it took, so far. */
export interface StageTime {
  stage: Stage
  from: number
  minutes: number
}

/** The stages that have begun, each until the next one that has, the last until the end or now (R100). */
export function stageTimes(course: Course, now: number): StageTime[] {
  const begun = stages.flatMap((stage) => {
    const from = course[`${stage}_at`]
    return from === null ? [] : [{ stage, from }]
  })
  return begun.map(({ stage, from }, i) => {
    const to = begun[i + 1]?.from ?? course.ended_at ?? now
    return { stage, from, minutes: Math.max(0, Math.floor((to - from) / MINUTE)) }
  })
}
