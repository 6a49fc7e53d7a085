import { dayOf } from '../../domain/calendar/shanghai.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { calendarQuery } from '../../store/holiday.ts'
import { candidatesQuery } from '../../store/role.ts'
import { secretariesQuery } from '../../store/secretaries.ts'
import { engagedQuery, named, only, shiftsToSwapQuery } from '../../store/shifts-to-swap.ts'
import { openSwapsQuery, placesAsked, swapOfShiftQuery, swapsToApproveQuery } from '../../store/swap.ts'
import { fold } from '../../text/fold.ts'
import { args, optional } from '../args/args.ts'
import type { SwapAnswer, SwapWish } from '../args/swap.ts'
import { typedSwap } from '../args/swap.ts'
import { type Ask, type Decision, defineCommand } from '../define.ts'
import { registeredOrAppointed } from '../gates.ts'
import { answerSwap } from './swap-answer.ts'
import { askOrAssign } from './swap-ask.ts'
import { openSwaps } from './swap-lines.ts'
import { approveOrReturn } from './swap-review.ts'

/**
 * `/换班 11-25 @李梅`: the other is asked in private; with their yes the shift is theirs, and the secretary is told and
 * may give it back. Who has the post for fewer than 20 working days is replaced only if the secretary says yes too
 * (R018). `/换班 11-25 张三 李梅` is the secretary's own act. A swap goes by the number of its shift: `/换班 同意 S12`,
 * 不同意, 撤回, 批准, 退回. It lapses when the shift begins. Alone it lists what waits.
 */
export const swap = defineCommand({
  name: '换班',
  aliases: ['swap'],
  topic: 'duty',
  usage: '/换班 日期 @某人',
  example: '/换班 11-25 @李梅',
  args: args({ swap: optional(typedSwap) }),
  who: registeredOrAppointed,
  read: (ask) => swapQueries(ask),
  decide: (situation): Decision | Refusal => {
    const typed = situation.args.swap
    if (typed === undefined) return openSwaps(situation)
    if ('names' in typed) return askOrAssign(situation, typed)
    return typed.answer === '批准' || typed.answer === '退回'
      ? approveOrReturn(situation, { ...typed, answer: typed.answer })
      : answerSwap(situation, { ...typed, answer: typed.answer })
  },
})

function swapQueries({
  sender,
  at,
  message,
  community,
  args: { swap },
}: Ask<{ swap: SwapAnswer | SwapWish | undefined }>) {
  const wish = swap && 'names' in swap ? swap : undefined
  const number = swap && 'answer' in swap ? (swap.shift ?? 0) : 0
  const [first = '', second] = (wish?.names ?? []).map(fold)
  // Two names are told apart by what was typed, not by who was mentioned.
  const mentions = second === undefined ? message.mentions : []
  const day = wish?.day ?? ''
  return {
    first: candidatesQuery(message, first, mentions, community),
    second: candidatesQuery(message, second ?? '', [], community),
    shifts: shiftsToSwapQuery(second === undefined ? only(sender) : named(message, [first], []), day, at),
    engaged: engagedQuery(named(message, [second ?? first], mentions), day),
    toMe: openSwapsQuery('to', sender, at),
    fromMe: openSwapsQuery('from', sender, at),
    toApprove: swapsToApproveQuery(sender, at),
    ofShift: swapOfShiftQuery(number, sender),
    told: secretariesQuery(placesAsked(sender), sender),
    calendar: calendarQuery(dayOf(at)),
  }
}
