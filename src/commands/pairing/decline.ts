import { dayOf } from '../../domain/calendar/shanghai.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { type Line, line, offer } from '../../domain/say.ts'
import { askedAfter, nobodyAfter } from '../../store/ask-pairs.ts'
import { otherwise } from '../../store/inbox.ts'
import { type Mail, post } from '../../store/mail.ts'
import { seekSoon } from '../../store/pair-wish.ts'
import {
  lastPairingQuery,
  openPairingQuery,
  otherOfPairing,
  placeOfPairing,
  placesOfPairing,
  roundOfPairing,
} from '../../store/pairing.ts'
import { secretariesQuery } from '../../store/secretaries.ts'
import { declinePairing, keepReason, settledBy } from '../../store/settle-pairing.ts'
import { openSwapsQuery } from '../../store/swap.ts'
import { aboutPartner } from '../args/about-partner.ts'
import { args, optional } from '../args/args.ts'
import { rest } from '../args/rest.ts'
import { type Decision, defineCommand } from '../define.ts'
import { registered } from '../gates.ts'
import { outcomeOfRefusal } from '../outcome.ts'
import { mySide } from './pair-lines.ts'
import { askNext } from './pair-next.ts'
import { poolOf, readPool } from './pair-pool.ts'
import { nothingToAnswer, otherQuestion } from './pair-question.ts'

/** Characters of a reason that are kept. */
const longestReason = 200

/**
 * `/婉拒 理由`: my no to the partner I am asked about, which costs nothing; only the secretary reads the reason. The other
 * is asked about the next best at once, nobody twice about the same pair in a round; where there is nobody they hear that
 * they come first next time (rule 8.15). Refuses as `/同意` does.
 */
export const decline = defineCommand({
  name: '婉拒',
  aliases: ['decline', '婉拒搭档', '不同意', '不愿意'],
  topic: 'pair',
  usage: '/婉拒 理由',
  example: '/婉拒 最近要照顾孩子',
  args: args({ about: optional(aboutPartner), note: optional(rest) }),
  who: registered,
  read: ({ sender, at }) => {
    const pool = readPool(placeOfPairing(sender), at, {
      round: roundOfPairing(sender),
      also: otherOfPairing(sender),
    })
    return {
      open: openPairingQuery(sender, dayOf(at)),
      last: lastPairingQuery(sender),
      swaps: openSwapsQuery('to', sender, at),
      told: secretariesQuery(placesOfPairing(sender), sender),
      ...pool,
    }
  },
  decide: (situation): Decision | Refusal => {
    const { args, facts, who, at, now, key } = situation
    const me = who.person
    if (!me) return refuse('who.unregistered')
    const [pairing] = facts.open
    const waits = pairing?.state === 'asked' ? pairing : undefined
    const reason = [...(args.note ?? '')].slice(0, longestReason).join('')
    const which = otherQuestion(facts, who, waits, args.about !== undefined, '婉拒', reason)
    if (which) return which
    if (!pairing || !waits) return nothingToAnswer(facts, at, who)

    const { other } = mySide(pairing, me.id)
    const place = { community: pairing.community_id, round: pairing.round, key, now }
    const isDone = settledBy(pairing.id, key)
    // Who says no is not asked about anybody else now.
    const pool = poolOf({ ...facts, people: facts.people.filter(({ id }) => id !== me.id) })
    const asked = [...pool.asked, [pairing.member_id, pairing.volunteer_id] as const]
    const next = askNext({ ...pool, asked }, other.id, place, isDone)
    const proposed = askedAfter(pairing, key)
    const nobody = nobodyAfter(pairing, key)
    const name = (id: number) => facts.people.find((one) => one.id === id)?.name ?? ''
    const about = [
      line('mail.pair_declined', { name: me.name ?? '', other: other.name }),
      ...(reason === '' ? [] : [line('mail.pair_reason', { note: reason })]),
    ]
    const toSecretaries = (code: string, more: Line, when: Mail['when']): Mail[] =>
      facts.told.map(({ person_id }) => ({
        to: person_id,
        say: [...about, more],
        offer: [offer('offer.pair', '/配对')],
        dedupe: `pair/declined/${pairing.id}/${code}/${person_id}`,
        ...(when && { when }),
      }))
    const letters: Mail[] = [
      ...(next
        ? toSecretaries(
            'next',
            line('mail.pair_next', {
              member: name(next.pair.member),
              volunteer: name(next.pair.volunteer),
              score: next.pair.score,
            }),
            proposed,
          )
        : []),
      ...toSecretaries('none', line('mail.pair_no_next', { name: other.name }), nobody),
      {
        to: other.id,
        say: [line('mail.pair_nobody'), line('mail.pair_first')],
        offer: [offer('offer.partner', '/搭档')],
        dedupe: `pair/nobody/${pairing.id}/${other.id}`,
        when: nobody,
      },
    ]
    return {
      say: who.inGroup ? [line('pair.heard_no')] : [line('pair.declined'), line('pair.declined_fine')],
      offer: who.inGroup ? [] : [offer('offer.pair_out', '/搭档 不参加')],
      writes: [
        declinePairing(pairing.id, { actorId: me.id, message: key, at: now }),
        otherwise(key, JSON.stringify(outcomeOfRefusal(situation, refuse('pair.changed_now')))),
        ...(reason === '' ? [] : [keepReason(pairing.id, me.id, reason, key)]),
        ...(next?.writes ?? []),
        ...(next ? [seekSoon(other.id, nobody)] : []),
        ...letters.map((letter) => post(letter, now)),
      ],
      speaks: true,
    }
  },
})
