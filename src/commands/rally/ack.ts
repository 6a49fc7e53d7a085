import { MINUTE } from '../../domain/calendar/shanghai.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { line, offer } from '../../domain/say.ts'
import { instead, otherwise } from '../../store/inbox.ts'
import { answeredAs, answerRally, rallyIsOver } from '../../store/rally-answer.ts'
import { unreceivedQuery } from '../../store/receipt.ts'
import { args, optional } from '../args/args.ts'
import { rest } from '../args/rest.ts'
import { type Decision, defineCommand } from '../define.ts'
import { anyone } from '../gates.ts'
import { outcomeOf, outcomeOfRefusal } from '../outcome.ts'
import { askWhich } from '../wish/which-to-receive.ts'
import { cannotCome, saysCannot } from './cannot-come.ts'
import { meantRally, rallyAsked } from './meant-rally.ts'
import { callLetters, titleLine } from './rally-lines.ts'

/**
 * `/收到`: answers an open rally; each person once, from whatever account and however often (R098); of several the newest that
 * waits for it, and it says which. Typed as a word it counts only while a rally is open there, else it is talk (rule 8.10);
 * with its slash also elsewhere, for who was called. 收到，来不了 counts as no answer. Refuses with rally.none,
 * rally.over_now, who.unregistered.
 */
export const ack = defineCommand({
  name: '收到',
  aliases: ['ack'],
  slashOnly: true,
  topic: 'duty',
  usage: '/收到',
  example: '/收到',
  args: args({ note: optional(rest) }),
  hidden: () => true,
  who: anyone,
  read: (ask) => ({
    rally: rallyAsked(ask),
    wishes: unreceivedQuery(ask.sender),
  }),
  decide: (situation): Decision | Refusal => {
    const { args, facts, who, at, key, by } = situation
    const rally = meantRally(facts.rally, situation)
    const { person } = who
    // 收到 of a wish that was delivered (R048): the number makes sure of which.
    if (!rally && facts.wishes.length > 0 && (by === 'slash' || !who.inGroup))
      return askWhich(facts.wishes, who)
    if (!rally && by === 'word') return { say: who.inGroup ? [] : [line('talk')] }
    if (person?.state !== 'pending' && person?.state !== 'verified') return refuse('who.unregistered')
    if (!rally) return refuse('rally.none')
    if (!person.unit_id || !person.community_id) return refuse('who.unregistered')
    if (saysCannot(args.note)) return cannotCome(rally)
    const name = person.name ?? ''
    const since = (from: number | null) => Math.max(0, Math.floor((at - (from ?? at)) / MINUTE))
    const next = [offer('offer.arrive', '/报到')]
    // Of several open ones, or elsewhere, it is said which.
    const which = rally.open > 1 || rally.here === 0 ? [titleLine(rally)] : []
    const settles = [callLetters(rally.id)]
    const before = {
      settles,
      say: [
        rally.my_arrival === null
          ? line('rally.answered_before', { name })
          : line('rally.arrived_before', { name }),
        ...which,
      ],
      offer: rally.my_arrival === null ? next : [],
    }
    if (rally.my_answer !== null) return before
    return {
      say: [
        line('rally.answered', { name, place: 0, minutes: since(rally.called_at ?? rally.found_at) }),
        ...which,
      ],
      offer: next,
      writes: [
        answerRally(rally.id, {
          person: { id: person.id, unit_id: person.unit_id, community_id: person.community_id },
          key,
          at,
        }),
        otherwise(key, JSON.stringify(outcomeOf(situation, before))),
        instead(
          key,
          JSON.stringify(outcomeOfRefusal(situation, refuse('rally.over_now'))),
          rallyIsOver(rally.id),
        ),
        answeredAs(rally.id, key),
      ],
      settles,
    }
  },
})
