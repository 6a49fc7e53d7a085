import { list, object, string, strings } from '../json.ts'
import type { Bubble, Payload, Tap } from '../types.ts'

const DTMD = 'dtmd://dingtalkclient/sendMessage?content='

/** What a link does when it is tapped: `dtmd://` says its content, everything else opens. */
function tapOf(url: string): Tap {
  if (!url.startsWith(DTMD)) return { is: 'open', url }
  try {
    return { is: 'say', text: decodeURIComponent(url.slice(DTMD.length)) }
  } catch {
    return { is: 'open', url }
  }
}

/** How the DingTalk client draws one of the webhook message types. `nameOf` knows a staff id's name. */
export function bubblesOf(payload: Payload, nameOf: (staffId: string) => string | undefined): Bubble[] {
  const at = strings(object(payload.at).atUserIds)
  const named = (text: string) =>
    at.reduce((done, id) => done.replaceAll(`@${id}`, `@${nameOf(id) ?? id}`), text)
  const bubble = (markup: Bubble['markup'], text: unknown): Bubble => ({
    card: false,
    markup,
    text: named(string(text)),
    fields: [],
    buttons: [],
  })
  if (payload.msgtype === 'text') return [bubble('plain', object(payload.text).content)]
  if (payload.msgtype === 'markdown') return [bubble('dingtalk', object(payload.markdown).text)]
  if (payload.msgtype === 'actionCard') {
    const card = object(payload.actionCard)
    return [{ ...bubble('dingtalk', card.text), card: true, buttons: buttons(card) }]
  }
  if (payload.msgtype === 'link') {
    const { title, text, messageUrl } = object(payload.link)
    const open = { label: string(title), tap: tapOf(string(messageUrl)) }
    return [{ ...bubble('plain', text), card: true, title: string(title), buttons: [open] }]
  }
  if (payload.msgtype === 'feedCard') {
    const links = list(object(payload.feedCard).links)
    const opens = links.map((one) => ({ label: string(one.title), tap: tapOf(string(one.messageURL)) }))
    return [{ ...bubble('plain', ''), card: true, buttons: opens }]
  }
  return []
}

/** One whole-card button hides the others, as on the real client. */
function buttons(card: Payload): Bubble['buttons'] {
  const single = string(card.singleTitle)
  if (single) return [{ label: single, tap: tapOf(string(card.singleURL)) }]
  return list(card.btns).map((one) => ({ label: string(one.title), tap: tapOf(string(one.actionURL)) }))
}
