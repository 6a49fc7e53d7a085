import type { Line, Offer } from '../domain/say.ts'
import type { OutgoingMessage } from '../platforms/message.ts'
import { phrase, type Script } from '../text/catalogue.ts'
import { words } from '../text/format.ts'

/**
 * Lines and offers in words. What comes next is a button where the platform has one, and always a command that can be
 * typed; `numbered` answers in private take its number too (product rules 3.7 to 3.9). No lines is silence.
 */
export function render({
  audience,
  script,
  say,
  offer,
  numbered = audience === 'person',
}: {
  audience: 'group' | 'person'
  script: Script
  say: readonly Line[]
  offer: readonly Offer[]
  numbered?: boolean
}): OutgoingMessage | null {
  const [title, ...lines] = say.map(({ code, params }) => words(code, params ?? {}, script))
  if (title === undefined) return null
  const buttons = offer.map((one) => ({ label: label(one, script), command: phrase(one.command, script) }))
  if (buttons.length > 0) {
    const choices = buttons.map(({ label, command }, i) =>
      numbered ? `${i + 1} ${offer[i]?.answers ? label : command}` : command,
    )
    lines.push(words(numbered ? 'next.private' : 'next.group', { choices: choices.join('　') }, script))
  }
  return { audience, title, lines, buttons }
}

const label = ({ label, params }: Offer, script: Script): string => words(label, params ?? {}, script)
