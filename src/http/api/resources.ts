import type { Resource, Sheet } from './define.ts'
import { figures } from './resources/figures.ts'
import { hours } from './resources/hours.ts'
import { orders } from './resources/orders.ts'
import { pairs } from './resources/pairs.ts'
import { people } from './resources/people.ts'
import { communities, units } from './resources/places.ts'
import { roster } from './resources/roster.ts'

/** Everything that can be read, in the order of its description. */
export const resources: readonly (Resource | Sheet)[] = [
  communities,
  units,
  people,
  hours,
  roster,
  orders,
  pairs,
  figures,
]
