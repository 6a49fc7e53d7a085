import { handle } from '../commands/handle.ts'
import type { IncomingMessage, PlatformName, UserId } from '../platforms/message.ts'
import { accountOfPerson } from '../store/console/session.ts'
import type { Store } from '../store/d1.ts'
import { messageKey } from '../store/sender.ts'
import { formIn } from './form.ts'
import type { Asked } from './outside.ts'
import type { View } from './page.ts'
import { isSealed } from './seal.ts'

/**
 * A button of a page: the command that it stands for goes through the kernel as a private message of the same person, so
 * that rules, audit and answers are the chat's own. The form's nonce is the message's id: a double submit counts once.
 * Gives where to go next, or undefined for a form that is not ours.
 */
export async function act(
  c: Asked,
  store: Store,
  view: View,
  token: string,
): Promise<{ next: string; outcome: string } | undefined> {
  const form = await formIn(c)
  const field = (name: string): string => (typeof form[name] === 'string' ? form[name] : '')
  const [command, nonce] = [field('command'), field('nonce')]
  if (!isSealed(c.get('keys'), token, nonce, command, field('token'))) return undefined
  const [[account]] = await store.batch([accountOfPerson(view.viewer.id)])
  if (!account) return undefined
  const more = field('more').replace(/\s+/g, ' ').trim()
  const message: IncomingMessage = {
    platform: account.platform as PlatformName,
    bot: account.bot,
    messageId: `console/${nonce}`,
    sentAt: view.now,
    conversation: { id: `console/${view.viewer.id}`, kind: 'private' },
    sender: { ids: [{ kind: account.kind as UserId['kind'], id: account.user_id }] },
    kind: 'text',
    text: more === '' ? command : `${command} ${more}`,
    mentions: [],
  }
  const outside = c.get('outside')
  const handled = await handle(message, {
    store,
    now: view.now,
    ...outside.around(c.req.raw, c.env),
  })
  if (handled.due) c.executionCtx.waitUntil(outside.wake(c.env, view.now).catch(() => undefined))
  return {
    next: `${back(field('back'))}done=${encodeURIComponent(messageKey(message))}`,
    outcome: handled.outcome,
  }
}

/** Only pages of ours, in signs that an address has, ready for one more name in the query. */
function back(path: string): string {
  const ours = /^\/console(?:[/?][!-[\]-~]*)?$/.test(path) && !path.includes('//') ? path : '/console'
  return ours + (ours.includes('?') ? '&' : '?')
}
