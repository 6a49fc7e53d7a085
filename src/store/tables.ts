import type { ConsoleTables } from './tables/console.ts'
import type { ExchangeTables } from './tables/exchange.ts'
import type { IdeasTables } from './tables/ideas.ts'
import type { ImportTables } from './tables/import.ts'
import type { LedgerTables } from './tables/ledger.ts'
import type { OrderTables } from './tables/order.ts'
import type { PairingTables } from './tables/pairing.ts'
import type { PersonTables } from './tables/person.ts'
import type { PlaceTables } from './tables/place.ts'
import type { PolicyTables } from './tables/policy.ts'
import type { RallyTables } from './tables/rally.ts'
import type { RosterTables } from './tables/roster.ts'
import type { SpeechTables } from './tables/speech.ts'
import type { SupportTables } from './tables/support.ts'

/** Kysely's view of schema.sql: the same names, snake_case, no mapping. */
export interface Tables
  extends PlaceTables,
    PersonTables,
    PolicyTables,
    LedgerTables,
    RosterTables,
    OrderTables,
    PairingTables,
    RallyTables,
    SupportTables,
    IdeasTables,
    ExchangeTables,
    ConsoleTables,
    ImportTables,
    SpeechTables {}
