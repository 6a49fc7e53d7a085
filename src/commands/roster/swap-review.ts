import { type Refusal, refuse } from '../../domain/refusal.ts'
import { isSecretaryOf } from '../../domain/roles.ts'
import { type Line, line, offer } from '../../domain/say.ts'
import { recordIfChanged } from '../../store/audit.ts'
import { otherwise } from '../../store/inbox.ts'
import { approveSwap, assignSwap, endSwap, handOver, swapEndedSo } from '../../store/settle-swap.ts'
import type { Swap } from '../../store/swap.ts'
import type { SwapAnswer } from '../args/swap.ts'
import type { Decision } from '../define.ts'
import { outcomeOfRefusal } from '../outcome.ts'
import { type OfSwap, whichSwap, wordsOf } from './swap-lines.ts'

type Answer = SwapAnswer & { answer: '批准' | '退回' }

/**
 * The secretary's right: 批准 lets a swap happen that both want (R018), 退回 stops it, or gives the shift back when it
 * has happened already. Nobody decides about their own. Refuses with who.secretary, swap.nothing_here, swap.own,
 * swap.not_agreed, swap.moved, swap.off, swap.lapsed, swap.gone_on, swap.back_away.
 */
export function approveOrReturn(situation: OfSwap, typed: Answer): Decision | Refusal {
  const { facts, who, at } = situation
  const me = who.person?.id
  if (me === undefined) return refuse('who.unregistered')
  const fitting =
    typed.shift === undefined
      ? facts.toApprove
      : facts.ofShift.filter(({ community_id }) => isSecretaryOf(who.roles, community_id))
  const [swap, ...more] = fitting
  if (!swap) return refuse(who.roles.length > 0 ? 'swap.nothing_here' : 'who.secretary')
  if (more.length > 0) return whichSwap(fitting, typed.answer)
  const what = wordsOf(swap)
  if (swap.from_id === me || swap.to_id === me) return refuse('swap.own', what)
  const returns = typed.answer === '退回' && swap.state === 'approved'
  if ((returns ? swap.ends_at : swap.starts_at) <= at) return refuse('swap.lapsed', what)
  if (swap.state === 'refused' || swap.state === 'withdrawn') return refuse('swap.off', what)
  const decide = { situation, swap, me, reason: typed.reason }
  if (typed.answer === '批准') {
    if (swap.state === 'approved') return refuse('swap.moved', what)
    return swap.state === 'agreed' ? approve(decide) : refuse('swap.not_agreed', what)
  }
  if (swap.state !== 'approved') return stop(decide)
  if (swap.now_id === null) return refuse('swap.gone_on', what)
  return swap.from_away ? refuse('swap.back_away', what) : giveBack(decide, swap.now_id)
}

interface Deciding {
  situation: OfSwap
  swap: Swap
  me: number
  reason: string | undefined
}

function parts({ situation, swap, me }: Deciding, action: string) {
  const { key, now } = situation
  const by = { actorId: me, message: key, at: now }
  const act = {
    action,
    subject: `shift:${swap.shift_id} person:${swap.from_id} person:${swap.to_id}`,
    communityId: swap.community_id,
  }
  const lost = otherwise(key, JSON.stringify(outcomeOfRefusal(situation, refuse('swap.changed_now'))))
  return { by, what: wordsOf(swap), checked: [recordIfChanged(act, by), lost] }
}

/** The same letter for both. */
const toBoth = ({ situation: { key }, swap }: Deciding, say: Line[], when: ReturnType<typeof swapEndedSo>) =>
  [swap.from_id, swap.to_id].map((to) => ({ to, say, dedupe: `swap-decided/${key}/${to}`, when }))

function approve(deciding: Deciding): Decision {
  const { swap } = deciding
  const { by, what, checked } = parts(deciding, 'swap.approve')
  return {
    say: [line('swap.approved', what), line('swap.told_both')],
    offer: [offer('offer.swaps', '/换班')],
    writes: [approveSwap(swap, by), ...checked, ...handOver(swap.shift_id, by, by.actorId)],
    mail: toBoth(
      deciding,
      [line('mail.swap_approved', what)],
      swapEndedSo(swap.shift_id, 'approved', by.message),
    ),
  }
}

function stop(deciding: Deciding): Decision {
  const { swap, reason } = deciding
  const { by, what, checked } = parts(deciding, 'swap.refuse')
  const say = reason
    ? line('mail.swap_stopped_reason', { ...what, note: reason })
    : line('mail.swap_stopped', what)
  return {
    say: [line('swap.stopped', what), line('swap.told_both')],
    offer: [offer('offer.swaps', '/换班')],
    writes: [endSwap(swap.id, 'refused', by), ...checked],
    mail: toBoth(deciding, [say], swapEndedSo(swap.shift_id, 'refused', by.message)),
  }
}

/** A swap the other way round; the old shift stays swapped, a new one stands for it. */
function giveBack(deciding: Deciding, shift: number): Decision {
  const { swap, reason } = deciding
  const { by, what, checked } = parts(deciding, 'swap.return')
  const say = reason
    ? line('mail.swap_returned_reason', { ...what, note: reason })
    : line('mail.swap_returned', what)
  return {
    say: [line('swap.returned', what), line('swap.told_both')],
    offer: [offer('offer.shifts', '/值班表')],
    writes: [
      assignSwap({ shift, from: swap.to_id, to: swap.from_id }, by),
      ...checked,
      ...handOver(shift, by, by.actorId),
    ],
    mail: toBoth(deciding, [say], swapEndedSo(shift, 'approved', by.message)),
  }
}
