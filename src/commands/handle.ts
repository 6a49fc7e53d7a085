import { policyOf } from '../domain/policy.ts'
import { isRefusal } from '../domain/refusal.ts'
import { render } from '../outbox/render.ts'
import type { IncomingMessage, OutgoingMessage } from '../platforms/message.ts'
import type { Query } from '../store/d1.ts'
import { outcomeQuery, ownedBy, receive } from '../store/inbox.ts'
import { markAnswered, markShown } from '../store/mail.ts'
import { dueQuery } from '../store/outbox.ts'
import { conversationKey, messageKey, senderId } from '../store/sender.ts'
import { afterFailure } from './after-failure.ts'
import { answerWithout } from './answer-without.ts'
import type { Decision, Situation, Surroundings, Who } from './define.ts'
import { baseQueries, commandQueries, firstInPrivate, newAccounts } from './gather.ts'
import { hear } from './hear.ts'
import {
  answeredMail,
  lettersOf,
  mailHint,
  mailThatFits,
  mailThatWaits,
  offersOfMail,
  roomForMail,
} from './mailbox.ts'
import { type Outcome, outcomeOf, outcomeOfRefusal } from './outcome.ts'
import { seal, unseal } from './seal.ts'
import type { Understood } from './understand.ts'

/** What became of a message; `outcome` is the code of the first line, for the log. */
export interface Handled {
  reply: OutgoingMessage | null
  command: string | null
  outcome: string
  refused: boolean
  /** It had been answered before, and this is the same answer. */
  replayed: boolean
  /** Something waits to be sent now: the outbox wants to be woken. */
  due: boolean
}

/**
 * The path of a message: read in one batch, decide, write in one batch. A message handled before is answered from
 * what was stored; a duplicate that wins the race breaks our batch and is answered the same way.
 */
export async function handle(message: IncomingMessage, around: Surroundings): Promise<Handled> {
  const { store, now } = around
  const key = messageKey(message)
  const stream = () => around.hmac(around.settings.pepper, `seal/${key}`)
  const { heard, stored } = await hear(message, key, around)
  if (stored !== undefined) return handled(heard, stored, true, stream)

  const digest = (text: string) => hexOf(around.hmac(around.settings.pepper, text))
  const found = await store.batchByName({
    ...baseQueries(message, key, now),
    ...commandQueries(heard, message, digest),
  })
  const [before] = found.$outcome
  if (before) return handled(heard, before.outcome, true, stream)
  const who: Who = {
    person: found.$person[0],
    roles: found.$roles,
    group: found.$group[0],
    inGroup: message.conversation.kind === 'group',
  }
  const { outcome, decision } = answer(heard, found.$mail.length > 0, {
    ...around,
    digest,
    facts: found,
    who,
    message,
    key,
    at: message.sentAt,
    policy: policyOf(found.$policy),
  })
  // The card of commands makes room; every other answer is said whole.
  if (outcome.audience === 'person' && (heard.is === 'empty' || nameOf(heard) === '帮助'))
    outcome.say = roomForMail(outcome.say, found.$mail, outcome.offer.length)
  const answered = outcome.refused || who.inGroup ? [] : answeredBy(heard, found.$mail)
  const unread = found.$mail.filter((letter) => !answered.includes(letter))
  const mail = mailThatFits(unread, outcome)
  const more = mailThatWaits(unread, mail, outcome)
  outcome.offer = offersOfMail(mail, outcome)
  outcome.say.push(...mail.flatMap(({ lines }) => lines), ...more, ...mailHint(decision, who))

  const commands = outcome.offer.map((offer) => offer.command)
  const row = {
    key,
    at: now,
    conversation: conversationKey(message),
    person_id: who.person?.id ?? null,
    command: nameOf(heard),
    outcome: JSON.stringify(seal(outcome, stream)),
    choices: who.inGroup || commands.length === 0 ? null : JSON.stringify(commands),
  }
  const writes: Query[] = [
    receive(row),
    ...newAccounts(message, who, found.$identities, now),
    ...(decision?.writes ?? []),
    ...(!who.person && decision?.writes ? [ownedBy(key, senderId(message))] : []),
    ...firstInPrivate(message, found.$identities, decision?.writes !== undefined, now),
    ...lettersOf(decision, now),
    ...(answered.length > 0
      ? [
          markAnswered(
            answered.map(({ id }) => id),
            key,
            now,
          ),
        ]
      : []),
    ...(mail.length > 0
      ? [
          markShown(
            mail.map(({ id }) => id),
            key,
            now,
          ),
        ]
      : []),
  ]
  try {
    const speaks = decision?.speaks || (decision?.mail?.length ?? 0) + (decision?.tell?.length ?? 0) > 0
    const results = await store.batch([...writes, outcomeQuery(key), ...(speaks ? [dueQuery(now)] : [])])
    const [last] = results[writes.length] as { outcome: string }[]
    const due = (results[writes.length + 1] ?? []).length > 0
    return handled(heard, last?.outcome ?? row.outcome, false, stream, due)
  } catch (error) {
    const { outcome, replayed } = await afterFailure(error, row, who, store)
    return handled(heard, outcome, replayed, stream)
  }
}

/** The outcome of what was heard, and the decision behind it when it is more than words. */
function answer(
  heard: Understood,
  hasMail: boolean,
  situation: Omit<Situation<unknown, unknown>, 'args' | 'typed'>,
): { outcome: Outcome; decision?: Decision } {
  const { who } = situation
  if (heard.is === 'wrong') {
    return {
      outcome: outcomeOfRefusal(situation, heard.command.who(who) ?? heard.refusal, heard.command),
    }
  }
  if (heard.is !== 'command') return { outcome: outcomeOf(situation, answerWithout(heard, who, hasMail)) }
  const { command, args, typed } = heard
  const decided = command.who(who) ?? command.decide({ ...situation, args, typed } as Situation<never, never>)
  if (isRefusal(decided)) return { outcome: outcomeOfRefusal(situation, decided, command) }
  return { outcome: outcomeOf(situation, decided), decision: decided }
}

const nameOf = (heard: Understood): string | null =>
  'command' in heard && typeof heard.command !== 'string' ? heard.command.name : null

/** The letters that this command has answered. */
const answeredBy = <One extends { id: number; say: string; offer: string }>(
  heard: Understood,
  mail: One[],
) => (heard.is === 'command' ? answeredMail(mail, heard.command.name, heard.args) : [])

const hexOf = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')

function handled(
  heard: Understood,
  stored: string,
  replayed: boolean,
  stream: () => Uint8Array,
  due = false,
): Handled {
  const outcome = unseal(JSON.parse(stored) as Outcome, stream)
  return {
    reply: render(outcome),
    command: nameOf(heard),
    outcome: outcome.say[0]?.code ?? 'silence',
    refused: outcome.refused === true,
    replayed,
    due,
  }
}
