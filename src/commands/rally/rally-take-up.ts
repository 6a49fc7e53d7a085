import { urgencyNamed } from '../../domain/order/rules.ts'
import type { Place } from '../../domain/rally/area.ts'
import { answerWithin } from '../../domain/rally/reach.ts'
import { refuse } from '../../domain/refusal.ts'
import { line, offer } from '../../domain/say.ts'
import { recordIfChanged } from '../../store/audit.ts'
import { otherwise } from '../../store/inbox.ts'
import type { RallyRow } from '../../store/rally.ts'
import { takeUp } from '../../store/rally-begin.ts'
import { callPeople } from '../../store/rally-call.ts'
import { calledTo, writeToCalled, writeToGroups } from '../../store/rally-letters.ts'
import type { Decision, Situation } from '../define.ts'
import { outcomeOfRefusal } from '../outcome.ts'
import { callLines, callOffers } from './rally-lines.ts'
import { type Callable, firstCallees } from './rally-people.ts'

type Typed = Situation<{ people: number | undefined; urgency: string | undefined }, Callable>

/** The community calls for what its grid has found: the second stage begins (R100). A number and a level typed now count. */
export function takeUpRally(situation: Typed, found: RallyRow, area: Place, me: { id: number }): Decision {
  const { args, facts, who, key, now } = situation
  const urgency = args.urgency === undefined ? undefined : urgencyNamed[args.urgency]
  const rally = { ...found, urgency: urgency ?? found.urgency, places: args.people ?? found.places }
  const call = { say: callLines(rally), offer: callOffers }
  const it = { id: found.id }
  const callees = firstCallees(
    { places: rally.places, reason: rally.reason, communityId: area.id, gridId: found.grid_id },
    facts,
    situation,
  )
  return {
    say: [...call.say, line('rally.sent', { expected: 0, groups: 0, muted: 0 })],
    offer: who.inGroup ? callOffers : [offer('offer.rally_state', '/集结状态')],
    writes: [
      takeUp(found.id, { urgency, places: args.people }, { now, widenAt: now + answerWithin }),
      recordIfChanged(
        {
          action: 'rally.call',
          subject: `rally:${found.id}`,
          communityId: area.id,
          detail: { urgency: rally.urgency },
        },
        { actorId: me.id, message: key, at: now },
      ),
      otherwise(key, JSON.stringify(outcomeOfRefusal(situation, refuse('rally.open_now')))),
      callPeople(it, area.id, callees, now),
      writeToCalled(it, area.id, call, now),
      writeToGroups(it, call, { name: 'call', but: who.group?.id ?? null, now }),
      calledTo(it, { name: 'call', here: who.group?.id ?? null, key, index: call.say.length }),
    ],
    speaks: true,
    settles: [`rally/found/${found.id}/`],
  }
}
