import type { Urgency } from '../../domain/order/rules.ts'
import type { Area } from '../../domain/rally/area.ts'
import { line, offer } from '../../domain/say.ts'
import type { Query } from '../../store/d1.ts'
import { callLater, callPeople } from '../../store/rally-call.ts'
import { writeToCalled, writeToGroups, writeToRoles } from '../../store/rally-letters.ts'
import type { Situation } from '../define.ts'
import { type Called, callLines, callOffers, titleLine } from './rally-lines.ts'
import { type Callable, firstCallees } from './rally-people.ts'

/** A rally that begins; `isCalled`: not only its grid hears of it, the place is called at once. */
export interface NewRally extends Called {
  place: Area
  gridId: number | null
  isCalled: boolean
}

/** Calls the people and groups of a new rally, and tells who answers above it. */
export function callArea(situation: Situation<unknown, Callable>, rally: NewRally): Query[] {
  const { who, key, now } = situation
  const it = { message: key }
  const call = { say: callLines(rally), offer: callOffers }
  const { place } = rally
  if (place.of !== 'community')
    return [
      callLater(it, place.of === 'all' ? 'district' : 'street', now),
      writeToGroups(it, call, { name: 'call', but: who.group?.id ?? null, now }),
    ]
  const need = { ...rally, communityId: place.id }
  return [
    callPeople(it, place.id, rally.isCalled ? firstCallees(need, situation.facts, situation) : 'grid', now),
    writeToCalled(it, place.id, call, now),
    ...(rally.isCalled
      ? [writeToGroups(it, call, { name: 'call', but: who.group?.id ?? null, now })]
      : [tellSecretaries(key, rally, now)]),
    ...(rally.isCalled && levelOf[rally.urgency].length > 0
      ? [
          writeToRoles(
            it,
            levelOf[rally.urgency],
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
}

/** Who hears of a rally of a community at once, by its level (分级响应). */
const levelOf: { [K in Urgency]: Parameters<typeof writeToRoles>[1] } = {
  normal: [],
  raised: [],
  urgent: ['secretary', 'street_officer'],
  critical: ['secretary', 'street_officer', 'administrator'],
}

/** The community hears what a grid has found, with the tap that calls it. */
const tellSecretaries = (key: string, rally: NewRally, now: number): Query =>
  writeToRoles(
    { message: key },
    ['secretary'],
    {
      say: [titleLine(rally), line('rally.found_how', { area: rally.area })],
      offer: [offer('offer.rally_call', `/集结 ${rally.area} 呼叫`)],
    },
    'found',
    now,
  )
