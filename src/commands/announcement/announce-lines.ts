import { type AnnouncedPlace, announcedAs } from '../../domain/announcement.ts'
import { opensAt } from '../../domain/outbox/retry.ts'
import { type Line, line } from '../../domain/say.ts'
import type { PlaceRow } from '../../store/announcement.ts'

const named = 6

/** The communities of the rows, each with its groups. */
export function placesIn(rows: readonly PlaceRow[]): AnnouncedPlace[] {
  const places = new Map<number, AnnouncedPlace>()
  for (const row of rows) {
    const { id, name, key, group_id, platform, way, broken } = row
    const place = places.get(id) ?? {
      id,
      name,
      key,
      here: row.here === 1,
      secretary: row.secretary === 1,
      officer: row.officer === 1,
      administrator: row.administrator === 1,
      atWar: row.at_war === 1,
      groups: [],
    }
    if (group_id !== null && platform !== null)
      place.groups.push({ id: group_id, platform, reached: way !== null && broken === 0 })
    places.set(id, place)
  }
  return [...places.values()]
}

type Announced = { places: readonly AnnouncedPlace[]; text: string }

/** An announcement as it appears in a group, line by line as it was typed; the letter to each group gets its own community's name. */
export const announcementLines = ({ places, text }: Announced): Line[] => [
  places.length === 1
    ? line('announce.title', { community: places[0]?.name ?? '' })
    : line('announce.title_many'),
  ...text
    .split('\n')
    .filter((one) => one.trim() !== '')
    .map((one) => line('announce.line', { text: one })),
  line('announce.by', { role: [`role.${announcedAs(places)}`] }),
]

/** The announcement, to how many groups it goes, which of them it does not reach, and when. */
export function previewLines(meant: Announced, now: number): Line[] {
  const groups = meant.places.flatMap((place) => place.groups)
  const on = (platform: string) => groups.filter((group) => group.platform === platform).length
  const counts = { groups: groups.length, wecom: on('wecom'), dingtalk: on('dingtalk') }
  return [
    line('announce.preview'),
    ...announcementLines(meant),
    meant.places.length === 1
      ? line('announce.to_one', { community: meant.places[0]?.name ?? '', ...counts })
      : line('announce.to_many', { communities: meant.places.length, ...counts }),
    ...outOfReach(meant.places, 'announce.cannot'),
    ...later(meant.places, now),
  ]
}

/** Which groups it does not reach, and what to do: a street officer cannot bind them. */
export function outOfReach(
  places: readonly AnnouncedPlace[],
  code: 'announce.cannot' | 'announce.cannot_others',
  but?: number,
): Line[] {
  const names = places.flatMap(({ name, groups }) =>
    groups.filter(({ id, reached }) => !reached && id !== but).map(({ id }) => `G${id} ${name}`),
  )
  if (names.length === 0) return []
  return [
    line(code, { count: names.length, names: names.slice(0, named) }),
    line(announcedAs(places) === 'street_officer' ? 'announce.mend_others' : 'announce.mend'),
  ]
}

/** Whether it goes at once: not in quiet hours, which end where war rules hold everywhere. */
export const goesAtOnce = (places: readonly AnnouncedPlace[], now: number): boolean =>
  opensAt(now) === now || places.every(({ atWar }) => atWar)

/** In quiet hours: when it goes. */
export const later = (places: readonly AnnouncedPlace[], now: number): Line[] =>
  goesAtOnce(places, now) ? [] : [line('announce.later', { at: opensAt(now) })]
