import { list, object, string } from '../json.ts'
import type { Bubble, Payload, Tap } from '../types.ts'

/** How the WeCom client draws what the bot sent: a reply, an update of a card, or a webhook push. */
export function bubblesOf(payload: Payload): Bubble[] {
  const stream = object(payload.stream)
  const said = string(stream.content).replace(/<think>[\s\S]*?<\/think>/g, '')
  const bubbles: Bubble[] = []
  if (payload.stream) bubbles.push(words('wecom', said))
  if (payload.markdown) bubbles.push(words('wecom', string(object(payload.markdown).content)))
  if (payload.markdown_v2) bubbles.push(words('wecom', string(object(payload.markdown_v2).content)))
  if (payload.text) bubbles.push(words('plain', string(object(payload.text).content)))
  if (payload.template_card) bubbles.push(card(object(payload.template_card)))
  return bubbles
}

const words = (markup: Bubble['markup'], text: string): Bubble => ({
  card: false,
  markup,
  text,
  fields: [],
  buttons: [],
})

function card(one: Payload): Bubble {
  const title = object(one.main_title)
  const quote = object(one.quote_area)
  const emphasis = object(one.emphasis_content)
  const lines = [
    title.desc,
    [emphasis.title, emphasis.desc].filter(Boolean).join(' '),
    one.sub_title_text,
    quote.title,
    quote.quote_text,
  ]
  const fields = [
    ...list(one.horizontal_content_list).map((row) => ({
      name: string(row.keyname),
      value: string(row.value),
    })),
    ...list(one.vertical_content_list).map((row) => ({ name: string(row.title), value: string(row.desc) })),
  ]
  return {
    card: true,
    markup: 'plain',
    title: string(title.title),
    text: lines.map(string).filter(Boolean).join('\n'),
    fields,
    buttons: buttons(one),
  }
}

function buttons(one: Payload): Bubble['buttons'] {
  const event = (key: unknown): Tap => ({
    is: 'event',
    key: string(key),
    taskId: string(one.task_id),
    cardType: string(one.card_type),
  })
  const found = list(one.button_list).map((button) => ({
    label: string(button.text),
    tap: event(button.key),
  }))
  for (const jump of list(one.jump_list)) {
    if (jump.type === 1) found.push({ label: string(jump.title), tap: { is: 'open', url: string(jump.url) } })
    if (jump.type === 3)
      found.push({ label: string(jump.title), tap: { is: 'say', text: string(jump.question) } })
  }
  for (const action of list(object(one.action_menu).action_list))
    found.push({ label: string(action.text), tap: event(action.key) })
  const whole = object(one.card_action)
  if (whole.type === 1) found.push({ label: '打开链接', tap: { is: 'open', url: string(whole.url) } })
  return found
}
