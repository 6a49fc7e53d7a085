import { munkres } from 'munkres'
import { nextBest } from '../src/domain/pairing/next-best.ts'
import type { Pool, PoolPerson, ProposedPair, Side } from '../src/domain/pairing/pool.ts'
import { proposePairs } from '../src/domain/pairing/propose.ts'
import { dayParts } from '../src/domain/profile/free-time.ts'
import { chanceOf } from './rows.ts'

/** A community: how many begin, and how many join every month. */
export interface Start {
  members: number
  volunteers: number
  joins: { members: number; volunteers: number }
}

/** What happened in the years. */
export interface Years {
  runs: number
  proposed: number
  began: number
  refused: number
  unanswered: number
  left: number
  /** Left over twice running while somebody of their side had a place who had not been left over. */
  passedOver: number
  /** The same, but for those who have nobody left whom they may be asked about (vetoes, refusals, earlier partners). */
  unfair: number
  /** Places given to somebody while one was left over who had waited longer and might have had it. */
  outOfTurn: number
  repeats: number
  /** Repeats while somebody was free with whom one of the two was never paired. */
  needlessRepeats: number
  longestWait: number
  scores: number[]
  /** Percent of the smaller side that had a partner, by month. */
  paired: number[]
}

const months = 24
const term = 6
/** Of a hundred people or pairs in a month. */
const rates = { leaves: 2, breaks: 2, prolongs: 50, vetoes: 3, wishes: 5, away: 5, no: 12, silent: 6 }
const skills = ['法律', '医疗', '维修', '教育', '摄影', '调解', '心理', '电脑']

interface Pair {
  member: number
  volunteer: number
  since: number
}

/** Somebody's answer in the two years, by chance and always the same. */
const happens = (percent: number, ...what: (string | number | boolean)[]): boolean =>
  100 * chanceOf(what.join('/')) < percent

const pick = <T>(from: readonly T[], ...what: (string | number | boolean)[]): T =>
  from[Math.floor(chanceOf(what.join('/')) * from.length)]!

/** Two years of a community in which people join, leave, are away, refuse, do not answer, part and go on. */
export function play({ members, volunteers, joins }: Start): Years {
  const people = new Map<number, PoolPerson>()
  const wishes: { from: number; to: number; wants: boolean }[] = []
  const earlier: (readonly [number, number])[] = []
  const declined: (readonly [number, number])[] = []
  let pairs: Pair[] = []
  const seen: Years = { ...nothing, scores: [], paired: [] }

  const arrive = (count: number, side: Side) => {
    for (let i = 0; i < count; i++) people.set(people.size + gone + 1, newcomer(people.size + gone + 1, side))
  }
  let gone = 0
  const leftOver = (id: number) => {
    const one = people.get(id)
    if (!one) return
    people.set(id, { ...one, left: one.left + 1 })
    seen.longestWait = Math.max(seen.longestWait, one.left + 1)
  }
  const settled = (id: number) => people.set(id, { ...people.get(id)!, left: 0 })
  const end = (pair: Pair) => {
    pairs = pairs.filter((one) => one !== pair)
    earlier.push([pair.member, pair.volunteer])
  }

  arrive(members, 'member')
  arrive(volunteers, 'volunteer')
  for (let month = 1; month <= months; month++) {
    for (const { id } of [...people.values()].filter((one) =>
      happens(rates.leaves, 'leaves', month, one.id),
    )) {
      const pair = pairs.find((one) => one.member === id || one.volunteer === id)
      people.delete(id)
      gone += 1
      if (!pair) continue
      end(pair)
      leftOver(pair.member === id ? pair.volunteer : pair.member)
    }
    arrive(joins.members, 'member')
    arrive(joins.volunteers, 'volunteer')
    for (const pair of pairs) {
      const { member, volunteer, since } = pair
      const over = month > since && (month - since) % term === 0
      if (over && !happens(rates.prolongs, 'prolongs', month, member)) end(pair)
      else if (happens(rates.breaks, 'breaks', month, member)) {
        end(pair)
        leftOver(volunteer)
      }
    }
    const taken = new Set(pairs.flatMap(({ member, volunteer }) => [member, volunteer]))
    const free = [...people.values()].filter(
      ({ id }) => !taken.has(id) && !happens(rates.away, 'away', month, id),
    )
    for (const [wants, rate] of [
      [true, rates.wishes],
      [false, rates.vetoes],
    ] as const)
      for (const { id, side } of free)
        if (happens(rate, wants, month, id)) {
          const others = free.filter((other) => other.side !== side)
          if (others.length > 0)
            wishes.push({ from: id, to: pick(others, 'whom', wants, month, id).id, wants })
        }
    const poolOf = (those: readonly PoolPerson[], asked: readonly (readonly [number, number])[]): Pool => ({
      people: those.map(({ id }) => people.get(id)!),
      needs: [pick(skills, 'need', month), pick(skills, 'need too', month)],
      wishes,
      earlier,
      asked,
    })
    const pool = poolOf(free, declined)
    const { pairs: proposed, left } = proposePairs(pool, munkres)
    judge(pool, proposed, left, seen)
    for (const { id } of left) leftOver(id)

    // Who refuses is asked no more in this round; who was refused hears of the next best at once.
    const waiting = [...proposed]
    const asked: (readonly [number, number])[] = [...declined]
    const out = new Set<number>()
    const busy = new Set(proposed.flatMap(({ member, volunteer }) => [member, volunteer]))
    for (let pair = waiting.shift(); pair; pair = waiting.shift()) {
      const { member, volunteer } = pair
      seen.proposed += 1
      seen.scores.push(pair.score)
      asked.push([member, volunteer])
      const against = [member, volunteer].filter((id) =>
        happens(rates.no, 'no', month, id, member, volunteer),
      )
      const silent = [member, volunteer].filter((id) =>
        happens(rates.silent, 'silent', month, id, member, volunteer),
      )
      const not = against.length > 0 ? against.slice(0, 1) : silent
      if (against.length > 0) {
        seen.refused += 1
        declined.push([member, volunteer])
      } else if (silent.length > 0) seen.unanswered += 1
      if (not.length === 0) {
        seen.began += 1
        if (earlier.some(([a, b]) => a === member && b === volunteer)) seen.repeats += 1
        pairs.push({ member, volunteer, since: month })
        for (const id of [member, volunteer]) settled(id)
        continue
      }
      for (const id of [member, volunteer]) busy.delete(id)
      for (const id of not) {
        out.add(id)
        settled(id)
      }
      for (const id of [member, volunteer].filter((id) => !not.includes(id))) {
        leftOver(id)
        const next = nextBest(
          poolOf(
            free.filter((one) => !busy.has(one.id) && !out.has(one.id)),
            asked,
          ),
          id,
        )
        if (!next) continue
        waiting.push(next)
        for (const other of [next.member, next.volunteer]) busy.add(other)
      }
    }
    const sides = (['member', 'volunteer'] as const).map(
      (side) => [...people.values()].filter((one) => one.side === side).length,
    )
    seen.runs += 1
    seen.paired.push((100 * pairs.length) / Math.min(...sides))
  }
  return seen
}

