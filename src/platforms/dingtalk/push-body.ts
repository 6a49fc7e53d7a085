import { createHash } from 'node:crypto'
import type { PushMessage } from '../push.ts'
import { heading, sendButtons, webhookMessage } from './encode.ts'
import { cutToJsonBytes, markdown } from './markdown.ts'

/** What `msgParam` takes, in bytes (dingtalk-protocol §4.2). */
const PARAM_BYTES = 15_000
/** People that one message may mention (dingtalk-protocol §3). */
const MENTIONS = 50
/** An id stands in the Markdown as it is, so one that could be anything but an id is not mentioned. */
const USER_ID = /^[a-z\d][\w.@-]{0,63}$/i

/**
 * The JSON for a custom robot's webhook (dingtalk-protocol §5): as a reply, with who is mentioned (beside buttons too)
 * and a `msgUuid` by which the platform knows a retry.
 */
export function webhookBody(message: PushMessage): object {
  const people = [...new Set(message.mention)].filter((id) => USER_ID.test(id)).slice(0, MENTIONS)
  // Hashed, so that it says nothing of ours and always has the same length.
  const msgUuid = createHash('sha256').update(message.mark).digest('hex').slice(0, 32)
  if (people.length === 0) return webhookMessage(message, { msgUuid })
  const at = { atUserIds: people, isAtAll: false }
  return webhookMessage(message, { at, msgUuid }, `  \n  ${people.map((id) => `@${id}`).join(' ')}`)
}

/** The template and its parameters for the send APIs, which mention nobody (dingtalk-protocol §4.2, §4.4). */
export function template({ title, lines, buttons }: PushMessage): { msgKey: string; msgParam: string } {
  const btns = sendButtons(buttons)
  const [one] = btns
  const keys =
    btns.length === 1 && one
      ? { singleTitle: one.title, singleURL: one.actionURL }
      : Object.fromEntries(
          btns.flatMap((button, i) => [
            [`actionTitle${i + 1}`, button.title],
            [`actionURL${i + 1}`, button.actionURL],
          ]),
        )
  const param = (text: string) => JSON.stringify({ title: heading(title), text, ...keys })
  const frame = new TextEncoder().encode(param('')).length
  return {
    msgKey: btns.length === 0 ? 'sampleMarkdown' : `sampleActionCard${btns.length === 1 ? '' : btns.length}`,
    msgParam: param(cutToJsonBytes(PARAM_BYTES - frame, markdown(title, lines))),
  }
}
