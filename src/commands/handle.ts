import { floods } from '../domain/flood.ts'
import { policyOf } from '../domain/policy.ts'
import { rulesIn } from '../domain/rally/mode.ts'
import { render } from '../outbox/render.ts'
import type { IncomingMessage, OutgoingMessage } from '../platforms/message.ts'
import { conversationKey, messageKey } from '../store/sender.ts'
import { answer, commandOf } from './answer.ts'
import { besideOthers } from './beside-others.ts'
import type { Surroundings, Who } from './define.ts'
import { baseQueries, commandQueries } from './gather.ts'
import { answering, hear, questionQuery } from './hear.ts'
import { lettersBelow } from './letters-below.ts'
import { type Outcome, outcomeOfRefusal } from './outcome.ts'
import { record } from './record.ts'
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
 * The path of a message: read in one batch, decide, write in one batch (a text that answers a question costs one read more). A
 * message handled before is answered from what was stored; a duplicate that wins the race breaks our batch and is answered the same way.
 */
export const handle = (message: IncomingMessage, around: Surroundings): Promise<Handled> =>
  besideOthers(`${message.platform}/${message.bot}/${message.sender.ids[0]?.id}`, (ahead) =>
    handleOne(message, around, ahead),
  )

async function handleOne(message: IncomingMessage, around: Surroundings, ahead: number): Promise<Handled> {
  const { store, now } = around
  const key = messageKey(message)
  const stream = () => around.hmac(around.settings.pepper, `seal/${key}`)
  const first = await hear(message, key, around)
  if (first.stored !== undefined) return handled(first.heard, first.stored, true, stream)

  const digest = (text: string) => hexOf(around.hmac(around.settings.pepper, text))
  const found = await store.ask({
    ...baseQueries(message, key, now),
    ...commandQueries(first.heard, message, digest),
    $asked: questionQuery(first.heard, message, now),
  })
  const [before] = found.$outcome
  if (before) return handled(first.heard, before.outcome, true, stream)
  const who: Who = {
    person: found.$person[0],
    roles: found.$roles,
    group: found.$group[0],
    inGroup: message.conversation.kind === 'group',
  }
  const flood = floods(found.$traffic[0], who.roles.length > 0, ahead)
  if (flood) return handled(first.heard, JSON.stringify(outcomeOfRefusal({ who }, flood)), false, stream)
  const heard = answering(first.heard, found.$asked, message, around.settings.botNames)
  const facts =
    heard !== first.heard && heard.is === 'command'
      ? await store.ask(commandQueries(heard, message, digest))
      : found
  const peacetime = policyOf(found.$policy)
  const { outcome: said, decision } = answer(heard, found.$mail.length > 0, {
    ...around,
    digest,
    facts,
    who,
    message,
    key,
    at: message.sentAt,
    policy: rulesIn(isAtWar(who), peacetime),
    peacetime,
  })
  // Where a question stays open, no letter takes its numbers.
  const waiting = heard !== first.heard && said.refused ? [] : found.$mail
  const { outcome, writes: shown } = lettersBelow(said, { heard, who, decision, waiting })

  const commands = outcome.offer.map((offer) => offer.command)
  const row = {
    key,
    at: now,
    conversation: conversationKey(message),
    person_id: who.person?.id ?? null,
    command: commandOf(heard),
    outcome: JSON.stringify(seal(outcome, stream)),
    choices: who.inGroup || commands.length === 0 ? null : JSON.stringify(commands),
  }
  const writing = { row, message, who, identities: found.$identities, decision, shown: shown(key, now) }
  const { stored, replayed, due } = await record(writing, store)
  return handled(heard, stored, replayed, stream, due)
}

/** Whether war rules hold where it was said: in the group's community, in private in one's own. */
const isAtWar = ({ inGroup, group, person }: Who): boolean =>
  ((inGroup ? group?.at_war : person?.at_war) ?? 0) === 1

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
    command: commandOf(heard),
    outcome: outcome.say[0]?.code ?? 'silence',
    refused: outcome.refused === true,
    replayed,
    due,
  }
}
