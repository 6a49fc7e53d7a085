import { cutTo, literal, oneLine } from '../literal.ts'
import type { Button, OutgoingMessage } from '../message.ts'
import { cutToJsonBytes, jsonBytes, markdown } from './markdown.ts'

/** What the platform takes as one message, in bytes of JSON (dingtalk-protocol §7). */
const BODY_BYTES = 20_000
const BUTTONS = 5
/** One implementation cuts button links here (dingtalk-protocol §6.1); a longer one could run half a command. */
const LINK_LENGTH = 500

/** Says nothing (dingtalk-protocol §1.6). */
export const SILENCE = { msgtype: 'empty' }

/** The JSON of a reply, the same for the HTTP answer and for `sessionWebhook` (dingtalk-protocol §3, §6.1). */
export const encode = (reply: OutgoingMessage | null): object => (reply ? webhookMessage(reply) : SILENCE)

/** A message for a webhook. `more` are keys beside its own; `ending` is Markdown that is never cut away. */
export function webhookMessage(
  { title, lines, buttons }: Omit<OutgoingMessage, 'audience'>,
  more: object = {},
  ending = '',
): object {
  const btns = sendButtons(buttons)
  const shown = heading(title)
  const body = (text: string) =>
    btns.length === 0
      ? { msgtype: 'markdown', markdown: { title: shown, text }, ...more }
      : {
          msgtype: 'actionCard',
          actionCard: { title: shown, text, btnOrientation: btns.length <= 2 ? '1' : '0', btns },
          ...more,
        }
  const frame = jsonBytes(body(ending))
  return body(cutToJsonBytes(BODY_BYTES - frame, markdown(title, lines)) + ending)
}

/** What the list of chats shows of a message. */
export const heading = (title: string): string => literal(cutTo(100, oneLine(title))) || '红搭档'

/** The first five buttons that make the tapper's client send their command. */
export const sendButtons = (buttons: Button[]): { title: string; actionURL: string }[] =>
  buttons.flatMap(sendButton).slice(0, BUTTONS)

/** Left out when it would be too long to arrive whole. */
function sendButton({ label, command }: Button): { title: string; actionURL: string }[] {
  const actionURL = `dtmd://dingtalkclient/sendMessage?content=${encodeURIComponent(command.toWellFormed())}`
  return actionURL.length > LINK_LENGTH ? [] : [{ title: literal(cutTo(20, oneLine(label))), actionURL }]
}
