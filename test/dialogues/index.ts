import { consoleLinks } from './console.ts'
import { exchange } from './exchange.ts'
import { hours } from './hours.ts'
import { ideas } from './ideas.ts'
import { orders } from './orders.ts'
import { pairing } from './pairing.ts'
import { person } from './person.ts'
import { rally } from './rally.ts'
import { roster } from './roster.ts'
import { setUp } from './set-up.ts'
import { support } from './support.ts'
import type { Dialogue } from './turn.ts'
import { wish } from './wish.ts'

/** Every dialogue, in the order in which they are played. */
export const dialogues: readonly Dialogue[] = [
  ...setUp,
  ...person,
  ...hours,
  ...roster,
  ...orders,
  ...ideas,
  ...pairing,
  ...support,
  ...rally,
  ...exchange,
  ...wish,
  ...consoleLinks,
]
