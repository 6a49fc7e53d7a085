import { dayOf } from '../../domain/calendar/shanghai.ts'
import type { StandingEntry } from '../../domain/ledger/entry.ts'
import { typedHours } from '../../domain/ledger/typed-hours.ts'
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import { type Line, line, offer } from '../../domain/say.ts'
import { openDutyQuery } from '../../store/duty.ts'
import { enter, entryNumber, noteOnInserted } from '../../store/enter.ts'
import { fill } from '../../store/inbox.ts'
import { standingQuery } from '../../store/ledger.ts'
import type { WorkTime } from '../args/when.ts'
import type { Ask, Decision, Situation } from '../define.ts'
import { placeOf } from '../gates.ts'

/** What must be known before work typed by hand is recorded: a running duty, and what stands on those days. */
export function typedWorkQueries({ sender, at }: Ask<unknown>, work: WorkTime | undefined) {
  const days = work?.spans.map((span) => span.day).sort() ?? [dayOf(at)]
  return {
    open: openDutyQuery(sender),
    standing: standingQuery(sender, days[0] ?? dayOf(at), days.at(-1) ?? dayOf(at)),
  }
}

interface TypedWorkFacts {
  open: { started_at: number }[]
  standing: StandingEntry[]
}

/**
 * Records hours (`manual`) or a duty after the fact (`makeup`) as typed: a line for each day, which waits for the
 * secretary. What was understood is repeated. Refuses what the rules of the ledger refuse (typedHours), and
 * group.unbound, who.unregistered.
 */
export function recordTypedWork(
  kind: 'manual' | 'makeup',
  work: WorkTime,
  note: string,
  { who, facts, at, now, key, policy }: Situation<unknown, TypedWorkFacts>,
): Decision | Refusal {
  const place = placeOf(who)
  if (isRefusal(place)) return place
  const person = who.person
  if (!person?.unit_id) return refuse('who.unregistered')

  const standing = { standing: facts.standing, duty: facts.open[0] }
  const drafts = typedHours(kind, work.spans, standing, at, policy, now)
  if (isRefusal(drafts)) return drafts
  const say: Line[] = drafts.map(({ serviceDay, startedAt, endedAt, minutes }) =>
    startedAt === null || endedAt === null
      ? line('hours.recorded', { entry: '', day: serviceDay, minutes })
      : line('hours.recorded_span', { entry: '', day: serviceDay, from: startedAt, to: endedAt, minutes }),
  )
  say.push(line('hours.reason', { note }))
  if (work.assumed) say.push(line('hours.assumed'))
  if (drafts.some((draft) => draft.waitsFor.includes('full_day'))) {
    say.push(line('hours.full_day', { limit: policy.fullDayMinutes }))
  }
  const of = {
    person_id: person.id,
    unit_id: person.unit_id,
    community_id: place.communityId,
    grid_id: person.community_id === place.communityId ? person.grid_id : null,
    duty_id: null,
    actor_id: person.id,
    message: key,
    created_at: now,
  }
  return {
    say,
    offer: [offer('offer.undo', '/撤销'), offer('offer.me', '/我的')],
    writes: drafts.flatMap((draft, i) => [
      enter(draft, of),
      noteOnInserted('entry', person.id, note),
      fill(key, `$.say[${i}].params.entry`, entryNumber),
    ]),
  }
}
