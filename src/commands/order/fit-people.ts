import { dayOf } from '../../domain/calendar/shanghai.ts'
import { behindPace } from '../../domain/figures/pace.ts'
import { type Category, tradeOf } from '../../domain/order/category.ts'
import { type Candidate, type Fit, type FitReason, fits, type WantedOrder } from '../../domain/order/fit.ts'
import { rulesOf } from '../../domain/order/rules.ts'
import type { Policy } from '../../domain/policy.ts'
import type { FreeTime } from '../../domain/profile/free-time.ts'
import { type Line, line } from '../../domain/say.ts'
import type { CandidateRow } from '../../store/candidates.ts'
import type { OrderRow } from '../../store/order.ts'
import { fold } from '../../text/fold.ts'

/** A need as it is stored: folded, and as it was typed. */
export interface NeedNamed {
  key: string
  name: string
}

/** An order as far as people are looked for it; `needs` as they were said. */
export interface SoughtOrder extends Omit<WantedOrder, 'needs'> {
  category: Category
  needs: readonly NeedNamed[]
}

/** Somebody who fits, with their name. */
export interface FittingPerson extends Fit {
  name: string
}

/** What one has to be good at: what was said, else the trade of a professional category (R041). */
export const needsOf = ({ needs, category }: Pick<SoughtOrder, 'needs' | 'category'>): NeedNamed[] =>
  needs.length > 0 ? [...needs] : tradeOf(category).map((name) => ({ key: fold(name), name }))

/** Who fits an order, best first, of those that candidatesQuery has found. */
export function fittingPeople(
  order: SoughtOrder,
  rows: readonly CandidateRow[],
  { policy, at }: { policy: Policy; at: number },
): FittingPerson[] {
  const people = rows.map((row) => candidateOf(row, policy, at))
  const names = new Map(rows.map(({ id, name }) => [id, name]))
  const wanted = { ...order, needs: needsOf(order).map(({ key }) => key) }
  return fits(wanted, people, rulesOf(policy).openClaims).map((fit) => ({
    ...fit,
    name: names.get(fit.id) ?? '',
  }))
}

/** Somebody as fit.ts weighs them; who has no yearly target is never behind. */
const candidateOf = (row: CandidateRow, policy: Policy, at: number): Candidate => ({
  id: row.id,
  community_id: row.community_id,
  grid_id: row.grid_id,
  skills: JSON.parse(row.skills) as string[],
  unitOffers: JSON.parse(row.unit_offers) as string[],
  free: JSON.parse(row.free) as FreeTime[],
  open: row.open,
  behind:
    row.kind === 'member'
      ? behindPace(row.minutes, policy.yearlyTargetMinutes, row.leave_days, dayOf(at))
      : 0,
  served: row.served,
  away: row.away === 1,
})

/**
 * The reasons as `{why:said}` writes them, at most three; what is private (how far behind) never for a group (R117).
 * Nothing known is a reason too.
 */
export function reasonsOf(fit: Fit, needs: readonly NeedNamed[], inGroup: boolean): string[] {
  const said = fit.reasons.filter((reason) => !inGroup || !reason.private).slice(0, 3)
  return (said.length > 0 ? said.map((reason) => reasonLine(reason, needs)) : [line('fit.nearby')]).map(
    (one) => JSON.stringify(one),
  )
}

/** A skill is said as the order asks for it. */
function reasonLine({ code, params = {} }: FitReason, needs: readonly NeedNamed[]): Line {
  const skills = [params['skills'] ?? []]
    .flat()
    .map((key) => needs.find((need) => need.key === key)?.name ?? `${key}`)
  return line(code, { ...params, skills })
}

/** The names of the three who fit best, for a card in a group: names and reasons that everybody may hear. */
export const namesLine = (people: readonly FittingPerson[], needs: readonly NeedNamed[]): Line[] => {
  const best = people.slice(0, 3)
  return best.length === 0
    ? []
    : [
        line('fit.names', {
          people: best.map(({ reasons, ...one }) => {
            const said = reasons.filter((reason) => !reason.private && reason.code !== 'fit.unloaded')
            const why = said.slice(0, 1).map((reason) => JSON.stringify(reasonLine(reason, needs)))
            return JSON.stringify(
              why.length > 0
                ? line('fit.named', { name: one.name, why })
                : line('fit.name', { name: one.name }),
            )
          }),
        }),
      ]
}

/** A stored order as people are looked for it. */
export const soughtIn = (order: OrderRow): SoughtOrder => ({
  category: order.category,
  needs: JSON.parse(order.needs) as NeedNamed[],
  community_id: order.community_id,
  grid_id: order.grid_id,
  starts_at: order.starts_at,
  ends_at: order.ends_at,
})
