import { dayOf } from '../../domain/calendar/shanghai.ts'
import type { Calendar } from '../../domain/calendar/working-days.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { daysOnRoster } from '../../domain/roster/swap.ts'
import { line, offer } from '../../domain/say.ts'
import type { TypedPlan } from '../args/shifts.ts'
import type { Decision, Situation } from '../define.ts'
import type { Slot } from './plan-slots.ts'
import type { Planner } from './roster-place.ts'

/** So long a command may be to stand on a button. */
const longestCommand = 300

/**
 * Somebody would be replaced too early (R018): nothing is planned, and the secretary may agree with one tap, or by
 * typing 同意 in front of the same text. Refuses a liaison with plan.tenure_liaison.
 */
export function askSecretary(
  { args, at, policy }: Situation<{ plan: TypedPlan }, unknown>,
  place: Planner,
  short: readonly Slot[],
  calendar: Calendar,
): Decision | Refusal {
  const people = new Map(short.map((slot) => [slot.from_person?.id, slot]))
  const named = [...people.values()].map(({ from_person, day }) => ({
    name: from_person?.name ?? '',
    days: daysOnRoster(from_person?.since ?? day, dayOf(at), calendar),
    limit: policy.tenureDays,
  }))
  const [first] = named
  if (place.units && first) return refuse('plan.tenure_liaison', first)
  const command = `/排班 同意 ${args.plan.text}`
  const tapped = command.length <= longestCommand
  return {
    say: [
      line('plan.tenure_title'),
      ...named.slice(0, 6).map((one) => line('plan.tenure', one)),
      line(tapped ? 'plan.tenure_tap' : 'plan.tenure_type'),
    ],
    offer: tapped ? [offer('offer.plan_agree', command)] : [],
  }
}
