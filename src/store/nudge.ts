import { sql } from 'kysely'
import { db } from './d1.ts'

/** When a step was last taken with an order since an instant, ms. */
export const lastStepQuery = (order: number, step: string, since: number) =>
  sql<{
    at: number
  }>`select at from order_event where order_id = ${order} and step = ${step} and at > ${since}
    order by id desc limit 1`.compile(db)
