import { isRefusal } from '../domain/refusal.ts'
import { answerWithout } from './answer-without.ts'
import type { Decision, Situation } from './define.ts'
import { type Outcome, outcomeOf, outcomeOfRefusal } from './outcome.ts'
import type { Understood } from './understand.ts'

/** The outcome of what was heard, and the decision behind it when it is more than words. */
export function answer(
  heard: Understood,
  hasMail: boolean,
  situation: Omit<Situation<unknown, unknown>, 'args' | 'typed' | 'by'>,
): { outcome: Outcome; decision?: Decision } {
  const { who } = situation
  if (heard.is === 'wrong') {
    return {
      outcome: outcomeOfRefusal(situation, heard.command.who(who) ?? heard.refusal, heard.command),
    }
  }
  if (heard.is !== 'command') return { outcome: outcomeOf(situation, answerWithout(heard, who, hasMail)) }
  const { command, args, typed, by } = heard
  const decided =
    command.who(who) ?? command.decide({ ...situation, args, typed, by } as Situation<never, never>)
  if (isRefusal(decided)) return { outcome: outcomeOfRefusal(situation, decided, command) }
  return { outcome: outcomeOf(situation, decided), decision: decided }
}

/** The name of the command that was heard, if it was one. */
export const commandOf = (heard: Understood): string | null =>
  'command' in heard && typeof heard.command !== 'string' ? heard.command.name : null
