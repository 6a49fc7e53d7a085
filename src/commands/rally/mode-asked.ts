import { mayCommand, type Place } from '../../domain/rally/area.ts'
import { secondWithin } from '../../domain/rally/mode.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { areasQuery } from '../../store/area.ts'
import { areasAround, lastWarQuery, type OpenAsk, openAsksQuery, warsQuery } from '../../store/mode.ts'
import { fold } from '../../text/fold.ts'
import { placeFirst } from '../args/rally-place.ts'
import type { Ask, Who } from '../define.ts'

const looked = 20

/** Secretaries, street officers and administrators. Refuses with who.commander. */
export const commander = ({ roles }: Who): Refusal | undefined =>
  roles.some(({ role }) => ['administrator', 'secretary', 'street_officer'].includes(role))
    ? undefined
    : refuse('who.commander')

/** How the place that somebody names may be written in full: `洪山` is 洪山社区 or 洪山街道 (folded). */
const namesOf = (head: string | undefined): string[] =>
  head === undefined ? [] : ['', '社区', '街道'].map((kind) => fold(`${head}${kind}`))

/** The place that was named, by its name in full or the only one that it may be short for. */
export function placeNamed(head: string | undefined, places: readonly Place[]): Place | undefined {
  const exact = places.find(({ key }) => key === head)
  const [one, more] = places.filter(({ key }) => namesOf(head).includes(key))
  return exact ?? (more ? undefined : one)
}

/** What a switch of the mode reads: the places that may be meant, what waits for a second person, where war is. */
export function modeQueries({ args: { note }, sender, community, at }: Ask<{ note: string | undefined }>) {
  const named = namesOf(placeFirst(note).head)
  const around = areasAround(sender, community, named)
  return {
    places: areasQuery(sender, community, named),
    asks: openAsksQuery(around, at - secondWithin, looked),
    wars: warsQuery(around),
    last: lastWarQuery(around),
  }
}

/** Whether somebody commands in the area of what was asked. */
export function mayAgree({ roles }: Who, { area, place, street_id }: OpenAsk): boolean {
  if (area === 'all') return mayCommand(roles, { of: 'all' })
  const of: Place['of'] = area.startsWith('s') ? 'street' : 'community'
  return mayCommand(roles, { of, id: Number(area.slice(1)), name: place, key: '', street_id, here: 0 })
}

/** Whether the group's community lies in the area of what was asked. */
export const isHere = ({ area }: OpenAsk, { group }: Who): boolean =>
  group !== undefined && ['all', `c${group.community_id}`, `s${group.street_id}`].includes(area)

/** Where was asked to be switched. */
export const areaAsked = ({ area, place, street_id }: OpenAsk) => ({
  key: area,
  name: place,
  streetId: street_id,
})
