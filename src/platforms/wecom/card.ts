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
const ROWS = 6
/** A line that can stand as a row: `时间：明天 09:00`. A command to type stays in the text; 法律/医疗 is none. */
const ROW = /^([^：/]{1,5})：((?:[^/]|(?<=[\p{L}\p{N}])\/){1,26})$/u

const HELP: Button = { label: '帮助', command: '/帮助' }

/**
 * A card with buttons, or `undefined` when the reply has none or its text would not be shown whole. What is too long as
 * text may fit with some of its lines as rows, as an order's when, where and how many.
 */
export function card(reply: OutgoingMessage, taskId: string): object | undefined {
  const buttons = buttonList(reply.buttons)
  const shown = parts(reply)
  if (buttons.length === 0 || length(shown.text) > TEXT) return
  return interaction(shown, buttons, taskId)
}

/**
 * The card that takes the place of a tapped one. It is the only answer a tap may get, so a longer text than is
 * recommended for display still goes into it whole, up to a bound.
 */
export function updatedCard(reply: OutgoingMessage, taskId: string): object {
  const { text, ...shown } = parts(reply)
  const buttons = buttonList(reply.buttons)
  const long = { ...shown, text: cutTo(UPDATE, text) }
  return interaction(long, buttons.length > 0 ? buttons : buttonList([HELP]), taskId)
}

interface Shown {
  title: string
  text: string
  rows: { keyname: string; value: string }[]
}

/** The first line as title, up to its last stop that fits; what does not fit opens the text. */
function parts(reply: OutgoingMessage): Shown {
  const whole = plain([oneLine(reply.title)])
  if (length(whole) <= TITLE) return { title: whole, ...inRows(plain(reply.lines)) }
  const head =
    /^.{1,25}[。；？！]/u.exec(whole)?.[0] ??
    /^.{1,26}(?=：)/u.exec(whole)?.[0] ??
    /^.{1,26}(?=，)/u.exec(whole)?.[0] ??
    /^.{1,26}(?=[ （])/u.exec(whole)?.[0] ??
    [...whole].slice(0, TITLE).join('')
  const rest = whole.slice(head.length).replace(/^[：，。；？！\s]+/u, '')
  return { title: head, ...inRows(plain(rest === '' ? reply.lines : [rest, ...reply.lines])) }
}

/** A text that is too long, without its first lines together that can stand as rows. */
function inRows(text: string): Omit<Shown, 'title'> {
  const lines = text.split('\n')
  const found = lines.map((one) => ROW.exec(one))
  const start = found.findIndex((one) => one)
  if (start < 0 || length(text) <= TEXT) return { text, rows: [] }
  const end = found.findIndex((one, i) => !one && i > start)
  const rows = found.slice(start, Math.min(end < 0 ? lines.length : end, start + ROWS))
  return {
    text: lines.toSpliced(start, rows.length).join('\n'),
    rows: rows.map((one) => ({ keyname: one?.[1] ?? '', value: one?.[2] ?? '' })),
  }
}

const interaction = ({ title, text, rows }: Shown, buttons: object[], taskId: string) => ({
  card_type: 'button_interaction',
  main_title: { title },
  ...(text ? { sub_title_text: text } : {}),
  ...(rows.length > 0 ? { horizontal_content_list: rows } : {}),
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
