import { clock, dayOf, minuteOfDay } from '../../domain/calendar/shanghai.ts'
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import { isSecretaryOf } from '../../domain/roles.ts'
import { line, offer } from '../../domain/say.ts'
import type { Candidate } from '../../store/role.ts'
import type { ShiftToSwap } from '../../store/shifts-to-swap.ts'
import { fold } from '../../text/fold.ts'
import type { SwapWish } from '../args/swap.ts'
import { choosePerson } from '../choose-person.ts'
import type { Decision, Who } from '../define.ts'
import { dayWords } from './leave-lines.ts'
import { ask, assign } from './swap-begin.ts'
import type { OfSwap, SwapFacts } from './swap-lines.ts'

/**
 * Asks somebody for one's own shift, or (two names, a secretary) gives one person's shift to another at once, also one
 * that has begun and that nobody serves. Refuses
 * with swap.no_shift, swap.no_shift_of, swap.elsewhere, swap.self, swap.not_here, swap.busy, swap.away, swap.waiting,
 * swap.just_now, swap.two.
 */
export function askOrAssign(situation: OfSwap, wish: SwapWish): Decision | Refusal {
  const { facts, who, at } = situation
  const [first = '', second] = wish.names
  const own = second === undefined || fold(first) === who.person?.key
  if (!own && !who.roles.some(({ role }) => role === 'secretary' || role === 'administrator'))
    return refuse('swap.two')
  if (own && !who.person) return refuse('who.unregistered')

  const day = dayWords({ from: wish.day, to: wish.day }, dayOf(at))
  const owner = own ? who.person : ownerOf(facts, who, first, (name) => `/换班 ${day} ${name} ${second}`)
  if (!owner) return refuse('who.unregistered')
  if (isRefusal(owner) || 'say' in owner) return owner
  const theirs = facts.shifts.filter(
    ({ person_id, state, starts_at }) =>
      person_id === owner.id && (!own || (state === 'planned' && starts_at > at)),
  )
  const mine = theirs.filter(({ community_id }) => own || isSecretaryOf(who.roles, community_id))
  if (mine.length === 0 && theirs.length > 0) return refuse('swap.elsewhere', { name: owner.name ?? '' })
  const fitting = mine.filter(({ starts_at }) => isMeant(wish, minuteOfDay(starts_at)))
  const [shift, ...more] = fitting
  if (!shift) {
    return own
      ? refuse('swap.no_shift', { day: wish.day })
      : refuse('swap.no_shift_of', { day: wish.day, name: owner.name ?? '' })
  }
  if (more.length > 0) {
    return {
      say: [line('swap.which_shift', { count: fitting.length })],
      offer: fitting.slice(0, 6).map((one) => {
        const start = clock(minuteOfDay(one.starts_at))
        return offer('offer.shift', `/换班 ${day} ${start} ${wish.names.join(' ')}`, { start })
      }),
    }
  }

  const typed = second ?? first
  const known = second === undefined ? facts.first : facts.second
  const here = known.filter(({ community_id }) => community_id === shift.community_id)
  const before = own ? '' : `${first} `
  const taker = choosePerson(here.length > 0 ? here : known, who, {
    unknown: refuse('swap.unknown', { name: typed }),
    elsewhere: () => refuse('swap.not_here', { name: typed, community: shift.community }),
    several: (count) => line('swap.several', { name: typed, count }),
    command: (person) => `/换班 ${day} ${clock(minuteOfDay(shift.starts_at))} ${before}@${person}`,
  })
  if (isRefusal(taker) || 'say' in taker) return taker
  const refused = mayTake(taker, owner.id, shift, facts)
  if (refused) return refused
  return own
    ? ask(situation, shift, taker)
    : assign(situation, shift, { id: owner.id, name: owner.name ?? '' }, taker)
}

const isMeant = ({ start, part }: SwapWish, minute: number): boolean =>
  (start === undefined || minute === start) && (!part || (minute >= part.from && minute < part.to))

const spanOf = ({ starts_at, ends_at }: { starts_at: number; ends_at: number }) => `${starts_at}-${ends_at}`

/** Of several people of one name those are meant who have a shift that day. */
function ownerOf(facts: SwapFacts, who: Who, name: string, command: (person: string) => string) {
  const holders = facts.first.filter(({ id }) => facts.shifts.some(({ person_id }) => person_id === id))
  return choosePerson(holders.length > 0 ? holders : facts.first, who, {
    unknown: refuse('swap.unknown', { name }),
    elsewhere: () => refuse('swap.unknown', { name }),
    several: (count) => line('swap.several', { name, count }),
    command: (person) => command(`@${person}`),
  })
}

function mayTake(taker: Candidate, owner: number, shift: ShiftToSwap, facts: SwapFacts): Refusal | undefined {
  const name = taker.name ?? ''
  if (taker.id === owner) return refuse('swap.self')
  const settled = taker.state === 'verified' || taker.state === 'pending'
  if (!settled || taker.kind === 'resident' || taker.community_id !== shift.community_id)
    return refuse('swap.not_here', { name, community: shift.community })
  for (const { person_id, starts_at, ends_at } of facts.engaged) {
    if (person_id !== taker.id) continue
    if (starts_at === null || ends_at === null) return refuse('swap.away', { name, day: shift.day })
    if (starts_at < shift.ends_at && ends_at > shift.starts_at)
      return refuse('swap.busy', { name, shifts: [spanOf({ starts_at, ends_at })] })
  }
  return undefined
}
