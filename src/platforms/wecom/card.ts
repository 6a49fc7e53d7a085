import { cutTo, oneLine } from '../literal.ts'
import type { Button, OutgoingMessage } from '../message.ts'
import { plain } from './markdown.ts'

/** Display lengths in characters, and list and byte limits, of wecom-protocol §3. */
const TITLE = 26
const TEXT = 112
const UPDATE = 600
const LABEL = 10
const BUTTONS = 6
const KEY_BYTES = 1024

const HELP: Button = { label: '帮助', command: '/帮助' }

/** A card with buttons, or `undefined` when the reply has none or its text would not be shown whole. */
export function card(reply: OutgoingMessage, taskId: string): object | undefined {
  const buttons = buttonList(reply.buttons)
  const { title, text } = parts(reply)
  if (buttons.length === 0 || length(text) > TEXT) return
  return interaction(title, text, buttons, taskId)
}

/**
 * The card that takes the place of a tapped one. It is the only answer a tap may get, so a longer text than is
 * recommended for display still goes into it whole, up to a bound.
 */
export function updatedCard(reply: OutgoingMessage, taskId: string): object {
  const { title, text } = parts(reply)
  const buttons = buttonList(reply.buttons)
  return interaction(title, cutTo(UPDATE, text), buttons.length > 0 ? buttons : buttonList([HELP]), taskId)
}

/** The first line as title, up to its last stop that fits; what does not fit opens the text. */
function parts(reply: OutgoingMessage): { title: string; text: string } {
  const whole = plain([oneLine(reply.title)])
  if (length(whole) <= TITLE) return { title: whole, text: plain(reply.lines) }
  const head =
    /^.{1,25}[。；？！]/u.exec(whole)?.[0] ??
    /^.{1,26}(?=：)/u.exec(whole)?.[0] ??
    /^.{1,26}(?=，)/u.exec(whole)?.[0] ??
    /^.{1,26}(?=[ （])/u.exec(whole)?.[0] ??
    [...whole].slice(0, TITLE).join('')
  const rest = whole.slice(head.length).replace(/^[：，。；？！\s]+/u, '')
  return { title: head, text: plain(rest === '' ? reply.lines : [rest, ...reply.lines]) }
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

const length = (text: string) => [...text].length
