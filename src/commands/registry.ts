import { accept } from './accept.ts'
import { ack } from './ack.ts'
import { activate } from './activate.ts'
import { announceCommand } from './announce.ts'
import { appoint } from './appoint.ts'
import { approve } from './approve.ts'
import { assign } from './assign.ts'
import { bindCommunity } from './bind-community.ts'
import { bindPush } from './bind-push.ts'
import { cancelOrder } from './cancel-order.ts'
import { checkIn } from './check-in.ts'
import { checkOut } from './check-out.ts'
import { claim } from './claim.ts'
import { confirm } from './confirm.ts'
import { confirmPairs } from './confirm-pairs.ts'
import { consoleCommand } from './console.ts'
import { correct } from './correct.ts'
import { dayCode } from './day-code.ts'
import { decline } from './decline.ts'
import type { Command } from './define.ts'
import { dismiss } from './dismiss.ts'
import { endPair } from './end-pair.ts'
import { exchange } from './exchange.ts'
import { exportCommand } from './export.ts'
import { finish } from './finish.ts'
import { five } from './five-ones.ts'
import { forget } from './forget.ts'
import { free } from './free.ts'
import { handover } from './handover.ts'
import { heat } from './heat.ts'
import { helpFor } from './help.ts'
import { holidays } from './holidays.ts'
import { hours } from './hours.ts'
import { language } from './language.ts'
import { leave } from './leave.ts'
import { lend } from './lend.ts'
import { letters } from './letters.ts'
import { link } from './link.ts'
import { linkUnit } from './link-unit.ts'
import { makeup } from './makeup.ts'
import { me } from './me.ts'
import { monthlyReport } from './monthly-report.ts'
import { myData } from './my-data.ts'
import { note } from './note.ts'
import { notify } from './notify.ts'
import { nudge } from './nudge.ts'
import { orders } from './orders.ts'
import { pair } from './pair.ts'
import { partner } from './partner.ts'
import { planShiftsOf } from './plan-shifts.ts'
import { propose } from './propose.ts'
import { push } from './push.ts'
import { rally } from './rally.ts'
import { rallyEnd } from './rally-end.ts'
import { rallyState } from './rally-state.ts'
import { rank } from './rank.ts'
import { rate } from './rate.ts'
import { reassign } from './reassign.ts'
import { receipt } from './receipt.ts'
import { recommend } from './recommend.ts'
import { register } from './register.ts'
import { reject } from './reject.ts'
import { release } from './release.ts'
import { request } from './request.ts'
import { review } from './review.ts'
import { satisfied } from './satisfied.ts'
import { settings } from './settings.ts'
import { showRoster } from './show-roster.ts'
import { silent } from './silent.ts'
import { skills } from './skills.ts'
import { spotCheck } from './spot-check.ts'
import { suggestion } from './suggestion.ts'
import { support } from './support.ts'
import { swap } from './swap.ts'
import { switchModeCommand } from './switch-mode.ts'
import { transfer } from './transfer.ts'
import { undo } from './undo.ts'
import { verify } from './verify.ts'
import { visit } from './visit.ts'
import { why } from './why.ts'
import { wish } from './wish.ts'

/** Every command that is built; help, finder and suggestions are made from this list. */
export const commands: readonly Command[] = [
  checkIn,
  checkOut,
  hours,
  makeup,
  showRoster,
  planShiftsOf,
  spotCheck,
  rally,
  rallyState,
  rallyEnd,
  ack,
  switchModeCommand,
  leave,
  swap,
  handover,
  undo,
  exchange,
  request,
  wish,
  propose,
  orders,
  claim,
  release,
  note,
  recommend,
  assign,
  reassign,
  nudge,
  lend,
  finish,
  receipt,
  satisfied,
  why,
  partner,
  accept,
  decline,
  pair,
  confirmPairs,
  endPair,
  support,
  visit,
  register,
  me,
  confirm,
  suggestion,
  five,
  skills,
  free,
  letters,
  notify,
  language,
  helpFor(() => commands),
  review,
  push,
  cancelOrder,
  verify,
  approve,
  reject,
  correct,
  rank,
  rate,
  monthlyReport,
  heat,
  silent,
  exportCommand,
  consoleCommand,
  linkUnit,
  activate,
  bindCommunity,
  appoint,
  dismiss,
  link,
  transfer,
  myData,
  forget,
  settings,
  holidays,
  dayCode,
  bindPush,
  announceCommand,
]

const names = commands.flatMap(({ name, aliases }) => [name, ...aliases])
const twice = names.find((name, i) => names.indexOf(name) !== i)
if (twice !== undefined) throw new Error(`two commands are called ${twice}`)
