import { announceCommand } from './announcement/announce.ts'
import { consoleCommand } from './console/console.ts'
import { exportCommand } from './console/export.ts'
import type { Command } from './define.ts'
import { checkIn } from './duty/check-in.ts'
import { checkOut } from './duty/check-out.ts'
import { dayCode } from './duty/day-code.ts'
import { handover } from './duty/handover.ts'
import { spotCheck } from './duty/spot-check.ts'
import { exchange } from './exchange/exchange.ts'
import { heat } from './figures/heat.ts'
import { monthlyReport } from './figures/monthly-report.ts'
import { rank } from './figures/rank.ts'
import { silent } from './figures/silent.ts'
import { helpFor } from './help.ts'
import { five } from './ideas/five-ones.ts'
import { propose } from './ideas/propose.ts'
import { suggestion } from './ideas/suggestion.ts'
import { approve } from './ledger/approve.ts'
import { confirm } from './ledger/confirm.ts'
import { correct } from './ledger/correct.ts'
import { hours } from './ledger/hours.ts'
import { makeup } from './ledger/makeup.ts'
import { rate } from './ledger/rate.ts'
import { reject } from './ledger/reject.ts'
import { review } from './ledger/review.ts'
import { undo } from './ledger/undo.ts'
import { why } from './ledger/why.ts'
import { assign } from './order/assign.ts'
import { cancelOrder } from './order/cancel-order.ts'
import { claim } from './order/claim.ts'
import { finish } from './order/finish.ts'
import { lend } from './order/lend.ts'
import { note } from './order/note.ts'
import { nudge } from './order/nudge.ts'
import { orders } from './order/orders.ts'
import { push } from './order/push.ts'
import { reassign } from './order/reassign.ts'
import { recommend } from './order/recommend.ts'
import { release } from './order/release.ts'
import { request } from './order/request.ts'
import { satisfied } from './order/satisfied.ts'
import { verify } from './order/verify.ts'
import { accept } from './pairing/accept.ts'
import { confirmPairs } from './pairing/confirm-pairs.ts'
import { decline } from './pairing/decline.ts'
import { endPair } from './pairing/end-pair.ts'
import { pair } from './pairing/pair.ts'
import { partner } from './pairing/partner.ts'
import { forget } from './person/forget.ts'
import { free } from './person/free.ts'
import { language } from './person/language.ts'
import { letters } from './person/letters.ts'
import { me } from './person/me.ts'
import { myData } from './person/my-data.ts'
import { notify } from './person/notify.ts'
import { register } from './person/register.ts'
import { skills } from './person/skills.ts'
import { transfer } from './person/transfer.ts'
import { ack } from './rally/ack.ts'
import { cannotComeCommand } from './rally/cannot-come.ts'
import { confirmSwitch } from './rally/confirm-switch.ts'
import { rally } from './rally/rally.ts'
import { rallyEnd } from './rally/rally-end.ts'
import { rallyState } from './rally/rally-state.ts'
import { switchModeCommand } from './rally/switch-mode.ts'
import { holidays } from './roster/holidays.ts'
import { leave } from './roster/leave.ts'
import { planShiftsOf } from './roster/plan-shifts.ts'
import { showRoster } from './roster/show-roster.ts'
import { standbyLists } from './roster/standby.ts'
import { swap } from './roster/swap.ts'
import { activate } from './setup/activate.ts'
import { appoint } from './setup/appoint.ts'
import { bindCommunity } from './setup/bind-community.ts'
import { bindPush } from './setup/bind-push.ts'
import { dismiss } from './setup/dismiss.ts'
import { link } from './setup/link.ts'
import { linkUnit } from './setup/link-unit.ts'
import { settings } from './setup/settings.ts'
import { support } from './support/support.ts'
import { visit } from './support/visit.ts'
import { receipt } from './wish/receipt.ts'
import { wish } from './wish/wish.ts'

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
  cannotComeCommand,
  switchModeCommand,
  confirmSwitch,
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
  standbyLists,
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
