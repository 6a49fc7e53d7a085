import { type Refusal, refuse } from '../domain/refusal.ts'
import { line, offer } from '../domain/say.ts'
import { fold } from '../text/fold.ts'
import { excerpt } from './args/args.ts'
import type { TypedLink } from './args/unit-link.ts'
import type { Decision } from './define.ts'
import { nearestPlaces } from './duty/nearest-places.ts'

interface Named {
  id: number
  name: string
  key: string
}

/** The folded names that the typed words may be: each of them, and all of them together (东湖 社区). */
export const namesIn = ({ words }: TypedLink): string[] => [...words, words.join('')].map(fold)

/** The community among the typed words, and the words beside it, which may name a unit. */
export function communityIn<Community extends Named>(
  typed: TypedLink,
  known: readonly Community[],
): { community: Community; others: string } | undefined {
  const community = namesIn(typed).flatMap((name) => known.filter(({ key }) => key === name))[0]
  if (!community) return undefined
  const others = typed.words.filter((word) => fold(word) !== community.key)
  return { community, others: others.length === typed.words.length ? '' : others.join('') }
}

const back = ({ withdraw }: TypedLink): string => (withdraw ? ' 撤回' : '')

/**
 * No community of that name: which was probably meant, with a button that asks it (rule 8.2). Refuses with unit.unknown.
 */
export function unknownCommunity(
  typed: TypedLink,
  all: readonly { name: string; key: string }[],
): Decision | Refusal {
  const text = excerpt(typed.words.join(' '))
  const names = nearestPlaces(fold(typed.words.join('')), all)
  const [first] = names
  if (first === undefined) return refuse('unit.unknown', { text })
  return {
    say: [line('unit.near', { text, name: first })],
    offer: names.map((name) => offer('offer.place', `/单位报到 ${name}${back(typed)}`, { name })),
  }
}

/** The unit that is meant: the one typed, or the only one somebody answers for. Refuses with unit.not_yours. */
export function whichUnit<Unit extends Named>(
  others: string,
  units: readonly Unit[],
  typed: TypedLink,
  community: string,
): Unit | Decision | Refusal {
  const mine = units.map(({ name }) => name)
  const found = others === '' ? units : units.filter(({ key }) => key === fold(others))
  const [one] = found
  if (!one) return refuse('unit.not_yours', { text: excerpt(others), units: mine })
  if (found.length === 1) return one
  return {
    say: [line('unit.which', { units: mine })],
    offer: mine
      .slice(0, 6)
      .map((name) => offer('offer.place', `/单位报到 ${community} ${name}${back(typed)}`, { name })),
  }
}
