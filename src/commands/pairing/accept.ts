import { addDays, dayOf } from '../../domain/calendar/shanghai.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { line, offer } from '../../domain/say.ts'
import { instead, otherwise } from '../../store/inbox.ts'
import { type Mail, post } from '../../store/mail.ts'
import { lastPairingQuery, openPairingQuery, placesOfPairing } from '../../store/pairing.ts'
import { secretariesQuery } from '../../store/secretaries.ts'
import { beginPairing, begunBy, sayYes } from '../../store/settle-pairing.ts'
import { openSwapsQuery } from '../../store/swap.ts'
import { aboutPartner } from '../args/about-partner.ts'
import { args, optional } from '../args/args.ts'
import { type Decision, defineCommand } from '../define.ts'
import { registered } from '../gates.ts'
import { outcomeOf, outcomeOfRefusal } from '../outcome.ts'
import { mySide } from './pair-lines.ts'
import { nothingToAnswer, otherQuestion } from './pair-question.ts'
import { meetLines } from './partner-lines.ts'

/**
 * `/同意`: my yes to the partner I am asked about (R087). With the other's yes, whoever was first, both are partners and
 * hear how to meet; the secretary is told. Where a shift swap waits for me too, I am asked which is meant. Refuses with
 * pair.no_question and what became of it: pair.was_over, pair.too_late, pair.have_partner, pair.changed_now;
 * in a group with pair.nothing_here.
 */
export const accept = defineCommand({
  name: '同意',
  aliases: ['accept', '同意搭档', '愿意'],
  topic: 'pair',
  usage: '/同意',
  example: '/同意',
  args: args({ about: optional(aboutPartner) }),
  who: registered,
  read: ({ sender, at }) => ({
    open: openPairingQuery(sender, dayOf(at)),
    last: lastPairingQuery(sender),
    swaps: openSwapsQuery('to', sender, at),
    told: secretariesQuery(placesOfPairing(sender), sender),
  }),
  decide: (situation): Decision | Refusal => {
    const { args, facts, who, at, now, key, policy } = situation
    const me = who.person
    if (!me) return refuse('who.unregistered')
    const [pairing] = facts.open
    const waits = pairing?.state === 'asked' && mySide(pairing, me.id).myYes === null ? pairing : undefined
    const which = otherQuestion(facts, who, waits, args.about !== undefined, '同意')
    if (which) return which
    if (pairing?.state !== 'asked') return nothingToAnswer(facts, at, who)
    const mine = mySide(pairing, me.id)
    if (!waits)
      return {
        say: [line(who.inGroup ? 'pair.heard_yes' : 'pair.yes_already', { until: pairing.answer_by })],
      }
    if (pairing.answer_by <= at) return refuse(who.inGroup ? 'pair.nothing_here' : 'pair.too_late')

    const term = addDays(dayOf(at), policy.pairTermDays)
    const what = { name: mine.other.name, kind: [`kind.${mine.other.kind}`], to: term }
    const together = [line('pair.active', what), ...meetLines(null)]
    const next = [offer('offer.partner', '/搭档'), offer('offer.orders', '/订单')]
    const begun: Decision = who.inGroup ? { say: [line('pair.heard_yes')] } : { say: together, offer: next }
    const when = begunBy(pairing.id, key)
    // Not as mail: nobody is told of before the write knows that it is so.
    const letters: Mail[] = [
      ...(who.inGroup
        ? [{ to: me.id, say: together, offer: next, dedupe: `pair/began/${pairing.id}/${me.id}`, when }]
        : []),
      {
        to: mine.other.id,
        say: [
          line('mail.pair_active', { name: me.name ?? '', kind: [`kind.${me.kind ?? 'member'}`], to: term }),
          ...meetLines(null),
        ],
        offer: next,
        dedupe: `pair/began/${pairing.id}/${mine.other.id}`,
        when,
      },
      ...facts.told
        .filter(({ person_id }) => person_id !== mine.other.id)
        .map(({ person_id }) => ({
          to: person_id,
          say: [line('mail.pair_began', { member: pairing.member, volunteer: pairing.volunteer, to: term })],
          dedupe: `pair/began/${pairing.id}/s${person_id}`,
          when,
        })),
    ]
    return {
      say: who.inGroup
        ? [line('pair.heard_yes')]
        : [line('pair.yes', { until: pairing.answer_by }), line('pair.yes_next')],
      offer: who.inGroup ? [] : [offer('offer.partner', '/搭档')],
      writes: [
        sayYes(pairing.id, mine.side, now),
        otherwise(key, JSON.stringify(outcomeOfRefusal(situation, refuse('pair.changed_now')))),
        beginPairing(pairing.id, term, { actorId: me.id, message: key, at: now }),
        instead(key, JSON.stringify(outcomeOf(situation, begun)), when),
        ...letters.map((letter) => post(letter, now)),
      ],
      speaks: true,
    }
  },
})
