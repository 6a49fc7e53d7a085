import { joinNeeds } from '../../domain/order/needs.ts'
import { type Line, line } from '../../domain/say.ts'
import type { NeedRow, UnitRow } from '../../store/needs.ts'
import type { OrderRow } from '../../store/order.ts'

/** What is needed, what people there are good at, which units offer something of it. */
export interface NeedFacts {
  needs: readonly NeedRow[]
  skills: readonly { key: string }[]
  units: readonly UnitRow[]
}

/** A need with who could meet it: `people` counts skills. */
export interface JoinedNeed {
  name: string
  orders: number[]
  people: number
  units: readonly UnitRow[]
}

const [shown, unitsShown, ordersShown] = [3, 2, 3]

/** The three lists joined (R028), the same need of several orders once; what nobody can do comes first. */
export function joinedNeeds({ needs, skills, units }: NeedFacts): JoinedNeed[] {
  const met = joinNeeds(needs, [
    ...skills.map(({ key }, id) => ({ of: 'person' as const, id, keys: [key] })),
    ...units.map(({ id, keys }) => ({ of: 'unit' as const, id, keys: JSON.parse(keys) as string[] })),
  ])
  return [...Map.groupBy(met, ({ key }) => key).values()].flatMap((same) => {
    const [first] = same
    if (!first) return []
    const orders = same.map(({ order_id }) => order_id)
    // The linked ones come first, as they were read.
    const able = units.filter(({ id }) => first.units.includes(id))
    return [{ name: first.name, orders, people: first.people.length, units: able }]
  })
}

/** At most two lines: what nobody there can do, and which unit could do what no person can. */
export function needsLines(facts: NeedFacts): Line[] {
  const missing = joinedNeeds(facts).filter(({ people }) => people === 0)
  const unmet = missing.filter(({ units }) => units.length === 0)
  const byUnit = missing.filter(({ units }) => units.length > 0)
  const [first] = unmet
  return [
    ...(first
      ? [
          line('needs.unmet', {
            count: unmet.length,
            needs: unmet.slice(0, shown).map((one) => said('needs.unmet_one', one)),
            order: first.orders[0] ?? 0,
          }),
        ]
      : []),
    ...(byUnit.length > 0
      ? [line('needs.units', { needs: byUnit.slice(0, shown).map((one) => said('needs.units_one', one)) })]
      : []),
  ]
}

const said = (code: 'needs.unmet_one' | 'needs.units_one', { name, orders, units }: JoinedNeed): string =>
  JSON.stringify(
    line(code, {
      name,
      orders: orders.slice(0, ordersShown).map(String),
      units: units.slice(0, unitsShown).map((unit) => unit.name),
    }),
  )

/** For one order in private: what nobody can do, and which unit could, with whom to ask there. */
export const needsOfOrderLines = (
  facts: NeedFacts,
  { id: order, state }: Pick<OrderRow, 'id' | 'state'>,
): Line[] => {
  const missing = joinedNeeds(facts).filter(({ people }) => people === 0)
  const unmet = missing.filter(({ units }) => units.length === 0).map(({ name }) => name)
  return [
    ...(unmet.length > 0
      ? [line(state === 'open' ? 'recommend.unmet' : 'recommend.unmet_yet', { order, skills: unmet })]
      : []),
    ...missing
      .filter(({ units }) => units.length > 0)
      .slice(0, unitsShown)
      .map(({ name, units }) =>
        line('recommend.unit', { skill: name, units: units.slice(0, unitsShown).map(unitSaid) }),
      ),
  ]
}

const unitSaid = ({ name, liaisons }: UnitRow): string => {
  const names = JSON.parse(liaisons) as string[]
  return JSON.stringify(
    names.length > 0 ? line('recommend.unit_by', { name, names }) : line('recommend.unit_alone', { name }),
  )
}
