import type { Expression } from 'kysely'
import { dayOf } from '../../domain/calendar/shanghai.ts'
import { judgeCode, wrongCodes } from '../../domain/duty/check-in-code.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { line } from '../../domain/say.ts'
import { countWrongCode, isLockedOut, mayTry, triesLeft } from '../../store/check-in-code.ts'
import { always, type Query } from '../../store/d1.ts'
import { fill, instead, otherwise } from '../../store/inbox.ts'
import type { Decision, Situation } from '../define.ts'
import { outcomeOfRefusal } from '../outcome.ts'

interface CodeFacts {
  seed: { seed: string | null }[]
}

/**
 * Whether a check-in passes with the code that was typed: `undefined` where the community wants none or it is right;
 * else why not. A wrong code is counted, and after five within ten minutes none is looked at, right or wrong.
 * Refuses with code.needed, code.expired, code.wrong, code.locked (R014).
 */
export function codeGate(
  situation: Situation<{ code: string | undefined }, CodeFacts>,
  personId: number,
  community: string,
): Decision | Refusal | undefined {
  const { facts, args, at, now, key, hmac } = situation
  const seed = facts.seed[0]?.seed
  if (!seed) return undefined
  const judged = judgeCode(args.code, seed, dayOf(at), hmac)
  if (judged === 'missing') return refuse('code.needed', { community })
  if (judged === 'right') return undefined
  const since = now - wrongCodes.within
  return {
    say: [
      line(judged === 'expired' ? 'code.expired' : 'code.wrong', {
        left: wrongCodes.most,
        minutes: wrongCodes.within / 60_000,
      }),
    ],
    writes: [
      countWrongCode(personId, now, since, wrongCodes.most),
      otherwise(key, JSON.stringify(outcomeOfRefusal(situation, lockedOut()))),
      fill(key, '$.say[0].params.left', triesLeft(personId, since, wrongCodes.most)),
    ],
  }
}

const lockedOut = (): Refusal =>
  refuse('code.locked', { most: wrongCodes.most, minutes: wrongCodes.within / 60_000 })

interface Guard {
  when: Expression<boolean>
  next: Query[]
}

export const noGuard: Guard = { when: always, next: [] }

/**
 * The same once more in the write: a right code among a crowd of guesses starts nothing when the others have used up
 * the tries by then. `when` is for the start of the duty, `next` goes behind it.
 */
export function codeGuard(situation: Situation<unknown, CodeFacts>, personId: number): Guard {
  const { facts, now, key } = situation
  if (!facts.seed[0]?.seed) return noGuard
  const since = now - wrongCodes.within
  const outcome = JSON.stringify(outcomeOfRefusal(situation, lockedOut()))
  return {
    when: mayTry(personId, since, wrongCodes.most),
    next: [instead(key, outcome, isLockedOut(personId, since, wrongCodes.most))],
  }
}