const nothing = {
  runs: 0,
  proposed: 0,
  began: 0,
  refused: 0,
  unanswered: 0,
  left: 0,
  passedOver: 0,
  unfair: 0,
  outOfTurn: 0,
  repeats: 0,
  needlessRepeats: 0,
  longestWait: 0,
}

/** Somebody new, with a profile by chance that is always the same. */
export const newcomer = (id: number, side: Side): PoolPerson => ({
  id,
  side,
  grid_id: happens(10, 'no grid', id) ? null : pick([1, 2, 3, 4, 5, 6], 'grid', id),
  skills: skills.filter((skill) => happens(20, skill, id)),
  free: [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) =>
    dayParts.filter((part) => happens(20, 'free', weekday, part, id)).map((part) => ({ weekday, part })),
  ),
  served: 30 * Math.floor(chanceOf(`served/${id}`) * 40),
  left: 0,
})

/** What a run did to those who were left over last time, and to earlier partners. */
function judge(
  pool: Pool,
  proposed: readonly ProposedPair[],
  left: readonly { id: number; why: string }[],
  seen: Years,
): void {
  const people = new Map(pool.people.map((one) => [one.id, one]))
  const served = proposed.flatMap(({ member, volunteer }) => [people.get(member)!, people.get(volunteer)!])
  const known = (links: Pool['earlier'], a: number, b: number) =>
    links.some(([m, v]) => (m === a && v === b) || (m === b && v === a))
  const vetoed = (a: number, b: number) =>
    pool.wishes.some(
      ({ from, to, wants }) => !wants && ((from === a && to === b) || (from === b && to === a)),
    )
  seen.left += left.length
  for (const { id, why } of left) {
    const one = people.get(id)!
    const before = served.filter((other) => other.side === one.side && other.left < one.left)
    const mightServe = why === 'pair.left.odd'
    if (before.some((other) => other.left === 0)) {
      seen.passedOver += 1
      if (mightServe) seen.unfair += 1
    }
    if (mightServe) seen.outOfTurn += before.length
  }
  for (const { member, volunteer } of proposed)
    if (
      known(pool.earlier, member, volunteer) &&
      left.some(({ id }) =>
        [member, volunteer].some(
          (own) =>
            people.get(own)?.side !== people.get(id)?.side &&
            !known(pool.earlier, own, id) &&
            !known(pool.asked, own, id) &&
            !vetoed(own, id),
        ),
      )
    )
      seen.needlessRepeats += 1
}
