import { webhookOf } from '../cast.ts'
import { COMMUNITIES } from '../data.ts'
import type { Person, Place } from '../types.ts'
import { BY_ROLE } from './suggestions-by-role.ts'

const SELF = ['/我的', '/帮助', '/语言 繁', '/语言 简']

/** Where somebody who answers for a community finds what only they would type: where things stand on this machine. */
export interface Around {
  people: readonly Person[]
  places: readonly Place[]
  /** Where the platforms' servers are. */
  origin: string
}

/** What this person would likely type here, likeliest first. */
export function suggestionsFor(person: Person, kind: Place['kind'], around: Around): string[] {
  const own = BY_ROLE[person.role][kind]
  const here = kind === 'private' ? ` ${COMMUNITIES[0].name}` : ''
  if (person.role === 'newcomer')
    return [`/登记 ${person.name} 市财政局${here}`, `/登记 ${person.name} 居民${here}`, '/帮助']
  const more = person.role === 'secretary' ? keepersOf(person, kind, around) : []
  return [...own, ...more, ...SELF]
}

/** A roster with people of the community, and the addresses of its groups' webhooks, as their settings show them. */
function keepersOf({ community }: Person, kind: Place['kind'], { people, places, origin }: Around): string[] {
  const names = people
    .filter((one) => one.community === community && (one.role === 'member' || one.role === 'volunteer'))
    .map((one) => one.name)
  const [one, two, three, four] = names
  const plan = `/排班\n明天 9:00-11:30 ${one} ${two}\n下周一至周三 14:00-17:00 ${three} ${four}`
  if (kind === 'group') return [plan]
  const groups = places.filter((place) => place.kind === 'group' && place.community === community)
  return [
    plan,
    `/结对 ${one} H12 教育`,
    ...groups.map((group) =>
      ['/绑定推送', webhookOf(group, origin), group.webhookSecret].filter(Boolean).join(' '),
    ),
  ]
}
