import { hours } from './hours.ts'
import { orders } from './orders.ts'
import { person } from './person.ts'
import { roster } from './roster.ts'
import { setUp } from './set-up.ts'
import type { Dialogue } from './turn.ts'

/** Every dialogue, in the order in which they are played. */
export const dialogues: readonly Dialogue[] = [...setUp, ...person, ...hours, ...roster, ...orders]
