import type { ConsoleTables } from './tables/console.ts'
import type { LedgerTables } from './tables/ledger.ts'
import type { OrderTables } from './tables/order.ts'
import type { PersonTables } from './tables/person.ts'
import type { PlaceTables } from './tables/place.ts'
import type { PolicyTables } from './tables/policy.ts'
import type { RosterTables } from './tables/roster.ts'
import type { SpeechTables } from './tables/speech.ts'

/** Kysely's view of schema.sql: the same names, snake_case, no mapping. */
export interface Tables
  extends PlaceTables,
    PersonTables,
    PolicyTables,
    LedgerTables,
    RosterTables,
    OrderTables,
    ConsoleTables,
    SpeechTables {}
