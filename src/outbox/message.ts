import { type Line, line, type Offer } from '../domain/say.ts'
import type { PushMessage } from '../platforms/push.ts'
import type { ClaimedLetter } from '../store/outbox.ts'
import { render } from './render.ts'

/** A letter in words. One whose last try ended nobody knows how says that it may have come before. */
function messageOf(letter: ClaimedLetter): PushMessage | undefined {
  const say = JSON.parse(letter.say) as Line[]
  const message = render({
    audience: letter.group_id === null ? 'person' : 'group',
    script: letter.lang,
    say: letter.unsure === 1 ? [...say, line('push.maybe_again')] : say,
    offer: JSON.parse(letter.offer) as Offer[],
    numbered: false,
  })
  if (!message) return undefined
  const { title, lines, buttons } = message
  return {
    title,
    lines,
    buttons,
    mention: JSON.parse(letter.mention) as string[],
    mark: `hong-dadang-${letter.id}-${letter.created_at}`,
  }
}

/** The letter in words; one that another version of the program wrote and this one has no words for holds up no other. */
export function inWords(
  letter: ClaimedLetter,
  warn: (fields: { event: string; [key: string]: unknown }) => void,
): PushMessage | undefined {
  try {
    return messageOf(letter)
  } catch (error) {
    warn({ event: 'push', outcome: 'no_words', error })
    return undefined
  }
}

/** Letters that one call can carry: the same text for up to so many people; else each for itself. */
export function bundlesOf(letters: readonly ClaimedLetter[], together: number): ClaimedLetter[][] {
  if (together === 1) return letters.map((letter) => [letter])
  const bundles = new Map<string, ClaimedLetter[][]>()
  for (const letter of letters) {
    const text = [letter.lang, letter.say, letter.offer, letter.unsure].join('\n')
    const same = bundles.get(text) ?? []
    const last = same.at(-1)
    // One account twice in a call would be one message.
    if (last && last.length < together && !last.some(({ address }) => address === letter.address))
      last.push(letter)
    else same.push([letter])
    bundles.set(text, same)
  }
  return [...bundles.values()].flat()
}
