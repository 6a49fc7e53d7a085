import { addDays, dayOf, daysBetween } from '../../domain/calendar/shanghai.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { line, offer } from '../../domain/say.ts'
import { instead, otherwise } from '../../store/inbox.ts'
import { post } from '../../store/mail.ts'
import { comeBack, stayOut } from '../../store/pair-wish.ts'
import { endsOn, prolong, runsTo, setGoal, wantMore } from '../../store/settle-pairing.ts'
import { clean } from '../../text/clean.ts'
import type { Decision } from '../define.ts'
import { outcomeOf, outcomeOfRefusal } from '../outcome.ts'
import { mySide } from './pair-lines.ts'
import type { OfPartner } from './partner-facts.ts'

/** Characters of a goal. */
const longestGoal = 60
/** So many days before its end a term may be prolonged. */
const prolongWithin = 30

const lost = (situation: OfPartner) =>
  otherwise(situation.key, JSON.stringify(outcomeOfRefusal(situation, refuse('pair.changed_now'))))

/** `/搭档 目标 …`: either may say what the two want to do; the other is told. Refuses with pair.no_partner, pair.goal_how, pair.goal_long. */
export function setOurGoal(situation: OfPartner, typed: string): Decision | Refusal {
  const { facts, who, key } = situation
  const [pairing] = facts.open
  if (!who.person || pairing?.state !== 'active') return refuse('pair.no_partner')
  const goal = clean(typed).trim()
  if (goal === '') return refuse('pair.goal_how')
  if ([...goal].length > longestGoal) return refuse('pair.goal_long', { most: longestGoal })
  const { other } = mySide(pairing, who.person.id)
  return {
    say: [line('pair.goal_set', { goal })],
    offer: [offer('offer.partner', '/搭档')],
    writes: [setGoal(pairing.id, who.person.id, goal), lost(situation)],
    mail: [
      {
        to: other.id,
        say: [line('mail.pair_goal', { name: who.person.name ?? '', goal })],
        offer: [offer('offer.partner', '/搭档')],
        dedupe: `pair/goal/${key}`,
      },
    ],
  }
}

/**
 * `/搭档 续`: I want to go on after the term; with the other's yes it runs as long again. Refuses with pair.no_partner,
 * pair.more_early, pair.changed_now.
 */
export function goOn(situation: OfPartner): Decision | Refusal {
  const { facts, who, at, now, policy, key } = situation
  const [pairing] = facts.open
  if (!who.person || pairing?.state !== 'active' || pairing.term_to === null) return refuse('pair.no_partner')
  const left = daysBetween(dayOf(at), pairing.term_to)
  if (left > prolongWithin) return refuse('pair.more_early', { to: pairing.term_to, days: prolongWithin })
  const { side, other, myMore } = mySide(pairing, who.person.id)
  const to = addDays(pairing.term_to, policy.pairTermDays)
  const what = { name: who.inGroup ? '' : other.name, to }
  const longer: Decision = { say: [line('pair.more_done', what)], offer: [offer('offer.partner', '/搭档')] }
  const when = runsTo(pairing.id, to)
  const [open, begun] = [`pair/more/${pairing.id}/${pairing.term_to}`, `pair/longer/${pairing.id}/${to}`]
  const letter = { to: other.id, say: [line('mail.pair_more_done', { name: who.person.name ?? '', to })] }
  const question = line('mail.pair_more_asked', { name: who.person.name ?? '', to: pairing.term_to })
  return {
    say: [line(myMore === null ? 'pair.more' : 'pair.more_before', what)],
    offer: [offer('offer.partner', '/搭档')],
    writes: [
      wantMore(pairing.id, side, now),
      lost(situation),
      prolong(pairing.id, policy.pairTermDays),
      instead(key, JSON.stringify(outcomeOf(situation, longer)), when),
      post({ ...letter, dedupe: `${begun}/${other.id}`, when }, now),
      post(
        {
          to: other.id,
          say: [question],
          offer: [offer('offer.pair_more', '/搭档 续')],
          dedupe: `${open}/${other.id}`,
          when: endsOn(pairing.id, pairing.term_to),
        },
        now,
      ),
    ],
    speaks: true,
  }
}

/** `/搭档 不参加`, `参加`: in no pool, or in it again; a partner of now stays. */
export function stayOutOrCome({ facts, who, now }: OfPartner, act: 'out' | 'in'): Decision | Refusal {
  if (!who.person) return refuse('who.unregistered')
  const [pairing] = facts.open
  if (act === 'in') {
    return {
      say: [line('pair.in_again'), line('pair.wish_how')],
      offer: [offer('offer.partner', '/搭档')],
      writes: [comeBack(who.person.id)],
    }
  }
  return {
    say: [
      line('pair.stays_out'),
      ...(pairing ? [line(pairing.state === 'asked' ? 'pair.out_asked' : 'pair.out_partner')] : []),
    ],
    offer: [offer('offer.pair_in', '/搭档 参加')],
    writes: stayOut(who.person.id, now),
  }
}
