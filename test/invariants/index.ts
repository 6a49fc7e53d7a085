import { exchange } from './exchange.ts'
import { ledger } from './ledger.ts'
import { letters } from './letters.ts'
import { orders } from './orders.ts'
import { people } from './people.ts'

/** Something that may never be, in words, and a question that finds rows where it is so. */
export type Invariant = readonly [why: string, sql: string]

/** Whatever was done, failed, was killed or came twice: none of these may find a row. In workerd and in Node. */
export const invariants: readonly Invariant[] = [...ledger, ...people, ...orders, ...letters, ...exchange]
