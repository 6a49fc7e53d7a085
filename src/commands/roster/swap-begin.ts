import { dayOf } from '../../domain/calendar/shanghai.ts'
import { calendarOf } from '../../domain/calendar/working-days.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { needsYes } from '../../domain/roster/swap.ts'
import { line, offer } from '../../domain/say.ts'
import { recordIfChanged } from '../../store/audit.ts'
import { otherwise } from '../../store/inbox.ts'
import type { Candidate } from '../../store/role.ts'
import { askedFor, askSwap, assignSwap, handOver, swapEndedSo } from '../../store/settle-swap.ts'
import type { ShiftToSwap } from '../../store/shifts-to-swap.ts'
import type { Decision } from '../define.ts'
import { outcomeOfRefusal } from '../outcome.ts'
import { answerOffer, type OfSwap, wordsOf } from './swap-lines.ts'

/** Asks the other in private; until then the shift stays where it is. */
export function ask(situation: OfSwap, shift: ShiftToSwap, taker: Candidate): Decision | Refusal {
  const { facts, who, at, now, key, policy } = situation
  if (!who.person) return refuse('who.unregistered')
  const what = wordsOf({ ...shift, shift_id: shift.id, from: who.person.name ?? '', to: taker.name ?? '' })
  if (shift.asked !== null) return refuse('swap.waiting', { ...what, to: shift.asked })
  const early = needsYes(shift.first_day, dayOf(at), calendarOf(facts.calendar), policy.tenureDays)
  return {
    say: [
      line('swap.asked', what),
      line('swap.until'),
      ...(early ? [line('swap.early', { days: policy.tenureDays })] : []),
    ],
    offer: [offer('offer.undo', '/撤销'), offer('offer.swaps', '/换班')],
    writes: [
      askSwap({ shift: shift.id, from: who.person.id, to: taker.id, at: now, message: key }),
      otherwise(key, JSON.stringify(outcomeOfRefusal(situation, refuse('swap.just_now')))),
    ],
    mail: [
      {
        to: taker.id,
        say: [line('mail.swap_asked', what), line('mail.swap_free')],
        offer: [answerOffer('同意', shift.id), answerOffer('不同意', shift.id)],
        dedupe: `swap-asked/${key}`,
        expiresAt: shift.starts_at,
        when: askedFor(shift.id, key),
      },
    ],
  }
}

/** The secretary's own act: the shift goes over at once, both are told. */
export function assign(
  situation: OfSwap,
  shift: ShiftToSwap,
  owner: { id: number; name: string },
  taker: Candidate,
): Decision | Refusal {
  const { who, now, key } = situation
  if (!who.person) return refuse('who.unregistered')
  const what = wordsOf({ ...shift, shift_id: shift.id, from: owner.name, to: taker.name ?? '' })
  const by = { actorId: who.person.id, message: key, at: now }
  const act = {
    action: 'swap.assign',
    subject: `shift:${shift.id} person:${owner.id} person:${taker.id}`,
    communityId: shift.community_id,
  }
  const when = swapEndedSo(shift.id, 'approved', key)
  return {
    say: [line('swap.assigned', what), line('swap.told_both')],
    offer: [answerOffer('退回', shift.id)],
    writes: [
      assignSwap({ shift: shift.id, from: owner.id, to: taker.id }, by),
      recordIfChanged(act, by),
      otherwise(key, JSON.stringify(outcomeOfRefusal(situation, refuse('swap.just_now')))),
      ...handOver(shift.id, by, who.person.id),
    ],
    mail: [
      { to: owner.id, say: [line('mail.swap_taken_off', what)], dedupe: `swap-off/${key}`, when },
      { to: taker.id, say: [line('mail.swap_given', what)], dedupe: `swap-given/${key}`, when },
    ].filter(({ to }) => to !== by.actorId),
  }
}
