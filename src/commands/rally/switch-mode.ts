import { areaKey, areaOf, isEverywhere, mayCommand } from '../../domain/rally/area.ts'
import { modeNamed } from '../../domain/rally/mode.ts'
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import { args, excerpt, optional, requiredIfTyped } from '../args/args.ts'
import { mode } from '../args/choices.ts'
import { placeFirst } from '../args/rally-place.ts'
import { rest } from '../args/rest.ts'
import { type Decision, defineCommand } from '../define.ts'
import { registeredOrAppointed } from '../gates.ts'
import { areaAsked, commander, isHere, mayAgree, modeQueries, placeNamed } from './mode-asked.ts'
import { modeLines } from './mode-lines.ts'
import { switchMode } from './mode-switch.ts'

/**
 * `/切换 战时|平时 [地方]`: war rules over an area, or peace again, when a second person types the same (or taps) within ten
 * minutes; one alone changes nothing (R097, rule 8.11). Alone `/切换` shows the mode and since when. Refuses with
 * who.commander, area.*, mode.*, group.unbound.
 */
export const switchModeCommand = defineCommand({
  name: '切换',
  aliases: [],
  topic: 'duty',
  usage: '/切换 战时|平时',
  example: '/切换 战时',
  args: args({ mode: requiredIfTyped(mode, 'arg.mode.missing'), note: optional(rest) }),
  hidden: (who) => commander(who) !== undefined,
  who: registeredOrAppointed,
  read: modeQueries,
  decide: (situation): Decision | Refusal => {
    const { args, facts, who } = situation
    if (args.mode === undefined) return modeLines(situation)
    const refused = commander(who)
    if (refused) return refused
    const wanted = modeNamed[args.mode] ?? 'peace'
    const typed = placeFirst(args.note)
    const named = placeNamed(typed.head, facts.places)
    const isNamed = named !== undefined || isEverywhere(typed.head)
    if (!isNamed && typed.text !== '')
      return refuse('mode.no_place', { name: excerpt(typed.text), command: `/切换 ${args.mode}` })
    const asks = facts.asks.filter(
      (ask) => ask.mode === wanted && ask.asked_by !== who.person?.id && mayAgree(who, ask),
    )
    // Said without a place, it is the yes to what somebody here has asked for.
    if (!isNamed) {
      const here = asks.filter((ask) => !who.inGroup || isHere(ask, who))
      const [ask, second] = here
      if (ask && second)
        return refuse('mode.which', {
          names: here.map(({ place }) => place),
          name: ask.place,
          mode: args.mode,
        })
      if (ask) return switchMode(situation, wanted, areaAsked(ask), facts.asks)
    }
    const meant = areaOf(
      { ...typed, head: named?.key ?? typed.head },
      facts.places,
      who,
      `/切换 ${args.mode}`,
    )
    if (isRefusal(meant)) return meant
    const { area } = meant
    if (!mayCommand(who.roles, area)) return refuse('who.commander')
    return switchMode(
      situation,
      wanted,
      {
        key: areaKey(area),
        name: area.of === 'all' ? '' : area.name,
        streetId: area.of === 'all' ? null : area.street_id,
      },
      facts.asks,
    )
  },
})
