import { line, offer } from '../../domain/say.ts'
import type { UnitLink } from '../../store/unit-link.ts'
import type { Decision, Who } from '../define.ts'

/** Where the own units have reported, those that wait first. In a group nothing that was refused or taken back. */
export function linkStates(
  units: readonly { name: string }[],
  links: readonly (UnitLink & { count: number })[],
  { inGroup }: Who,
): Decision {
  const names = units.map(({ name }) => name)
  const visible = links.filter(({ state }) => !inGroup || state === 'pending' || state === 'confirmed')
  const more = (links[0]?.count ?? 0) - links.length
  const lines = visible.map(({ unit, community, state, asked_at }) =>
    line('unit.link', { unit, community, state: [`link.${state}`], at: asked_at }),
  )
  return {
    say: [
      line(lines.length > 0 ? 'unit.links' : 'unit.no_links', { units: names }),
      ...lines,
      ...(more > 0 && !inGroup ? [line('unit.more', { count: more })] : []),
      line('unit.how'),
    ],
    offer: [offer('offer.rate', '/报到率')],
  }
}
