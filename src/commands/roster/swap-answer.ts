import { dayOf } from '../../domain/calendar/shanghai.ts'
import { calendarOf } from '../../domain/calendar/working-days.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { needsYes } from '../../domain/roster/swap.ts'
import { line, offer } from '../../domain/say.ts'
import { otherwise } from '../../store/inbox.ts'
import { agreedAt, agreeSwap, approveSwap, endSwap, handOver, swapEndedSo } from '../../store/settle-swap.ts'
import type { Swap } from '../../store/swap.ts'
import type { SwapAnswer } from '../args/swap.ts'
import type { Decision, Situation } from '../define.ts'
import { outcomeOfRefusal } from '../outcome.ts'
import { answerOffer, type OfSwap, whichSwap, wordsOf } from './swap-lines.ts'

type Answer = SwapAnswer & { answer: '同意' | '不同意' | '撤回' }

/**
 * The yes or no of somebody who was asked, and the asker's change of mind. Refuses with swap.nothing, swap.lapsed,
 * swap.you_busy, swap.you_away, and what became of the swap since: swap.waits_secretary, swap.moved, swap.off.
 */
export function answerSwap(situation: OfSwap, typed: Answer): Decision | Refusal {
  const { facts, who, at } = situation
  const me = who.person?.id
  if (me === undefined) return refuse('who.unregistered')
  const back = typed.answer === '撤回'
  const open = back ? facts.fromMe : facts.toMe.filter(({ state }) => state === 'asked')
  const numbered = facts.ofShift.filter((one) => (back ? one.from_id : one.to_id) === me)
  const fitting = typed.shift === undefined ? open : numbered
  const [swap, ...more] = fitting
  if (!swap) return refuse(back ? 'swap.nothing_asked' : 'swap.nothing')
  if (more.length > 0) return whichSwap(fitting, typed.answer)
  const settled = settledSince(swap, back)
  if (settled) return settled
  if (swap.starts_at <= at || swap.shift_state !== 'planned') return refuse('swap.lapsed', wordsOf(swap))
  if (back) return withdrawSwap(situation, swap)
  return typed.answer === '同意' ? agree(situation, swap, me) : disagree(situation, swap, me, typed.reason)
}

/** What became of it, when it does not wait for this answer any more. */
function settledSince(swap: Swap, back: boolean): Refusal | undefined {
  if (swap.state === 'asked' || (back && swap.state === 'agreed')) return undefined
  if (swap.state === 'agreed') return refuse('swap.waits_secretary', wordsOf(swap))
  return refuse(swap.state === 'approved' ? 'swap.moved' : 'swap.off', wordsOf(swap))
}

function agree(situation: OfSwap, swap: Swap, me: number): Decision | Refusal {
  const { facts, at, now, key, policy } = situation
  const what = wordsOf(swap)
  if (swap.to_away) return refuse('swap.you_away', { day: swap.day })
  if (swap.to_busy) return refuse('swap.you_busy', what)
  const lost = otherwise(key, JSON.stringify(outcomeOfRefusal(situation, refuse('swap.changed_now'))))
  const secretaries = facts.told.filter(({ community_id }) => community_id === swap.community_id)
  if (needsYes(swap.first_day, dayOf(at), calendarOf(facts.calendar), policy.tenureDays)) {
    const early = { ...what, days: policy.tenureDays }
    const when = agreedAt(swap.id, now)
    return {
      say: [line('swap.agreed_waits', early)],
      offer: [offer('offer.swaps', '/换班')],
      writes: [agreeSwap(swap.id, swap.to_id, now), lost],
      mail: [
        { to: swap.from_id, say: [line('mail.swap_agreed_waits', early)], dedupe: `swap-waits/${key}`, when },
        ...secretaries.map(({ person_id }) => ({
          to: person_id,
          say: [line('mail.swap_to_approve', early)],
          offer: [answerOffer('批准', swap.shift_id), answerOffer('退回', swap.shift_id)],
          dedupe: `swap-approve/${key}/${person_id}`,
          expiresAt: swap.starts_at,
          when,
        })),
      ],
    }
  }
  const by = { actorId: me, message: key, at: now }
  const when = swapEndedSo(swap.shift_id, 'approved', key)
  return {
    say: [line('swap.agreed', what)],
    offer: [offer('offer.shifts', '/值班表')],
    writes: [approveSwap(swap, by), lost, ...handOver(swap.shift_id, by, null)],
    mail: [
      { to: swap.from_id, say: [line('mail.swap_agreed', what)], dedupe: `swap-agreed/${key}`, when },
      ...secretaries
        .filter(({ person_id }) => person_id !== swap.from_id)
        .map(({ person_id }) => ({
          to: person_id,
          say: [line('mail.swap_done', what)],
          offer: [answerOffer('退回', swap.shift_id)],
          dedupe: `swap-done/${key}/${person_id}`,
          when,
        })),
    ],
  }
}

function disagree(situation: OfSwap, swap: Swap, me: number, reason: string | undefined): Decision {
  const { now, key } = situation
  const what = wordsOf(swap)
  return {
    say: [line('swap.refused'), line('swap.refused_fine')],
    offer: [offer('offer.swaps', '/换班')],
    writes: [
      endSwap(swap.id, 'refused', { actorId: me, message: key, at: now }, ['asked']),
      otherwise(key, JSON.stringify(outcomeOfRefusal(situation, refuse('swap.changed_now')))),
    ],
    mail: [
      {
        to: swap.from_id,
        say: [
          reason
            ? line('mail.swap_refused_reason', { ...what, note: reason })
            : line('mail.swap_refused', what),
        ],
        dedupe: `swap-refused/${key}`,
        when: swapEndedSo(swap.shift_id, 'refused', key),
      },
    ],
  }
}

/** The asker takes it back, here and by `/撤销`; the write decides against the other's yes at the same instant. */
export function withdrawSwap(situation: Situation<unknown, unknown>, swap: Swap): Decision {
  const { now, key } = situation
  const what = wordsOf(swap)
  return {
    say: [line('swap.withdrawn', what)],
    offer: [offer('offer.swaps', '/换班')],
    writes: [
      endSwap(swap.id, 'withdrawn', { actorId: swap.from_id, message: key, at: now }),
      otherwise(key, JSON.stringify(outcomeOfRefusal(situation, refuse('swap.changed_now')))),
    ],
    mail: [
      {
        to: swap.to_id,
        say: [line('mail.swap_withdrawn', what)],
        dedupe: `swap-withdrawn/${key}`,
        when: swapEndedSo(swap.shift_id, 'withdrawn', key),
      },
    ],
  }
}
