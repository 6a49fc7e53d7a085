import { keptPeriod } from '../../domain/calendar/kept-period.ts'
import { monthOf } from '../../domain/calendar/shanghai.ts'
import { checkLine } from '../../domain/figures/check-line.ts'
import { refuse } from '../../domain/refusal.ts'
import { type Line, line, offer } from '../../domain/say.ts'
import {
  communityBoardQuery,
  communityOf,
  ledgerSumsQuery,
  peopleBoardQuery,
  unitBoardQuery,
  unitOf,
  withHoursQuery,
} from '../../store/board.ts'
import { args, optional } from '../args/args.ts'
import { board } from '../args/choices.ts'
import { period } from '../args/period.ts'
import { defineCommand } from '../define.ts'
import { myCommunityLines, myUnitLines } from '../duty/my-place.ts'
import { registeredOrAppointed } from '../gates.ts'
import { checkLines, communityLines, most, unitLines } from './board-lines.ts'
import { boardOfGroup, boardsOfPerson } from './people-board.ts'

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
    const when = (people && inGroup ? monthOf(at) : keptPeriod(period, at, 'year')) ?? ''
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
    const when = keptPeriod(period, at, scope === undefined && who.inGroup ? 'month' : 'year')
    if (when === undefined) return refuse('rank.period', { text: period ?? '' })
    if (scope === undefined) {
      return who.inGroup
        ? boardOfGroup(facts.inCommunity, who, monthOf(at))
        : boardsOfPerson(facts, who, when)
    }
    const rows = scope === '单位' ? facts.units : facts.communities
    const [first] = rows
    if (!first)
      return { say: [line('rank.empty_all', { period: when })], offer: [offer('offer.me', '/我的')] }
    const say: Line[] =
      scope === '单位'
        ? [line('rank.units', { period: when, of: first.of }), ...unitLines(facts.units)]
        : [line('rank.communities', { period: when, of: first.of }), ...communityLines(rows)]
    say.push(checkLines(checkLine(facts.sums)))
    if (!who.inGroup) {
      const mine =
        scope === '单位' ? myUnitLines(facts.units, facts.withHours, who, when) : myCommunityLines(rows, who)
      say.push(...mine)
    }
    return { say, offer: [offer('offer.me', '/我的')] }
  },
})
