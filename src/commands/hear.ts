import type { IncomingMessage } from '../platforms/message.ts'
import { choicesQuery, outcomeQuery } from '../store/inbox.ts'
import { conversationKey } from '../store/sender.ts'
import type { Surroundings } from './define.ts'
import { type Understood, understand } from './understand.ts'

const choicesLive = 24 * 60 * 60_000

/** What was heard. A bare number in private is looked up among the last choices, which costs one more round trip. */
export async function hear(
  message: IncomingMessage,
  key: string,
  { store, now, settings }: Surroundings,
): Promise<{ heard: Understood; stored?: string }> {
  const heard = understand(message, settings.botNames)
  if (heard.is !== 'choice') return { heard }
  const [before, last] = await store.batch([
    outcomeQuery(key),
    choicesQuery(conversationKey(message), now - choicesLive),
  ])
  if (before[0]) return { heard, stored: before[0].outcome }
  const choices = JSON.parse(last[0]?.choices ?? '[]') as string[]
  const chosen = choices[heard.number - 1]
  return { heard: chosen === undefined ? heard : understand({ ...message, text: chosen }, settings.botNames) }
}
