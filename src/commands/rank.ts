import { addMonths, monthOf } from '../domain/calendar/shanghai.ts'
import { checkLine } from '../domain/figures/check-line.ts'
import { refuse } from '../domain/refusal.ts'
import { type Line, line, offer } from '../domain/say.ts'
import {
  type BoardRow,
  communityBoardQuery,
  communityOf,
  ledgerSumsQuery,
  peopleBoardQuery,
  unitBoardQuery,
  unitOf,
  withHoursQuery,
} from '../store/board.ts'
import { args, optional } from './args/args.ts'
import { board } from './args/choices.ts'
import { period } from './args/period.ts'
import { checkLines, communityLines, peopleLines, unitLines } from './board-lines.ts'
import { type Decision, defineCommand, type Who } from './define.ts'
import { registeredOrAppointed } from './gates.ts'

/** Rows of a board at most; names of people in a group; and of each of two boards that share one answer. */
const [most, mostInGroup, mostOfTwo] = [8, 5, 4]

/** The kept period that is meant (`2026-11`, `2026`); undefined where the ledger keeps none, such as a week. */
function periodOf(typed: string | undefined, at: number, usual: 'month' | 'year'): string | undefined {
  const month = monthOf(at)
  const year = month.slice(0, 4)
  if (typed === undefined) return usual === 'month' ? month : year
  if (/^\d{4}-\d\d$/.test(typed)) return typed
  const named: { [word: string]: string } = {
    本月: month,
    上月: addMonths(month, -1),
    今年: year,
    去年: String(Number(year) - 1),
  }
  return named[typed]
}

/**
 * `/排行 [单位|社区] [本月|今年]`: the top by approved hours, never the bottom (R117). In private the people of my unit and
 * my community, and my own place; in a group its community's top five this month. 单位: hours per verified member
 * (R057), 社区: hours, both with the check line (R070).
 */
export const rank = defineCommand({
  name: '排行',
  aliases: ['rank', 'ph'],
  topic: 'figures',
  usage: '/排行 [单位|社区] [本月|今年]',
  example: '/排行 单位',
  args: args({ scope: optional(board), period: optional(period) }),
  who: registeredOrAppointed,
  read: ({ args: { scope, period }, sender, community, message, at }) => {
    const inGroup = message.conversation.kind === 'group'
    const people = scope === undefined
    // In a group people are named for this month only, whatever was asked.
    const when = (people && inGroup ? monthOf(at) : periodOf(period, at, 'year')) ?? ''
    const [unit, home] = [unitOf(sender), inGroup ? community : communityOf(sender)]
    const whenOf = (asked: boolean) => (asked ? when : '')
    return {
      inUnit: peopleBoardQuery('unit_id', unit, sender, whenOf(people && !inGroup), most),
      inCommunity: peopleBoardQuery('community_id', home, sender, whenOf(people), most),
      units: unitBoardQuery(unit, whenOf(scope === '单位'), most),
      communities: communityBoardQuery(communityOf(sender), whenOf(scope === '社区'), most),
      withHours: withHoursQuery(unit, whenOf(scope === '单位' && !inGroup)),
      sums: ledgerSumsQuery(whenOf(!people)),
    }
  },
  decide: ({ args: { scope, period }, facts, who, at }) => {
    const when = periodOf(period, at, scope === undefined && who.inGroup ? 'month' : 'year')
    if (when === undefined) return refuse('rank.period', { text: period ?? '' })
    if (scope === undefined) {
      return who.inGroup ? ofGroup(facts.inCommunity, who, monthOf(at)) : ofPerson(facts, who, when)
    }
    const rows = scope === '单位' ? facts.units : facts.communities
    const [first] = rows
    if (!first) return { say: [line('rank.empty_all', { period: when })], offer: next }
    const say: Line[] =
      scope === '单位'
        ? [line('rank.units', { period: when, of: first.of }), ...unitLines(facts.units, most)]
        : [line('rank.communities', { period: when, of: first.of }), ...communityLines(rows, most)]
    say.push(checkLines(checkLine(facts.sums)))
    if (!who.inGroup) {
      const mine =
        scope === '单位' ? ofMyUnit(facts.units, facts.withHours, who, when) : ofMyCommunity(rows, who)
      say.push(...mine)
    }
    return { say, offer: next }
  },
})

const next = [offer('offer.me', '/我的')]

/** The top five of the group's community this month; nobody's own place. */
function ofGroup(
  rows: readonly BoardRow[],
  { group }: Who,
  period: string,
): Decision | ReturnType<typeof refuse> {
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
function ofPerson(
  { inUnit, inCommunity }: { inUnit: readonly BoardRow[]; inCommunity: readonly BoardRow[] },
  { person }: Who,
  period: string,
): Decision | ReturnType<typeof refuse> {
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
        : line('rank.mine_none', { period }),
    )
  }
  return { say, offer: next }
}

/** My unit's place, last and in private; its liaison also hears how many have no hours, without names (R057). */
function ofMyUnit(
  rows: readonly (BoardRow & { verified: number })[],
  withHours: readonly { people: number }[],
  { person, roles }: Who,
  period: string,
): Line[] {
  const mine = rows.find(({ id }) => id === person?.unit_id)
  if (!mine) return []
  const { name, verified, place, minutes } = mine
  const idle = Math.max(0, verified - (withHours[0]?.people ?? 0))
  const isLiaison = roles.some((r) => r.role === 'liaison' && r.unit_id === mine.id)
  return [
    line('rank.my_unit', { name, place, verified, average: Math.floor(minutes / verified) }),
    ...(isLiaison && idle > 0 ? [line('rank.my_unit_idle', { name, verified, period, idle })] : []),
  ]
}

/** My community's place, last and in private. */
function ofMyCommunity(rows: readonly BoardRow[], { person }: Who): Line[] {
  const mine = rows.find(({ id }) => id === person?.community_id)
  return mine
    ? [line('rank.my_community', { name: mine.name, place: mine.place, minutes: mine.minutes })]
    : []
}
