import type { Query } from '../store/d1.ts'
import { markAnswered, markShown } from '../store/mail.ts'
import { commandOf } from './answer.ts'
import type { Decision, Who } from './define.ts'
import {
  answeredMail,
  mailHint,
  mailThatFits,
  mailThatWaits,
  offersOfMail,
  roomForMail,
  settledMail,
} from './mailbox.ts'
import type { Outcome } from './outcome.ts'
import type { Understood } from './understand.ts'

type Waiting = { dedupe: string; say: string; offer: string }

/** What an answer is given to, with what waits in the speaker's mailbox, the oldest letter first. */
interface Below {
  heard: Understood
  who: Who
  decision: Decision | undefined
  waiting: readonly Waiting[]
}

/** Puts what waits for the speaker below their answer, as far as it fits, and the statements that write down which letters. */
export function lettersBelow(
  answer: Outcome,
  { heard, who, decision, waiting }: Below,
): { outcome: Outcome; writes: (key: string, now: number) => Query[] } {
  const outcome = { ...answer }
  const command = commandOf(heard)
  // The card of commands makes room; every other answer is said whole.
  if (outcome.audience === 'person' && (heard.is === 'empty' || command === '帮助'))
    outcome.say = roomForMail(outcome.say, waiting, outcome.offer.length)
  const answered =
    heard.is === 'command' && !outcome.refused && !who.inGroup
      ? [
          ...answeredMail(waiting, heard.command.name, heard.args, outcome),
          ...settledMail(waiting, decision?.settles),
        ]
      : []
  const unread = waiting.filter((letter) => !answered.includes(letter))
  const shown = mailThatFits(unread, outcome)
  const more = mailThatWaits(unread, shown, outcome)
  outcome.offer = offersOfMail(shown, outcome)
  outcome.say = [...outcome.say, ...shown.flatMap(({ lines }) => lines), ...more, ...mailHint(decision, who)]
  return {
    outcome,
    writes: (key, now) => [
      ...(answered.length > 0 ? [markAnswered(named(answered), key, now)] : []),
      ...(shown.length > 0 ? [markShown(named(shown), key, now)] : []),
    ],
  }
}

const named = (letters: readonly { dedupe: string }[]): string[] => letters.map(({ dedupe }) => dedupe)
