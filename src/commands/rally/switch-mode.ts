import { areaKey, areaOf, isEverywhere, mayCommand, type Place } from '../../domain/rally/area.ts'
import { modeNamed, secondWithin } from '../../domain/rally/mode.ts'
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import { areasQuery } from '../../store/area.ts'
import { areasAround, lastWarQuery, type OpenAsk, openAsksQuery, warsQuery } from '../../store/mode.ts'
import { args, optional, requiredIfTyped } from '../args/args.ts'
import { mode } from '../args/choices.ts'
import { placeFirst } from '../args/rally-place.ts'
import { rest } from '../args/rest.ts'
import { type Decision, defineCommand, type Who } from '../define.ts'
import { registeredOrAppointed } from '../gates.ts'
import { modeLines } from './mode-lines.ts'
import { switchMode } from './mode-switch.ts'

const looked = 20

/** Secretaries, street officers and administrators. Refuses with who.commander. */
const commander = ({ roles }: Who): Refusal | undefined =>
  roles.some(({ role }) => ['administrator', 'secretary', 'street_officer'].includes(role))
    ? undefined
    : refuse('who.commander')

/**
 * `/切换 战时|平时 [地方]`: war rules over an area, or peace again, when a second person types the same (or taps) within ten
 * minutes; one alone changes nothing (R097, rule 8.11). Alone `/切换` shows the mode and since when. Refuses with
 * who.commander, area.*, mode.*, group.unbound.
 */
export const switchModeCommand = defineCommand({
  name: '切换',
  aliases: ['确认切换'],
  topic: 'duty',
  usage: '/切换 战时|平时',
  example: '/切换 战时',
  args: args({ mode: requiredIfTyped(mode, 'arg.mode.missing'), note: optional(rest) }),
  hidden: (who) => commander(who) !== undefined,
  who: registeredOrAppointed,
  read: ({ args: { note }, sender, community, at }) => {
    const around = areasAround(sender, community, placeFirst(note).head)
    return {
      places: areasQuery(sender, community, placeFirst(note).head),
      asks: openAsksQuery(around, at - secondWithin, looked),
      wars: warsQuery(around),
      last: lastWarQuery(around),
    }
  },
  decide: (situation): Decision | Refusal => {
    const { args, facts, who } = situation
    if (args.mode === undefined) return modeLines(situation)
    const refused = commander(who)
    if (refused) return refused
    const wanted = modeNamed[args.mode] ?? 'peace'
    const typed = placeFirst(args.note)
    const isNamed = facts.places.some(({ key }) => key === typed.head) || isEverywhere(typed.head)
    const asks = facts.asks.filter(
      (ask) => ask.mode === wanted && ask.asked_by !== who.person?.id && covers(who, ask),
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
      if (ask)
        return switchMode(
          situation,
          wanted,
          { key: ask.area, name: ask.place, streetId: ask.street_id },
          facts.asks,
        )
    }
    const meant = areaOf(
      isNamed ? typed : { text: '', head: undefined, tail: '' },
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

/** Whether somebody commands in the area of what was asked. */
function covers({ roles }: Who, { area, place, street_id }: OpenAsk): boolean {
  if (area === 'all') return mayCommand(roles, { of: 'all' })
  const of: Place['of'] = area.startsWith('s') ? 'street' : 'community'
  return mayCommand(roles, { of, id: Number(area.slice(1)), name: place, key: '', street_id, here: 0 })
}

/** Whether the group's community lies in the area of what was asked. */
const isHere = ({ area }: OpenAsk, { group }: Who): boolean =>
  group !== undefined && ['all', `c${group.community_id}`, `s${group.street_id}`].includes(area)
