import { sql } from 'kysely'
import { db } from './d1.ts'

/** That this message really took a step with an order, as its event says. */
export const didStep = (order: number, step: string, key: string) =>
  sql<boolean>`exists (select 1 from order_event where order_id = ${order} and step = ${step} and message = ${key})`

/** When a step was last taken with an order since an instant, ms. */
export const lastStepQuery = (order: number, step: string, since: number) =>
  sql<{
    at: number
  }>`select at from order_event where order_id = ${order} and step = ${step} and at > ${since}
    order by id desc limit 1`.compile(db)
