import { type Handled, handle } from '../commands/handle.ts'
import { wake } from '../jobs/wake.ts'
import type { IncomingMessage, OutgoingMessage } from '../platforms/message.ts'
import { Store } from '../store/d1.ts'
import { messageKey } from '../store/sender.ts'
import { words } from '../text/format.ts'
import { followClock } from './follow-clock.ts'
import { type Fields, faultOf, log, logged } from './log.ts'
import { surroundingsOf } from './surroundings.ts'

/** What a message is answered with; `at` says where it was read, for the log. */
interface Asked {
  env: Env
  /** ms */
  now: number
  context: Pick<ExecutionContext, 'waitUntil'>
  /** Where the request came in, the whole of it. */
  address: string
  about: { request_id: string; platform: string; way?: 'gateway' }
}

/** The program's answer to a message, whichever way it came in; its line stands in the log then. */
export async function answerOf(
  message: IncomingMessage,
  { env, now, context, address, about }: Asked,
): Promise<Handled> {
  const store = new Store(env.DB)
  const started = Date.now()
  const handled = await handle(message, { store, now, ...surroundingsOf(env, address) })
  logged({ ...about, message: messageKey(message), handled, cost: store.cost, started })
  const following = env.ALLOW_TEST_CLOCK === '1' ? followClock(env, now - started) : undefined
  if (following) context.waitUntil(following)
  // Letters are in D1 already: a wake-up that fails costs them a minute, and nobody an answer.
  if (handled.due) context.waitUntil(wake(env.OUTBOX, 'send', now).catch(() => undefined))
  return handled
}

/** The line of the log for a message that we failed at. */
export const logFault = (message: IncomingMessage, error: unknown, about: Fields): void =>
  log('error', {
    event: 'message',
    ...about,
    message: messageKey(message),
    outcome: 'fault',
    ...faultOf(error),
  })

/** What is said when it is our fault: a number to give to the administrator, nothing of the inside. */
export const apology = (requestId: string): OutgoingMessage => ({
  audience: 'person',
  title: words('fault', { id: requestId.slice(0, 8) }, 'hans'),
  lines: [],
  buttons: [],
})
