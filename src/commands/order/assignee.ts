import { no } from '../../domain/order/refusals.ts'
import { rulesOf } from '../../domain/order/rules.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { type Line, line, offer } from '../../domain/say.ts'
import type { AssigneeRow } from '../../store/assign.ts'
import type { Mail } from '../../store/mail.ts'
import type { OrderRow } from '../../store/order.ts'
import type { Candidate } from '../../store/role.ts'
import { choosePerson } from '../choose-person.ts'
import type { Decision, Situation, Who } from '../define.ts'
import { insideLines, named, whenLines } from './order-lines.ts'

/** What is known of the people whom a name may mean. */
export interface AssigneeFacts {
  people: Candidate[]
  standing: AssigneeRow[]
}

/** The one person meant, of those who may take the order first; `command` is what to type with another way to name them. */
export function chooseAssignee(
  { people, standing }: AssigneeFacts,
  order: OrderRow,
  who: Who,
  { name, command }: { name: string; command: (person: string) => string },
): { person: Candidate; standing: AssigneeRow } | Decision | Refusal {
  const places = [order.community_id, ...(JSON.parse(order.lent) as number[])]
  const here = people.filter(({ community_id }) => community_id !== null && places.includes(community_id))
  const person = choosePerson(here.length > 0 ? here : people, who, {
    unknown: refuse('assign.unknown', { name, order: order.id }),
    elsewhere: () => refuse('assign.elsewhere', { name, order: order.id }),
    several: (count) => line('assign.several', { name, count }),
    command,
    besides: places,
  })
  if (!('id' in person)) return person
  const row = standing.find(({ id }) => id === person.id)
  return { person, standing: row ?? { id: person.id, claim: null, open: 0, away: 0, busy: 0 } }
}

/**
 * Why somebody cannot be put on an order. Refuses with assign.not_registered, assign.elsewhere, assign.requester,
 * assign.has, assign.limit, claim.over.
 */
export function mayBePut(
  { person, standing }: { person: Candidate; standing: AssigneeRow },
  order: OrderRow,
  { at, policy }: Situation<unknown, unknown>,
): Refusal | undefined {
  const places = [order.community_id, ...(JSON.parse(order.lent) as number[])]
  const what = { name: person.name ?? '', order: order.id }
  const { openClaims } = rulesOf(policy)
  if (order.ends_at !== null && order.ends_at <= at) return no('claim.over', { order: order.id })
  if (person.state !== 'verified' && person.state !== 'pending') return refuse('assign.not_registered', what)
  if (person.community_id === null || !places.includes(person.community_id))
    return refuse('assign.elsewhere', what)
  if (person.id === order.requester_id && order.origin !== 'proposal') return refuse('assign.requester', what)
  if (standing.claim === 'held' || standing.claim === 'done' || standing.claim === 'credited')
    return refuse('assign.has', what)
  const open = standing.open - (standing.claim === 'drawing' ? 1 : 0)
  return open >= openClaims ? refuse('assign.limit', { ...what, limit: openClaims }) : undefined
}

/** Somebody who is away or busy then is put on it only when that is said again; why is told in private only. */
export function asksAgain(
  { person, standing }: { person: Candidate; standing: AssigneeRow },
  { inGroup }: Who,
  command: string,
): Decision | undefined {
  if (!standing.away && !standing.busy) return undefined
  const name = person.name ?? ''
  const why = inGroup ? 'assign.engaged' : standing.away ? 'assign.away' : 'assign.busy'
  return {
    say: [
      why === 'assign.engaged'
        ? line('assign.engaged', { name })
        : why === 'assign.away'
          ? line('assign.away', { name })
          : line('assign.busy', { name }),
      line('assign.anyway', { command: `${command} 确认` }),
    ],
    offer: [offer('offer.assign_anyway', `${command} 确认`)],
  }
}

/** The letter to who was put on an order, with what only they may know, and what was said besides. */
export function assignedMail(
  order: OrderRow,
  to: number,
  { who, key }: Situation<unknown, unknown>,
  when: NonNullable<Mail['when']>,
  note?: string,
): Mail {
  const place: Line[] = order.place === null ? [] : [line('order.where', { place: order.place })]
  return {
    to,
    say: [
      line('mail.assigned', { ...named(order), name: who.person?.name ?? '' }),
      ...(note === undefined ? [] : [line('mail.keeper_says', { name: who.person?.name ?? '', note })]),
      ...whenLines(order),
      ...place,
      ...insideLines(order),
      line(order.origin === 'wish' ? 'wish.how' : 'mail.assigned_how', { order: order.id }),
    ],
    offer: [offer('offer.finish', `/完成 ${order.id}`), offer('offer.release', `/退单 ${order.id}`)],
    dedupe: `order/assigned/${order.id}/${key}/${to}`,
    when,
    ...(order.urgency === 'critical' ? { urgent: true as const } : {}),
  }
}
