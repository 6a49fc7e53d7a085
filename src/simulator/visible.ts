import type { Entry, Looks } from './types.ts'

/** An entry as this viewer has it: a card may have changed for them alone. */
export const seenBy = (entry: Entry, viewer: string): Looks => entry.changedFor?.[viewer] ?? entry

/** A reply as its reader would tell it, line by line: markup away, fields as `名：值`, buttons in brackets. */
export function visible(entry: Entry | undefined, viewer: string): string {
  const bubbles = entry ? seenBy(entry, viewer).bubbles : []
  const lines = bubbles.flatMap((bubble) => [
    bubble.title,
    bubble.markup === 'plain' ? bubble.text : bubble.text.replace(/\*\*(.+?)\*\*/g, '$1'),
    ...bubble.fields.map(({ name, value }) => `${name}：${value}`),
    bubble.buttons.map(({ label }) => `[${label}]`).join(' '),
  ])
  const text = lines.filter(Boolean).join('\n')
  // Zero-width characters keep what people typed from becoming markup; nobody sees them.
  return text.replace(/[\u200b-\u200d\u2060\ufeff]/g, '').replace(/[^\S\n]*\n\s*/g, '\n')
}
