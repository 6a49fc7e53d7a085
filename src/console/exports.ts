import type { Export } from './export/define.ts'
import { assessment } from './export/tables/assessment.ts'
import { certificate } from './export/tables/certificate.ts'
import { ledger } from './export/tables/ledger.ts'
import { orders, wishes } from './export/tables/orders.ts'
import { partners, support } from './export/tables/pairs.ts'
import { roster } from './export/tables/roster.ts'
import { units } from './export/tables/units.ts'

/** Every table that is handed out, in the order of the page. */
export const tables: readonly Export[] = [
  ledger,
  units,
  roster,
  orders,
  wishes,
  partners,
  support,
  assessment,
  certificate,
]
