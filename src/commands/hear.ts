import { HOUR } from '../domain/calendar/shanghai.ts'
import type { IncomingMessage } from '../platforms/message.ts'
import { nothing } from '../store/d1.ts'
import { outcomeQuery } from '../store/inbox.ts'
import { questionOf } from '../store/question.ts'
import { conversationKey } from '../store/sender.ts'
import { wordForDuty } from './args/afterwards.ts'
import type { Surroundings } from './define.ts'
import { tellsWork } from './tells-work.ts'
import { type Understood, understand } from './understand.ts'
import { type LastAsked, yesNoOf, yesOrNo } from './yes-no.ts'

/** How long a number chooses from the last answer, and how long a text answers its question. */
const [choicesLive, questionsLive] = [24 * HOUR, 2 * HOUR]

/** What was heard. A bare number in private is looked up among the last choices, which costs one more round trip. */
export async function hear(
  message: IncomingMessage,
  key: string,
  { store, now, settings }: Surroundings,
): Promise<{ heard: Understood; stored?: string }> {
  const heard = understand(message, settings.botNames)
  if (heard.is !== 'choice') return { heard }
  const [before, last] = await store.batch([
    outcomeQuery(key, conversationKey(message)),
    questionOf(conversationKey(message), now - choicesLive),
  ])
  if (before[0]) return { heard, stored: before[0].outcome }
  const choices = JSON.parse(last[0]?.choices ?? '[]') as string[]
  const chosen = choices[heard.number - 1]
  return { heard: chosen === undefined ? heard : understand({ ...message, text: chosen }, settings.botNames) }
}

/**
 * The question that a text may answer, as a query for the first batch: in private, of a text that is no command that can be
 * run and came without a slash. For anything else there is none.
 */
export const questionQuery = (heard: Understood, message: IncomingMessage, now: number) =>
  mayAnswer(heard, message) ? questionOf(conversationKey(message), now - questionsLive) : nothing

const mayAnswer = (heard: Understood, { kind, conversation, card, text }: IncomingMessage): boolean =>
  kind === 'text' &&
  conversation.kind === 'private' &&
  !card &&
  (['talk', 'meant', 'wrong'].includes(heard.is) || (heard.is === 'command' && heard.lacking === true)) &&
  !/^\s*[/／、]/u.test(text)

/**
 * What a text means where the last numbered answer asked a question: the command that it completes, or the yes or no to it.
 * A yes to what was no question stays talk.
 */
export function answering(
  heard: Understood,
  [asked]: readonly (LastAsked & { asks: string | null; takes: string | null })[],
  message: IncomingMessage,
  botNames: readonly string[],
): Understood {
  if (!asked) return heard
  const read = (text: string) => understand({ ...message, text }, botNames)
  if (asked.asks !== null) return read(`${asked.asks} ${message.text}`)
  const said = heard.is === 'talk' ? yesOrNo(message.text) : undefined
  const question = said && yesNoOf(asked)
  if (question) {
    if (said === 'yes') return read(question.yes)
    if (said === 'read') return read(question.read ?? question.yes)
    return question.no === undefined ? { is: 'no', refuse: question.refuse } : read(question.no)
  }
  if (asked.takes === null || (asked.takes === wordForDuty && !isWork(heard, message))) return heard
  return read(`${asked.takes} ${message.text}`)
}

const isWork = (heard: Understood, { text }: IncomingMessage): boolean =>
  heard.is === 'talk' && tellsWork(text)
