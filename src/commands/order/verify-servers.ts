import { dayOf, MINUTE } from '../../domain/calendar/shanghai.ts'
import type { StandingEntry } from '../../domain/ledger/entry.ts'
import { type Credit, credit, type GradedOrder } from '../../domain/order/credit.ts'
import type { OrderRules } from '../../domain/order/rules.ts'
import { type ServiceSpan, spansOfLength } from '../../domain/order/work-time.ts'
import type { Policy } from '../../domain/policy.ts'
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import type { CreditOf } from '../../store/credit.ts'
import type { Server } from '../../store/servers.ts'
import { fold } from '../../text/fold.ts'
import type { PersonHours } from '../args/person-hours.ts'

/** Somebody who is credited, as it is written and as it is told. */
export interface Credited extends CreditOf, Pick<Credit, 'minutes' | 'points' | 'fullDays'> {
  name: string
  verified: boolean
}

/** Who gets what, who gets nothing and why, and who never said that it is done. */
export interface Sorted {
  credits: Credited[]
  refused: { person: number; name: string; why: Refusal }[]
  unfinished: string[]
}

/**
 * Hours by person (rule 8.16), by name or number (`P12`): minutes by id. Refuses with verify.not_server for one that
 * holds no place, verify.namesakes for a name that two of them have, verify.named_twice.
 */
export function namedHours(
  hours: readonly PersonHours[],
  servers: readonly Server[],
  order: number,
): Map<number, number> | Refusal {
  const minutes = new Map<number, number>()
  for (const typed of hours) {
    const name = fold(typed.name).trim()
    const meant = servers.filter(({ id, key }) => key === name || `p${id}` === name)
    const [one] = meant
    const params = { order, name: typed.name }
    if (!one && servers.length === 0) return refuse('verify.nobody', params)
    if (!one)
      return refuse('verify.not_server', {
        ...params,
        names: servers.slice(0, 8).map(({ name }) => name ?? ''),
      })
    if (meant.length > 1) return refuse('verify.namesakes', params)
    if (minutes.has(one.id)) return refuse('verify.named_twice', params)
    minutes.set(one.id, typed.minutes)
  }
  return minutes
}

interface Facts {
  servers: readonly Server[]
  standing: readonly (StandingEntry & { person_id: number })[]
  hours: ReadonlyMap<number, number>
}

/** What everybody who served gets for a graded order; who has not said that it is done needs hours by name. */
export function creditEach(
  order: GradedOrder & { ends_at: number | null },
  { servers, standing, hours }: Facts,
  { at, now, rules, policy }: { at: number; now: number; rules: OrderRules; policy: Policy },
): Sorted {
  const sorted: Sorted = { credits: [], refused: [], unfinished: [] }
  for (const server of servers) {
    const name = server.name ?? ''
    const said = server.state === 'done' ? (JSON.parse(server.spans ?? '[]') as ServiceSpan[]) : []
    const minutes = hours.get(server.id)
    const spans =
      minutes === undefined ? said : spansOfLength(said, minutes, Math.min(order.ends_at ?? at, at))
    const [first] = spans
    if (!first) {
      sorted.unfinished.push(name)
      continue
    }
    const served = JSON.parse(server.served) as { [month: string]: number }
    const before = served[dayOf(first.from).slice(0, 7)] ?? 0
    const stands = [...standing.filter(({ person_id }) => person_id === server.id), ...running(server, now)]
    const got = credit(order, { spans, standing: stands, before }, now, rules, policy)
    if (isRefusal(got))
      sorted.refused.push({ person: server.id, name, why: { ...got, params: { ...got.params, name } } })
    else {
      sorted.credits.push({ person: server.id, name, verified: server.verified === 1, ...got, spans })
    }
  }
  return sorted
}

/** A running duty counts as standing up to now: its own hours come with its check-out. */
function running({ on_duty }: Server, now: number): StandingEntry[] {
  if (on_duty === null) return []
  const [from, to] = [on_duty, now].map((instant) => Math.floor(instant / MINUTE) * MINUTE) as [
    number,
    number,
  ]
  return from < to
    ? [{ id: 0, service_day: dayOf(from), started_at: from, ended_at: to, minutes: (to - from) / MINUTE }]
    : []
}
