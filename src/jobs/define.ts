import type { Calendar } from '../domain/calendar/working-days.ts'
import type { Policy } from '../domain/policy.ts'
import type { Query, RowsOf } from '../store/d1.ts'
import type { Run, Targets } from '../store/job.ts'
import type { GroupLetter, Mail } from '../store/mail.ts'

/** A moment at which a job falls due, the period it is for, and until when it is of use. */
export interface Due {
  period: string
  at: number
  until: number
}

/** What every decision of a job knows. No clock, no random, no database in there. */
export interface JobSituation<Facts> {
  facts: Facts
  /** The scheduled time, ms. */
  now: number
  policy: Policy
  calendar: Calendar
}

/** What is sent and written; with `next` the run goes on behind that cursor in another step. */
export interface JobDecision {
  mail?: Mail[]
  tell?: GroupLetter[]
  writes?: Query[]
  next?: number
}

type Facts = { [name: string]: Query }

/**
 * What runs at certain moments, once for a period and a target (schema: job_run), in bounded steps: read one batch,
 * decide, write one batch. A step may be done twice; letters come once by their `dedupe`, other writes have to bear it.
 */
export interface Job<Read extends Facts = Facts> {
  name: string
  /** The moments after one instant and up to another, oldest first. */
  due(after: number, upTo: number, calendar: Calendar): Due[]
  targets: Targets
  read(run: Run, now: number): Read
  decide(situation: JobSituation<RowsOf<Read>> & { run: Run }): JobDecision
}

/** What is looked after every minute: few rows by an index, and letters that come once by their `dedupe`. */
export interface Watch<Read extends Facts = Facts> {
  name: string
  read(now: number): Read
  decide(situation: JobSituation<RowsOf<Read>>): JobDecision
}

/** Declares a job; types flow from `read` into `decide`. */
export const defineJob = <Read extends Facts>(job: Job<Read>): Job => job as unknown as Job

/** Declares a watch. */
export const defineWatch = <Read extends Facts>(watch: Watch<Read>): Watch => watch as unknown as Watch
