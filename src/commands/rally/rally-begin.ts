import { urgencyNamed } from '../../domain/order/rules.ts'
import type { Place } from '../../domain/rally/area.ts'
import { type Area, areaKey, areaOf, gridHeaded, mayCommand } from '../../domain/rally/area.ts'
import { answerWithin } from '../../domain/rally/reach.ts'
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import { line, offer } from '../../domain/say.ts'
import { recordWhen } from '../../store/audit.ts'
import { otherwise } from '../../store/inbox.ts'
import type { RallyRow } from '../../store/rally.ts'
import { beginRally, begunBy, takePlaces } from '../../store/rally-begin.ts'
import { calledTo } from '../../store/rally-letters.ts'
import { placeFirst } from '../args/rally-place.ts'
import type { Decision, Situation } from '../define.ts'
import { outcomeOfRefusal } from '../outcome.ts'
import { callArea, type NewRally } from './rally-called.ts'
import { callLines, callOffers } from './rally-lines.ts'
import type { Callable } from './rally-people.ts'
import { takeUpRally } from './rally-take-up.ts'

const longestReason = 200

export interface RallyArgs {
  note: string | undefined
  people: number | undefined
  urgency: string | undefined
}

export interface RallyFacts extends Callable {
  places: Place[]
  open: RallyRow[]
  grid: { id: number; key: string; community_id: number }[]
  /** The unit that the first word names; those of communities carry their number. */
  units: { name: string; community_id: number | null }[]
}

/** Whether an open rally is in the way of a new one in an area; what the read could not see, the write does. */
const isInTheWay = (rally: RallyRow, area: Area): boolean =>
  area.of === 'community'
    ? rally.community_id === area.id
    : rally.community_id === null && rally.street_id === (area.of === 'street' ? area.id : null)

/** The grid that it is about: the one a commander has named, the one whose head reports it. */
function gridOf({ facts, who }: Situation<RallyArgs, RallyFacts>, area: Area, text: string): number | null {
  const grid = facts.grid.find(({ community_id }) => area.of === 'community' && community_id === area.id)
  if (mayCommand(who.roles, area)) return grid?.key === placeFirst(text).head ? (grid?.id ?? null) : null
  return gridHeaded(who.roles, area, grid?.id) ?? null
}

/** A new rally, or the community's yes to what a grid has found. Refuses with rally.open, rally.no_reason, rally.too_long, rally.unit, area.*. */
export function decideRally(
  situation: Situation<RallyArgs, RallyFacts>,
  me: { id: number },
): Decision | Refusal {
  const { args, facts, who } = situation
  const meant = areaOf(placeFirst(args.note), facts.places, who, '/集结')
  if (isRefusal(meant)) return notOfUnit(meant, facts.units)
  const { area, text } = meant
  const isCommander = mayCommand(who.roles, area)
  const open = facts.open.find((rally) => isInTheWay(rally, area))
  if (open?.reach === 'grid' && isCommander && area.of === 'community')
    return takeUpRally(situation, open, area, me)
  if (open) return refuse('rally.open', { area: open.area, reason: open.reason, at: open.found_at })
  if (text === '') return refuse('rally.no_reason')
  const length = [...text].length
  if (length > longestReason) return refuse('rally.too_long', { length, most: longestReason })
  const urgency = urgencyNamed[args.urgency ?? '紧急'] ?? 'urgent'
  return begin(situation, me, {
    place: area,
    area: area.of === 'all' ? '' : area.name,
    gridId: gridOf(situation, area, text),
    isCalled: isCommander || urgency === 'critical',
    urgency,
    places: args.people ?? null,
    reason: text,
  })
}

/** No place was named; where a unit was, it is said that places are called. */
function notOfUnit(refusal: Refusal, units: RallyFacts['units']): Refusal {
  const unit = units.find(({ community_id }) => community_id === null)
  return unit && refusal.refused.startsWith('area.which')
    ? refuse('rally.unit', { unit: unit.name })
    : refusal
}

/** Begins it, unless one is open there by then, and calls. It is called when it is handled, however long the message was under way. */
function begin(situation: Situation<RallyArgs, RallyFacts>, me: { id: number }, rally: NewRally): Decision {
  const { who, key, at, now } = situation
  const { place, isCalled, urgency } = rally
  const inCommunity = place.of === 'community'
  const first = who.inGroup
    ? callLines(rally)
    : [
        line('rally.begun', { area: rally.area, reason: rally.reason, urgency: [`urgency.${urgency}`] }),
        ...callLines(rally).slice(1, 2),
      ]
  const sent = inCommunity
    ? line('rally.sent', { expected: 0, groups: 0, muted: 0 })
    : line('rally.sent_wide')
  return {
    say: [...first, isCalled ? sent : line('rally.found', { minutes: answerWithin / 60_000 })],
    offer: who.inGroup
      ? callOffers
      : [offer('offer.rally_state', '/集结状态'), offer('offer.rally_end', '/结束集结')],
    writes: [
      beginRally({
        area: areaKey(place),
        communityId: inCommunity ? place.id : null,
        streetId: place.of === 'street' ? place.id : null,
        gridId: rally.gridId,
        reach:
          place.of === 'all'
            ? 'district'
            : place.of === 'street'
              ? 'street'
              : isCalled
                ? 'community'
                : 'grid',
        urgency,
        places: rally.places,
        reason: rally.reason,
        personId: me.id,
        key,
        at,
        calledAt: isCalled ? now : null,
        widenAt: place.of === 'all' ? null : now + answerWithin,
      }),
      otherwise(key, JSON.stringify(outcomeOfRefusal(situation, refuse('rally.open_now')))),
      takePlaces({ message: key }, areaKey(place), now),
      ...callArea(situation, rally),
      calledTo({ message: key }, { name: 'call', here: who.group?.id ?? null, key, index: first.length }),
      recordWhen(
        {
          action: isCalled ? 'rally.call' : 'rally.find',
          subject: `area:${areaKey(place)}`,
          communityId: inCommunity ? place.id : null,
          detail: { urgency, places: rally.places },
        },
        { actorId: me.id, message: key, at: now },
        begunBy(key),
      ),
    ],
    speaks: true,
  }
}
