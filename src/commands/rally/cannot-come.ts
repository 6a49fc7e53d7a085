import { type Refusal, refuse } from '../../domain/refusal.ts'
import { line, offer } from '../../domain/say.ts'
import type { MyRally } from '../../store/rally-for.ts'
import { fold } from '../../text/fold.ts'
import { args, optional } from '../args/args.ts'
import { rest } from '../args/rest.ts'
import { type Decision, defineCommand } from '../define.ts'
import { anyone } from '../gates.ts'
import { meantRally, rallyAsked } from './meant-rally.ts'
import { titleLine } from './rally-lines.ts'

/** 收到，来不了 is no coming; 来不了的我去叫 and 来得了 speak of something else. */
const CANNOT =
  /(?:[来去到](?:不了|不成|不及)|赶不(?:到|来|过来|过去|上)|不能(?:来|去|到|参加)|没法(?:来|去|参加)|没办法(?:来|去|参加)|参加不了)(?!的|吗|\?)/

/** Whether the words behind 收到 say that somebody does not come. */
export const saysCannot = (note: string | undefined): boolean => note !== undefined && CANNOT.test(fold(note))

/** The answer to who cannot come: nothing is counted, and what to do. In a group nothing of why. */
export const cannotCome = (rally: MyRally): Decision => ({
  say: [
    line(rally.my_answer === null ? 'rally.cannot' : 'rally.cannot_after'),
    titleLine(rally),
    line('rally.cannot_how'),
  ],
  offer: rally.my_answer === null ? [offer('offer.answer_rally', '/收到')] : [],
})

/**
 * `来不了`: whoever is called to a rally and cannot come is not counted as coming, and hears what to do. A word of talk while
 * no rally is open; in private then how leave is asked for and an order given back. Refuses with rally.cannot_else,
 * who.unregistered.
 */
export const cannotComeCommand = defineCommand({
  name: '来不了',
  aliases: ['去不了', '我来不了', '我去不了', '参加不了'],
  slashOnly: true,
  topic: 'duty',
  usage: '/来不了',
  example: '/来不了',
  args: args({ note: optional(rest) }),
  hidden: () => true,
  who: anyone,
  read: (ask) => ({ rally: rallyAsked(ask) }),
  decide: (situation): Decision | Refusal => {
    const { facts, who, by } = situation
    const rally = meantRally(facts.rally, situation)
    if (!rally) return who.inGroup && by === 'word' ? { say: [] } : refuse('rally.cannot_else')
    return who.person?.unit_id ? cannotCome(rally) : refuse('who.unregistered')
  },
})
