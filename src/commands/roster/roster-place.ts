import { type Refusal, refuse } from '../../domain/refusal.ts'
import { isSecretaryOf } from '../../domain/roles.ts'
import { fold } from '../../text/fold.ts'
import type { Who } from '../define.ts'

/** The folded names that some words may be: all of them together, and each. */
export const placeKeys = (words: string | undefined): string[] =>
  words === undefined
    ? []
    : [...new Set([words.replace(/\s+/g, ''), ...words.split(/\s+/)].map(fold))].filter((key) => key !== '')

/** Whose roster somebody may write here: everybody's, or only that of people of these units (a liaison). */
export interface Planner {
  id: number
  name: string
  units: number[] | undefined
}

/** The head of a grid of a community, its secretary, or an administrator. */
export const answersFor = ({ roles }: Who, communityId: number): boolean =>
  isSecretaryOf(roles, communityId) ||
  roles.some((r) => r.role === 'grid_head' && r.community_id === communityId)

/**
 * The community whose roster somebody is about to write, or to check. Refuses with group.unbound, plan.which, plan.where,
 * `elsewhere`.
 */
export function plannerAt(
  found: readonly { id: number; name: string; units: string }[],
  held: readonly { name: string }[],
  who: Who,
  command: string,
  elsewhere = 'plan.elsewhere',
): Planner | Refusal {
  const [place] = found
  if (!place) {
    if (who.inGroup && !who.group) return refuse('group.unbound')
    const [first] = held
    return first
      ? refuse('plan.which', { names: held.map(({ name }) => name), command, name: first.name })
      : refuse('plan.where', { command })
  }
  const { id, name } = place
  if (answersFor(who, id)) return { id, name, units: undefined }
  const units = JSON.parse(place.units) as number[]
  return units.length > 0 ? { id, name, units } : refuse(elsewhere, { community: name })
}

/** Whether somebody writes any roster at all. Refuses with who.roster. */
export const planner = ({ roles }: Who): Refusal | undefined =>
  roles.some(({ role }) => role !== 'street_officer') ? undefined : refuse('who.roster')
