import { fittingPeople, type NeedNamed } from '../commands/order/fit-people.ts'
import { rulesOf } from '../domain/order/rules.ts'
import { type CandidateRow, candidatesQuery } from '../store/candidates.ts'
import type { Run } from '../store/job.ts'
import {
  planUntaken,
  type UntakenDays,
  untakenPlacesQuery,
  untakenQuery,
  untakenTold,
  untakenTurn,
} from '../store/order-untaken.ts'
import { defineJob, defineWatch } from './define.ts'
import { toFitting, toKeepers, type Untaken } from './untaken-letters.ts'

/** So many people are asked for an order; so many communities are planned at once. */
const [asked, placesAtOnce] = [3, 100]

/** Communities with orders that nobody takes (R033): a run of `order-untaken` for each. */
export const orderUntakenDue = defineWatch({
  name: 'order-untaken-due',
  read: (now) => ({ places: untakenPlacesQuery(now, placesAtOnce) }),
  decide: ({ facts: { places }, now }) => ({
    writes: places.length > 0 ? [planUntaken(places, now)] : [],
  }),
})

/** The days that a run is about. */
const daysOf = ({ period }: Run): UntakenDays => (period.endsWith('/2') ? 2 : 1)

const nth = [0, 1, 2, 3, 4, 5] as const

/**
 * Orders of a community that nobody takes (R033): after a day the three who fit best are asked in private, with what the difficulty
 * has grown to; after two, and where nobody fits, who answers for the community is offered to assign somebody. Orders whose turn
 * comes within hours are told of together: one letter for each person.
 */
export const orderUntaken = defineJob({
  name: 'order-untaken',
  due: () => [],
  targets: 'communities',
  read: (run, now) => {
    const fitting = (n: number) =>
      candidatesQuery({ order: untakenTurn(run.target, daysOf(run), n, now) }, now)
    return {
      orders: untakenQuery(run.target, daysOf(run), nth.length, now),
      fit0: fitting(0),
      fit1: fitting(1),
      fit2: fitting(2),
      fit3: fitting(3),
      fit4: fitting(4),
      fit5: fitting(5),
    }
  },
  decide: ({ facts, run, policy, now }) => {
    const days = daysOf(run)
    const candidates: CandidateRow[][] = nth.map((n) => facts[`fit${n}`])
    const untaken = facts.orders.map((order, i): Untaken => {
      const needs = JSON.parse(order.needs) as NeedNamed[]
      const best = fittingPeople({ ...order, needs }, candidates[i] ?? [], { policy, at: now })
      return { order, needs, best: best.slice(0, asked) }
    })
    const forPeople = untaken.filter(({ best }) => days === 1 && best.length > 0)
    const forKeepers = untaken.filter((one) => !forPeople.includes(one))
    return {
      mail: [...toFitting(forPeople, { now, rules: rulesOf(policy) }), ...toKeepers(forKeepers, days, now)],
      writes: untaken.length > 0 ? [untakenTold(facts.orders, days, now)] : [],
    }
  },
})
