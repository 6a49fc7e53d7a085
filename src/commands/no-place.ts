import { type Refusal, refuse } from '../domain/refusal.ts'
import { excerpt } from './args/args.ts'
import type { Who } from './define.ts'

/** Why figures of no unit or community are shown: no such place, not theirs, not here, or they answer for none. */
export function noPlace(
  command: string,
  typed: string | undefined,
  named: readonly { name: string }[],
  { inGroup }: Who,
): Refusal {
  const what = { command }
  if (typed !== undefined && named.length === 0)
    return refuse('place.none', { ...what, text: excerpt(typed) })
  if (inGroup) return refuse('place.private', what)
  return named[0] ? refuse('place.not_yours', { ...what, name: named[0].name }) : refuse('place.no_own', what)
}
