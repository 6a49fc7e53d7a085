import type { Offer } from '../domain/say.ts'
import type { OutgoingMessage } from '../platforms/message.ts'
import { phrase, type Script } from '../text/catalogue.ts'
import { words } from '../text/format.ts'
import type { Outcome } from './outcome.ts'

/**
 * An outcome in words. What comes next is a button where the platform has one, and always a command that can be typed;
 * in private its number will do (product rules 3.7 to 3.9). No lines is silence.
 */
export function render({ audience, script, say, offer }: Outcome): OutgoingMessage | null {
  const [title, ...lines] = say.map(({ code, params }) => words(code, params ?? {}, script))
  if (title === undefined) return null
  const buttons = offer.map((one) => ({ label: label(one, script), command: phrase(one.command, script) }))
  if (buttons.length > 0) {
    const choices = buttons.map(({ command }, i) => (audience === 'person' ? `${i + 1} ${command}` : command))
    lines.push(
      words(audience === 'person' ? 'next.private' : 'next.group', { choices: choices.join('　') }, script),
    )
  }
  return { audience, title, lines, buttons }
}

const label = ({ label, params }: Offer, script: Script): string => words(label, params ?? {}, script)
