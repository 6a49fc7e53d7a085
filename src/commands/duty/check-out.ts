import { openMonth } from '../../domain/calendar/booking.ts'
import { dayOf } from '../../domain/calendar/shanghai.ts'
import { checkOut as end } from '../../domain/ledger/check-out.ts'
import { refuse } from '../../domain/refusal.ts'
import { line, offer } from '../../domain/say.ts'
import { openDutyQuery, shiftOf } from '../../store/duty.ts'
import { noteOn } from '../../store/enter.ts'
import { otherwise } from '../../store/inbox.ts'
import { sinceOpenDuty, standingQuery, wordlessQuery } from '../../store/ledger.ts'
import { confirmByRule } from '../../store/verdicts.ts'
import { args, optional } from '../args/args.ts'
import { rest } from '../args/rest.ts'
import { type Decision, defineCommand, type Situation } from '../define.ts'
import { known } from '../gates.ts'
import { outcomeOf } from '../outcome.ts'
import { closing, closingLines } from './closing.ts'

/**
 * `/签退 做了什么`: ends the running duty, whatever the rules say about its hours. With nothing running it adds the
 * word on the outcome to the last duty that lacks one (R015).
 */
export const checkOut = defineCommand({
  name: '签退',
  aliases: ['下岗', 'checkout', 'qt'],
  topic: 'duty',
  usage: '/签退 做了什么',
  example: '/签退 打扫了3栋楼道',
  args: args({ note: optional(rest) }),
  who: known,
  read: ({ sender, at }) => ({
    open: openDutyQuery(sender),
    standing: standingQuery(sender, sinceOpenDuty(sender, dayOf(at)), dayOf(at)),
    wordless: wordlessQuery(sender),
  }),
  decide: (situation) => {
    const { facts, at, now, key, policy, args, who } = situation
    const [duty] = facts.open
    if (!duty) return addOutcome(facts.wordless, situation)

    const done = end({ ...duty, shift: shiftOf(duty) }, at, facts.standing, policy, now)
    const lost = outcomeOf(situation, { say: [line('duty.none')] })
    return {
      say: closingLines(duty, done, args.note, policy.shortestDutyMinutes, {
        verified: who.person?.state === 'verified',
      }),
      offer: [offer('offer.me', '/我的')],
      writes: closing(
        duty,
        done,
        { key, actorId: done.endedBy === 'system' ? null : duty.person_id, now },
        { note: args.note, numbers: '$.say[1].params.entries', next: [otherwise(key, JSON.stringify(lost))] },
      ),
    }
  },
})

type Wordless = {
  id: number
  duty_id: number | null
  service_day: string
  started_at: number | null
  ended_at: number | null
  waits_for: string
}

function addOutcome(
  wordless: readonly Wordless[],
  { args, who, key, now }: Situation<{ note: string | undefined }, unknown>,
): Decision | ReturnType<typeof refuse> {
  const [latest] = wordless
  const { note } = args
  const personId = who.person?.id
  if (!latest || personId === undefined) return refuse('duty.none')
  const entries = wordless.filter((entry) => entry.duty_id === latest.duty_id).reverse()
  const about = {
    entries: entries.map((entry) => `T${entry.id}`),
    from: entries[0]?.started_at ?? 0,
    to: latest.ended_at ?? 0,
  }
  if (!note) return refuse('duty.none_but_wordless', about)
  // Of a shift nothing else is missing (rule 8.14).
  const ready = entries.some(({ waits_for }) => waits_for === '')
  const all = entries.every(({ waits_for }) => waits_for === '') && who.person?.state === 'verified'
  return {
    say: [line(all ? 'duty.outcome_confirmed' : 'duty.outcome_added', about), line('duty.outcome', { note })],
    offer: [offer('offer.me', '/我的')],
    writes: [
      ...entries.map((entry) => noteOn('entry', entry.id, personId, note)),
      ...(ready ? [confirmByRule([personId], key, now, openMonth(now))] : []),
    ],
  }
}
