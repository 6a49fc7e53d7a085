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
import { orderUntaken, orderUntakenDue } from './order-untaken.ts'
import { paceNudge } from './pace-nudge.ts'
import { pairAnswers } from './pair-answers.ts'
import { pairNudge } from './pair-nudge.ts'
import { pairSeek } from './pair-seek.ts'
import { pairTerms } from './pair-terms.ts'
import { pairing } from './pairing.ts'
import { quotaWatch } from './quota.ts'
import { rallyCall } from './rally-call.ts'
import { rallyForgotten } from './rally-forgotten.ts'
import { rallySilent } from './rally-silent.ts'
import { rallyWiden } from './rally-widen.ts'
import { reportWayJob } from './report-way.ts'
import { shiftEvening } from './shift-evening.ts'
import { shiftAbsent, shiftMissing } from './shift-missing.ts'
import { shiftSoon } from './shift-soon.ts'
import { suggestionsDue } from './suggestions-due.ts'
import { supportShort } from './support-short.ts'
import { supportSilent } from './support-silent.ts'
import { unpaired } from './unpaired.ts'
import { unreachableGroups } from './unreachable-groups.ts'
import { weekAdministrators } from './week-administrators.ts'
import { weekDigest } from './week-digest.ts'
import { wishReceipts } from './wish-receipts.ts'
import { wishWall } from './wish-wall.ts'
import { yearClosed } from './year-closed.ts'
import { yearLastDays } from './year-last-days.ts'

/** What runs at certain moments; of those that fall due together the first goes first. */
export const jobs: readonly Job[] = [
  rallyCall,
  orderUntaken,
  shiftEvening,
  monthCloses,
  reportWayJob,
  monthReport,
  gradeInflation,
  weekDigest,
  weekAdministrators,
  paceNudge,
  pairing,
  unpaired,
  pairNudge,
  pairTerms,
  pairSeek,
  supportShort,
  supportSilent,
  suggestionsDue,
  wishReceipts,
  wishWall,
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
  rallyWiden,
  rallySilent,
  rallyForgotten,
  shiftSoon,
  shiftMissing,
  shiftAbsent,
  orderDraw,
  orderOffers,
  orderEscalate,
  orderOverdue,
  orderUntakenDue,
  pairAnswers,
  quotaWatch,
  gatewayGone,
  unreachableGroups,
]
