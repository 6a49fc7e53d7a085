import { areaKey, isEverywhere } from '../../domain/rally/area.ts'
import { modeNamed } from '../../domain/rally/mode.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { args, optional } from '../args/args.ts'
import { mode } from '../args/choices.ts'
import { placeFirst } from '../args/rally-place.ts'
import { rest } from '../args/rest.ts'
import { type Decision, defineCommand } from '../define.ts'
import { areaAsked, commander, isHere, mayAgree, modeQueries, placeNamed } from './mode-asked.ts'
import { switchMode } from './mode-switch.ts'

/**
 * `/确认切换 [战时|平时] [地方]`: the second person's yes to a switch that somebody has asked for (R097); it never asks for one
 * itself. Refuses with who.commander, mode.nothing_asked, mode.which, mode.*.
 */
export const confirmSwitch = defineCommand({
  name: '确认切换',
  aliases: [],
  topic: 'duty',
  usage: '/确认切换 [地方]',
  example: '/确认切换 东湖社区',
  args: args({ mode: optional(mode), note: optional(rest) }),
  hidden: () => true,
  who: commander,
  read: modeQueries,
  decide: (situation): Decision | Refusal => {
    const { args: typed, facts, who } = situation
    const { head, text } = placeFirst(typed.note)
    const place = isEverywhere(head) ? { of: 'all' as const } : placeNamed(head, facts.places)
    const area = place && areaKey(place)
    const open = facts.asks.filter(
      (ask) =>
        mayAgree(who, ask) &&
        (typed.mode === undefined || ask.mode === modeNamed[typed.mode]) &&
        (text === '' ? !who.inGroup || isHere(ask, who) : ask.area === area),
    )
    const others = open.filter(({ asked_by }) => asked_by !== who.person?.id)
    const [ask, second] = others.length > 0 ? others : open
    if (!ask) return refuse('mode.nothing_asked')
    const word = ask.mode === 'war' ? '战时' : '平时'
    if (second)
      return refuse('mode.which', { names: others.map(({ place }) => place), name: ask.place, mode: word })
    return switchMode(situation, ask.mode, areaAsked(ask), facts.asks)
  },
})
