import { type Refusal, refuse } from './refusal.ts'

/** Characters of an announcement at most; the schema holds the same line. */
export const longestAnnouncement = 500
/** How long the same text to the same community is asked about once more, ms. */
export const sameTextWithin = 60 * 60_000

/** A group as an announcement meets it. */
export interface AnnouncedGroup {
  id: number
  platform: string
  /** A letter gets there now. */
  reached: boolean
}

/** A community that an announcement may be meant for, and by which right. */
export interface AnnouncedPlace {
  id: number
  name: string
  key: string
  here: boolean
  secretary: boolean
  officer: boolean
  administrator: boolean
  /** War rules hold there: no quiet hours. */
  atWar: boolean
  groups: AnnouncedGroup[]
}

/** What was typed: the whole text, and how it reads if its beginning names communities (folded) or all of them. */
export interface TypedAnnouncement {
  text: string
  head?: { all: boolean; names: string[]; text: string }
}

/** Whether somebody may announce there. */
const may = ({ secretary, officer, administrator }: AnnouncedPlace): boolean =>
  secretary || officer || administrator

/**
 * Which communities are meant, and what is left to be said. Names count only when all of them are communities. Without
 * any: in a group its community, in private the street's or the one community of the role. Refuses with
 * announce.elsewhere, announce.unknown, announce.no_text, announce.which, announce.which_all, group.unbound.
 */
export function targetsOf(
  { text, head }: TypedAnnouncement,
  places: readonly AnnouncedPlace[],
  inGroup: boolean,
): { places: AnnouncedPlace[]; text: string } | Refusal {
  const named = places.filter(({ key }) => head?.names.includes(key))
  if (head?.text === '' && (head.all || named.length === head.names.length)) return refuse('announce.no_text')
  if (head?.all) return { places: places.filter(may), text: head.text }
  if (head && named.length > 0) {
    const unknown = head.names.filter((name) => !named.some(({ key }) => key === name))
    if (unknown.length > 0) return refuse('announce.unknown', { names: unknown })
    const elsewhere = named.find((place) => !may(place))
    return elsewhere
      ? refuse('announce.elsewhere', { name: elsewhere.name })
      : { places: named, text: head.text }
  }
  if (inGroup) {
    const here = places.find((place) => place.here)
    if (!here) return refuse('group.unbound')
    return may(here) ? { places: [here], text } : refuse('announce.elsewhere', { name: here.name })
  }
  const own = places.filter(({ secretary, officer }) => secretary || officer)
  const [first] = own
  if (!first) return refuse('announce.which_all')
  return own.length === 1 || own.some(({ officer }) => officer)
    ? { places: own, text }
    : refuse('announce.which', { names: own.map(({ name }) => name), name: first.name })
}

/** The role that stands on an announcement to these communities: the one nearest to them. */
export function announcedAs(
  places: readonly AnnouncedPlace[],
): 'secretary' | 'street_officer' | 'administrator' {
  if (places.every(({ secretary }) => secretary)) return 'secretary'
  return places.every(({ secretary, officer }) => secretary || officer) ? 'street_officer' : 'administrator'
}
