import { DAY } from '../../domain/calendar/shanghai.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { isReviewer } from '../../domain/roles.ts'
import { line, offer } from '../../domain/say.ts'
import type { Pairing } from '../../store/pairing.ts'
import type { Swap } from '../../store/swap.ts'
import type { Decision, Who } from '../define.ts'
import { answerOffer, wordsOf } from '../roster/swap-lines.ts'
import { mySide } from './pair-lines.ts'

/** How long what became of a question is still told. */
const recent = 14 * DAY

/**
 * A shift swap waits for an answer as well: which of the two is meant, by number. A swap alone is answered by its own
 * command, which is offered; nothing is guessed (rule 8.2). A group does not hear that somebody is asked about a partner.
 */
export function otherQuestion(
  { swaps }: { swaps: readonly Swap[] },
  { person, inGroup }: Who,
  pairing: Pairing | undefined,
  named: boolean,
  answer: '同意' | '婉拒',
  reason = '',
): Decision | undefined {
  const open = swaps.filter(({ state }) => state === 'asked').slice(0, 4)
  if (named || !person || open.length === 0) return undefined
  if (pairing && inGroup) return { say: [line('pair.which_private', { command: `/${answer}` })] }
  const other = pairing && mySide(pairing, person.id).other
  const word = answer === '同意' ? '同意' : '不同意'
  return {
    say: [
      line(other ? 'pair.which' : 'pair.only_swap'),
      ...(other ? [line('pair.asks_you', { name: other.name, kind: [`kind.${other.kind}`] })] : []),
      ...open.map((swap) => line('swap.asks_you', wordsOf(swap))),
    ],
    offer: [
      ...(other
        ? [offer(answer === '同意' ? 'offer.accept' : 'offer.decline', `/${answer} 搭档 ${reason}`.trim())]
        : []),
      ...open.map(({ shift_id }) => answerOffer(word, shift_id, reason)),
    ],
  }
}

/** Why there is nothing to say yes or no to: no question, or what became of the last one, which a group does not hear. */
export function nothingToAnswer(
  {
    open,
    last: [last],
  }: {
    open: readonly Pairing[]
    last: readonly { state: 'declined' | 'lapsed' | 'withdrawn' | 'ended'; mine: number; at: number }[]
  },
  at: number,
  { inGroup, roles }: Who,
): Refusal {
  if (inGroup) return refuse('pair.nothing_here')
  if (open.length > 0) return refuse('pair.have_partner')
  if (!last || last.state === 'ended' || last.at < at - recent)
    return refuse(isReviewer(roles) ? 'pair.no_question_keeper' : 'pair.no_question')
  if (last.state === 'declined' && last.mine) return refuse('pair.declined_before')
  return refuse(last.state === 'lapsed' ? 'pair.too_late' : 'pair.was_over')
}
