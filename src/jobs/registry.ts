import type { Job, Watch } from './define.ts'
import { foldedDigest } from './folded-digest.ts'
import { gapsOfCommunities } from './gaps-of-communities.ts'
import { gapsOfUnits } from './gaps-of-units.ts'
import { gatewayGone } from './gateway-gone.ts'
import { gradeInflation } from './grade-inflation.ts'
import { handoverDue } from './handover-due.ts'
import { holidayList } from './holiday-list.ts'
import { monthCloses } from './month-closes.ts'
import { monthReport } from './month-report.ts'
import { orderDraw } from './order-draw.ts'
import { orderEscalate } from './order-escalate.ts'
import { orderOffers } from './order-offers.ts'
import { orderOverdue } from './order-overdue.ts'
import { orderUntaken } from './order-untaken.ts'
import { paceNudge } from './pace-nudge.ts'
import { quotaWatch } from './quota.ts'
import { reportWayJob } from './report-way.ts'
import { shiftEvening } from './shift-evening.ts'
import { shiftAbsent, shiftMissing } from './shift-missing.ts'
import { shiftSoon } from './shift-soon.ts'
import { unreachableGroups } from './unreachable-groups.ts'
import { weekAdministrators } from './week-administrators.ts'
import { weekDigest } from './week-digest.ts'
import { yearClosed } from './year-closed.ts'
import { yearLastDays } from './year-last-days.ts'

/** What runs at certain moments; of those that fall due together the first goes first. */
export const jobs: readonly Job[] = [
  shiftEvening,
  monthCloses,
  reportWayJob,
  monthReport,
  gradeInflation,
  weekDigest,
  weekAdministrators,
  paceNudge,
  yearLastDays,
  yearClosed,
  gapsOfUnits,
  gapsOfCommunities,
  handoverDue,
  holidayList,
  foldedDigest,
]

/** What is looked after every minute. */
export const watches: readonly Watch[] = [
  shiftSoon,
  shiftMissing,
  shiftAbsent,
  orderDraw,
  orderOffers,
  orderEscalate,
  orderOverdue,
  orderUntaken,
  quotaWatch,
  gatewayGone,
  unreachableGroups,
]
