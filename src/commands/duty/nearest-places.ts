import { suggest } from '../suggest.ts'

const MOST = 3

/** Names of the places that a folded name was probably meant to be, at most three: part of it, or a slip in it (rule 8.2). */
export function nearestPlaces(typed: string, places: readonly { name: string; key: string }[]): string[] {
  const part = places.filter(
    ({ key }) => typed.length > 1 && (key.includes(typed) || (key.length > 1 && typed.includes(key))),
  )
  const slips = suggest(
    typed,
    places.map(({ key }) => ({ name: key, aliases: [] })),
    'whole',
  ).flatMap((name) => places.filter(({ key }) => key === name))
  return [...new Set([...part, ...slips].map(({ name }) => name))].slice(0, MOST)
}
