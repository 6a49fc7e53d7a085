import type { Button, OutgoingMessage } from '../message.ts'
import { cutTo, oneLine } from './literal.ts'
import { plain } from './markdown.ts'

/** Display lengths in characters, and list and byte limits, of wecom-protocol §3. */
const TITLE = 26
const TEXT = 112
const LABEL = 10
const BUTTONS = 6
const KEY_BYTES = 1024

const HELP: Button = { label: '帮助', command: '/帮助' }

/** A card with buttons, or `undefined` when the reply has none or its text would not be shown whole. */
export function card(reply: OutgoingMessage, taskId: string): object | undefined {
  const buttons = buttonList(reply.buttons)
  const title = titleOf(reply)
  const text = plain(reply.lines)
  if (buttons.length === 0 || length(title) > TITLE || length(text) > TEXT) return
  return interaction(title, text, buttons, taskId)
}

/** The card that takes the place of a tapped one. It is the only answer a tap may get, so the text is cut to fit. */
export function updatedCard(reply: OutgoingMessage, taskId: string): object {
  const title = titleOf(reply)
  const whole = length(title) <= TITLE
  const text = plain(whole ? reply.lines : [reply.title, ...reply.lines])
  const buttons = buttonList(reply.buttons)
  return interaction(
    cutTo(TITLE, title),
    cutTo(TEXT, text),
    buttons.length > 0 ? buttons : buttonList([HELP]),
    taskId,
  )
}

const interaction = (title: string, text: string, buttons: object[], taskId: string) => ({
  card_type: 'button_interaction',
  main_title: { title },
  ...(text ? { sub_title_text: text } : {}),
  button_list: buttons,
  task_id: taskId,
})

function buttonList(buttons: Button[]) {
  const keys = new Set<string>()
  return buttons
    .filter(({ command }) => {
      const fits =
        new TextEncoder().encode(command).length <= KEY_BYTES && command !== '' && !keys.has(command)
      keys.add(command)
      return fits
    })
    .slice(0, BUTTONS)
    .map(({ label, command }) => ({ text: cutTo(LABEL, plain([label])), key: command }))
}

const titleOf = ({ title }: OutgoingMessage) => plain([oneLine(title)])
const length = (text: string) => [...text].length
