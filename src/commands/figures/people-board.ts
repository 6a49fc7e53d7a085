import { type Refusal, refuse } from '../../domain/refusal.ts'
import { line, offer } from '../../domain/say.ts'
import type { BoardRow } from '../../store/board.ts'
import type { Decision, Who } from '../define.ts'
import { most, peopleLines } from './board-lines.ts'

/** Names of people in a group at most, and of each of two boards that share one answer. */
const [mostInGroup, mostOfTwo] = [5, 4]

const next = [offer('offer.me', '/我的')]

/** The top five of the group's community this month; nobody's own place. */
export function boardOfGroup(rows: readonly BoardRow[], { group }: Who, period: string): Decision | Refusal {
  if (!group) return refuse('group.unbound')
  const what = { name: group.community, period }
  const lines = peopleLines(rows, mostInGroup)
  return {
    say: [
      lines.length > 0 ? line('rank.top_people', { ...what, most: mostInGroup }) : line('rank.empty', what),
      ...lines,
      line('rank.private'),
    ],
    offer: next,
  }
}

/** The people of my unit and of my community, and my places; a unit that stands for the community is left out. */
export function boardsOfPerson(
  { inUnit, inCommunity }: { inUnit: readonly BoardRow[]; inCommunity: readonly BoardRow[] },
  { person }: Who,
  period: string,
): Decision | Refusal {
  if (!person?.unit || !person.community) return refuse('rank.where')
  const { unit, community } = person
  const boards =
    unit === community
      ? [{ name: community, rows: inCommunity }]
      : [
          { name: unit, rows: inUnit },
          { name: community, rows: inCommunity },
        ]
  const each = boards.length > 1 ? mostOfTwo : most
  const say = boards.flatMap(({ name, rows }) => [
    rows[0] ? line('rank.people', { name, period, of: rows[0].of }) : line('rank.empty', { name, period }),
    ...peopleLines(rows, each),
  ])
  const [ofUnit, ofCommunity] = [inUnit, inCommunity].map((rows) => rows.find(({ id }) => id === person.id))
  if (ofUnit && ofCommunity) {
    say.push(
      line('rank.mine_both', { unit, inUnit: ofUnit.place, community, inCommunity: ofCommunity.place }),
    )
  } else {
    const mine = ofUnit ?? ofCommunity
    say.push(
      mine
        ? line('rank.mine', { name: ofUnit ? unit : community, place: mine.place, minutes: mine.minutes })
        : person.state === 'verified'
          ? line('rank.mine_none', { period })
          : line('rank.mine_unverified'),
    )
  }
  return { say, offer: next }
}
