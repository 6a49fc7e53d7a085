import { MINUTE } from '../../domain/calendar/shanghai.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { type Line, line, offer } from '../../domain/say.ts'
import type { Query } from '../../store/d1.ts'
import type { OpenDuty } from '../../store/duty.ts'
import { arriveAtRally, arrivedAs, tellEnough, tieDuty } from '../../store/rally-answer.ts'
import type { MyRally } from '../../store/rally-for.ts'
import type { Decision, Situation } from '../define.ts'
import { callLetters } from './rally-lines.ts'

type Arriving = Pick<Situation<unknown, unknown>, 'who' | 'policy' | 'at' | 'now' | 'key'>

/** That somebody has arrived; which one they are the write knows. */
export const arrivalLines = ({ policy }: Pick<Arriving, 'policy'>, rally: MyRally): Line[] =>
  rally.my_arrival === null
    ? [line('rally.arrived', { place: 0, difficulty: policy.difficultyEmergency })]
    : [line('rally.here_again', { difficulty: policy.difficultyEmergency })]

/** The statements of an arrival behind the one that began or tied the duty; `index` is that of its line in the answer. */
export function arrival({ who, at, now, key }: Arriving, rally: MyRally, index: number): Query[] {
  const { person } = who
  if (!person?.unit_id || !person.community_id) return []
  const what = { area: rally.area, reason: rally.reason, arrived: 0 }
  return [
    arriveAtRally({
      person: { id: person.id, unit_id: person.unit_id, community_id: person.community_id },
      key,
      at,
    }),
    arrivedAs(rally.id, person.id, key, index),
    ...tellEnough(
      rally.id,
      { group: [line('rally.enough', what)], caller: [line('rally.enough', what)] },
      now,
    ),
  ]
}

/** Somebody who is on duty already arrives: from now on the duty is 应急. */
export function arriveOnDuty(situation: Arriving, rally: MyRally, open: OpenDuty): Decision | Refusal {
  const { at } = situation
  if (!situation.who.person?.unit_id) return refuse('who.unregistered')
  return {
    say: [
      ...arrivalLines(situation, rally),
      line('duty.running', { community: open.community, at: open.started_at }),
      line('duty.so_far', { minutes: Math.max(0, Math.floor((at - open.started_at) / MINUTE)) }),
      line('duty.how_to_end'),
    ],
    offer: [offer('offer.check_out', '/签退')],
    writes: [tieDuty(open.id, rally.id), ...arrival(situation, rally, 0)],
    speaks: true,
    settles: [callLetters(rally.id)],
  }
}
