import { urgencyNamed } from '../../domain/order/rules.ts'
import type { Place } from '../../domain/rally/area.ts'
import { type Area, areaKey, areaOf, gridHeaded, mayCommand } from '../../domain/rally/area.ts'
import { answerWithin } from '../../domain/rally/reach.ts'
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import { line, offer } from '../../domain/say.ts'
import { recordWhen } from '../../store/audit.ts'
import type { CandidateRow } from '../../store/candidates.ts'
import { otherwise } from '../../store/inbox.ts'
import type { RallyRow } from '../../store/rally.ts'
import {
  beginRally,
  begunBy,
  calledTo,
  callLater,
  callPeople,
  takePlaces,
  writeToCalled,
  writeToGroups,
  writeToRoles,
} from '../../store/rally-begin.ts'
import { placeFirst } from '../args/rally-place.ts'
import type { Decision, Situation } from '../define.ts'
import { outcomeOfRefusal } from '../outcome.ts'
import { callLines, callOffers, titleLine } from './rally-lines.ts'
import { firstCallees } from './rally-people.ts'
import { takeUpRally } from './rally-take-up.ts'

const longestReason = 200

export interface RallyArgs {
  note: string | undefined
  people: number | undefined
  urgency: string | undefined
}

export interface RallyFacts {
  places: Place[]
  open: RallyRow[]
  people: CandidateRow[]
}

/** Whether an open rally is in the way of a new one in an area; what the read could not see, the write does. */
const isInTheWay = (rally: RallyRow, area: Area, inGroup: boolean): boolean =>
  area.of === 'community'
    ? inGroup || rally.community_id === area.id
    : rally.community_id === null && rally.street_id === (area.of === 'street' ? area.id : null)

/** A new rally, or the community's yes to what a grid has found. Refuses with rally.open, rally.no_reason, rally.too_long, area.*. */
export function decideRally(
  situation: Situation<RallyArgs, RallyFacts>,
  me: { id: number },
): Decision | Refusal {
  const { args, facts, who, key, at, now } = situation
  const meant = areaOf(placeFirst(args.note), facts.places, who, '/集结')
  if (isRefusal(meant)) return meant
  const { area, text } = meant
  const isCommander = mayCommand(who.roles, area)
  const open = facts.open.find((rally) => isInTheWay(rally, area, who.inGroup))
  if (open?.reach === 'grid' && isCommander && area.of === 'community')
    return takeUpRally(situation, open, area, me)
  if (open) return refuse('rally.open', { area: open.area, reason: open.reason, at: open.found_at })
  if (text === '') return refuse('rally.no_reason')
  const length = [...text].length
  if (length > longestReason) return refuse('rally.too_long', { length, most: longestReason })

  const urgency = urgencyNamed[args.urgency ?? '紧急'] ?? 'urgent'
  const isCalled = isCommander || urgency === 'critical'
  const gridId = isCommander ? null : (gridHeaded(who.roles, area) ?? null)
  const rally = {
    area: area.of === 'all' ? '' : area.name,
    reason: text,
    urgency,
    places: args.people ?? null,
  }
  const it = { message: key }
  const call = { say: callLines(rally), offer: callOffers }
  const begin = beginRally({
    area: areaKey(area),
    communityId: area.of === 'community' ? area.id : null,
    streetId: area.of === 'street' ? area.id : null,
    gridId,
    reach: area.of === 'all' ? 'district' : area.of === 'street' ? 'street' : isCalled ? 'community' : 'grid',
    urgency,
    places: rally.places,
    reason: text,
    personId: me.id,
    key,
    at,
    calledAt: isCalled ? at : null,
    widenAt: area.of === 'all' ? null : at + answerWithin,
    now,
  })
  const called =
    area.of === 'community'
      ? [
          callPeople(
            it,
            area.id,
            isCalled
              ? firstCallees(
                  { places: rally.places, reason: text, communityId: area.id, gridId },
                  facts.people,
                  situation,
                )
              : 'grid',
            at,
          ),
          writeToCalled(it, area.id, call, at, now),
        ]
      : [callLater(it, area.of === 'all' ? 'district' : 'street', now)]
  const told = isCalled
    ? [
        writeToGroups(it, call, { name: 'call', but: who.group?.id ?? null, now }),
        ...(area.of === 'community' && urgency !== 'normal' && urgency !== 'raised'
          ? [
              writeToRoles(
                it,
                urgency === 'critical'
                  ? ['secretary', 'street_officer', 'administrator']
                  : ['secretary', 'street_officer'],
                {
                  say: [titleLine(rally), line('rally.level_told')],
                  offer: [offer('offer.rally_state', '/集结状态')],
                },
                'level',
                now,
              ),
            ]
          : []),
      ]
    : [
        writeToRoles(
          it,
          ['secretary'],
          {
            say: [titleLine(rally), line('rally.found_how', { area: rally.area })],
            offer: [offer('offer.rally_call', `/集结 ${rally.area} 呼叫`)],
          },
          'found',
          now,
        ),
      ]
  const first = who.inGroup
    ? callLines(rally)
    : [
        line('rally.begun', { area: rally.area, reason: text, urgency: [`urgency.${urgency}`] }),
        ...callLines(rally).slice(1, 2),
      ]
  const end = isCalled
    ? area.of === 'community'
      ? line('rally.sent', { expected: 0, groups: 0, muted: 0 })
      : line('rally.sent_wide')
    : line('rally.found', { minutes: answerWithin / 60_000 })
  return {
    say: [...first, end],
    offer: who.inGroup
      ? callOffers
      : [offer('offer.rally_state', '/集结状态'), offer('offer.rally_end', '/结束集结')],
    writes: [
      ...begin,
      otherwise(key, JSON.stringify(outcomeOfRefusal(situation, refuse('rally.open_now')))),
      takePlaces(it, areaKey(area), at),
      ...called,
      ...told,
      calledTo(it, 'call', key, first.length),
      recordWhen(
        {
          action: isCalled ? 'rally.call' : 'rally.find',
          subject: `area:${areaKey(area)}`,
          communityId: area.of === 'community' ? area.id : null,
          detail: { urgency, places: rally.places },
        },
        { actorId: me.id, message: key, at: now },
        begunBy(key),
      ),
    ],
    speaks: true,
  }
}
