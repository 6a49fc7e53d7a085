import { openMonth } from '../../domain/calendar/booking.ts'
import { dayOf, HOUR } from '../../domain/calendar/shanghai.ts'
import { checkOut as end } from '../../domain/ledger/check-out.ts'
import { refuse } from '../../domain/refusal.ts'
import { line, offer } from '../../domain/say.ts'
import { openDutyQuery, shiftOf } from '../../store/duty.ts'
import { noteOn } from '../../store/enter.ts'
import { otherwise } from '../../store/inbox.ts'
import { sinceOpenDuty, standingQuery, wordlessQuery } from '../../store/ledger.ts'
import { confirmByRule } from '../../store/verdicts.ts'
import { afterwards, wordForDuty } from '../args/afterwards.ts'
import { args, optional } from '../args/args.ts'
import { rest } from '../args/rest.ts'
import { type Decision, defineCommand, type Situation } from '../define.ts'
import { known } from '../gates.ts'
import { outcomeOf } from '../outcome.ts'
import { closing, closingLines } from './closing.ts'

/** How long after its end a plain sentence may still be the word on a duty. */
const wordWithin = 2 * HOUR

/**
 * `/签退 做了什么`: ends the running duty, whatever the rules say about its hours. With nothing running it adds the
 * word on the outcome to the last duty that lacks one (R015). After an end without it, a plain sentence in private is that
 * word (`/签退 补一句 …`), which never ends another duty.
 */
export const checkOut = defineCommand({
  name: '签退',
  aliases: ['下岗', 'checkout', 'qt'],
  topic: 'duty',
  usage: '/签退 做了什么',
  example: '/签退 打扫了3栋楼道',
  args: args({ afterwards: optional(afterwards), note: optional(rest) }),
  who: known,
  read: ({ sender, at }) => ({
    open: openDutyQuery(sender),
    standing: standingQuery(sender, sinceOpenDuty(sender, dayOf(at)), dayOf(at)),
    wordless: wordlessQuery(sender),
  }),
  decide: (situation) => {
    const { facts, at, now, key, policy, args, who } = situation
    const [duty] = facts.open
    if (args.afterwards) {
      const isRecent = (facts.wordless[0]?.ended_at ?? 0) >= at - wordWithin
      return isRecent && args.note ? addOutcome(facts.wordless, situation) : { say: [line('talk')] }
    }
    if (!duty) return addOutcome(facts.wordless, situation)

    const done = end({ ...duty, shift: shiftOf(duty) }, at, facts.standing, policy, now)
    const asks = !who.inGroup && !args.note && done.nothing === undefined
    const lost = outcomeOf(situation, { say: [line('duty.none')] })
    return {
      say: closingLines(duty, done, args.note, policy.shortestDutyMinutes, {
        verified: who.person?.state === 'verified',
        ...(asks && { ask: 'duty.ask_outcome_private' }),
      }),
      offer: [offer('offer.me', '/我的')],
      ...(asks && { takes: wordForDuty }),
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
