import { cutTo, literal, oneLine } from '../literal.ts'
import type { Button, OutgoingMessage } from '../message.ts'
import { cutToJsonBytes, markdown } from './markdown.ts'

/** What the platform takes as one message, in bytes of JSON (dingtalk-protocol §7). */
const BODY_BYTES = 20_000
const BUTTONS = 5
/** One implementation cuts button links here (dingtalk-protocol §6.1); a longer one could run half a command. */
const LINK_LENGTH = 500

/** Says nothing (dingtalk-protocol §1.6). */
export const SILENCE = { msgtype: 'empty' }

/** The JSON of a reply, the same for the HTTP answer and for `sessionWebhook` (dingtalk-protocol §3, §6.1). */
export function encode(reply: OutgoingMessage | null): object {
  if (!reply) return SILENCE
  const title = literal(cutTo(100, oneLine(reply.title))) || '红搭档'
  const text = markdown(reply.title, reply.lines)
  const btns = reply.buttons.flatMap(sendButton).slice(0, BUTTONS)
  const body = (markdownText: string) =>
    btns.length === 0
      ? { msgtype: 'markdown', markdown: { title, text: markdownText } }
      : {
          msgtype: 'actionCard',
          actionCard: { title, text: markdownText, btnOrientation: btns.length <= 2 ? '1' : '0', btns },
        }
  const frame = new TextEncoder().encode(JSON.stringify(body(''))).length
  return body(cutToJsonBytes(BODY_BYTES - frame, text))
}

/** A button that makes the tapper's client send the command; left out when it would be too long to arrive whole. */
function sendButton({ label, command }: Button): { title: string; actionURL: string }[] {
  const actionURL = `dtmd://dingtalkclient/sendMessage?content=${encodeURIComponent(command.toWellFormed())}`
  return actionURL.length > LINK_LENGTH ? [] : [{ title: literal(cutTo(20, oneLine(label))), actionURL }]
}
