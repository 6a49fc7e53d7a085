import { accounts } from './accounts.ts'
import { announcements } from './announcements.ts'
import { apiWords } from './api.ts'
import { args } from './args.ts'
import { calendar } from './calendar.ts'
import { claims } from './claims.ts'
import { consoleWords } from './console.ts'
import { certificateWords } from './console-certificate.ts'
import { exportWords } from './console-exports.ts'
import { consoleImports } from './console-imports.ts'
import { consolePages } from './console-pages.ts'
import { consoleWall } from './console-wall.ts'
import { credit } from './credit.ts'
import { exchange } from './exchange.ts'
import { figures } from './figures.ts'
import { gateway } from './gateway.ts'
import { ideas } from './ideas.ts'
import { kernel } from './kernel.ts'
import { leave } from './leave.ts'
import { ledger } from './ledger.ts'
import { orderClock } from './order-clock.ts'
import { orderPeople } from './order-people.ts'
import { orders } from './orders.ts'
import { outbox } from './outbox.ts'
import { pairing } from './pairing.ts'
import { people } from './people.ts'
import { profile } from './profile.ts'
import { rally } from './rally.ts'
import { reminders } from './reminders.ts'
import { reports } from './reports.ts'
import { roster } from './roster.ts'
import { setUp } from './set-up.ts'
import { standby } from './standby.ts'
import { support } from './support.ts'
import { wish } from './wish.ts'

/** Every sentence in simplified Chinese, by code. `{name}` is a parameter, `{at:time}` one with a format (format.ts). */
export const zhHans: { [code: string]: string } = {
  ...accounts,
  ...announcements,
  ...apiWords,
  ...args,
  ...calendar,
  ...claims,
  ...consoleImports,
  ...consolePages,
  ...consoleWall,
  ...certificateWords,
  ...consoleWords,
  ...exportWords,
  ...credit,
  ...exchange,
  ...figures,
  ...ideas,
  ...gateway,
  ...kernel,
  ...leave,
  ...ledger,
  ...orderClock,
  ...orderPeople,
  ...orders,
  ...outbox,
  ...pairing,
  ...people,
  ...profile,
  ...rally,
  ...reminders,
  ...reports,
  ...roster,
  ...setUp,
  ...standby,
  ...support,
  ...wish,
}
