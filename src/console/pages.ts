import type { Page } from './page.ts'
import { audit } from './pages/audit.tsx'
import { balance } from './pages/balance.tsx'
import { certificatePage } from './pages/certificate.tsx'
import { exportsPage } from './pages/exports.tsx'
import { grades } from './pages/grades.tsx'
import { importPage } from './pages/import.tsx'
import { imports } from './pages/imports.tsx'
import { me } from './pages/me.tsx'
import { month } from './pages/month.tsx'
import { orders } from './pages/orders.tsx'
import { pairs } from './pages/pairs.tsx'
import { people } from './pages/people.tsx'
import { person } from './pages/person.tsx'
import { reconciliation } from './pages/reconciliation.tsx'
import { registration } from './pages/registration.tsx'
import { roster } from './pages/roster.tsx'
import { settings } from './pages/settings.tsx'
import { today } from './pages/today.tsx'
import { wall } from './pages/wall.tsx'

/** Every page, in the order of the navigation; the first that somebody may see is where they come in. */
export const pages: readonly Page[] = [
  today,
  roster,
  orders,
  wall,
  people,
  person,
  pairs,
  month,
  balance,
  registration,
  grades,
  imports,
  importPage,
  reconciliation,
  audit,
  settings,
  me,
  exportsPage,
  certificatePage,
]
