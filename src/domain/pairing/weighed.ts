import { matches } from '../order/matching.ts'
import { dayParts, type FreeTime } from '../profile/free-time.ts'
import type { Pool, PoolPerson } from './pool.ts'

/** Somebody of the pool, ready to be compared with hundreds of others. */
export interface Weighed extends PoolPerson {
  /** Skills of anybody in the pool that they have too, by this word or one like it. */
  has: ReadonlySet<string>
  /** How well they meet each need of the community, percent. */
  meets: readonly number[]
  /** Parts of the week, a bit each. */
  week: number
  wants: ReadonlySet<number>
  /** With whom a veto of either side makes a pair impossible. */
  barred: ReadonlySet<number>
  asked: ReadonlySet<number>
  earlier: ReadonlySet<number>
  /** Grids beside their own. */
  near: ReadonlySet<number>
}

/** The bit of a part of the week. */
const bitOf = ({ weekday, part }: FreeTime): number =>
  1 << ((weekday - 1) * dayParts.length + dayParts.indexOf(part))

/** The people of a pool by id, lowest first, so that the order in which rows came is of no matter. */
export function weigh(pool: Pool): Weighed[] {
  const known = [...new Set(pool.people.flatMap(({ skills }) => skills))].sort()
  const needs = [...new Set(pool.needs)].sort()
  const wants = new Links(pool.wishes.filter((one) => one.wants).map(({ from, to }) => [from, to]))
  const vetoes = pool.wishes.filter((one) => !one.wants).map(({ from, to }) => [from, to] as const)
  const barred = new Links([...vetoes, ...mirrored(vetoes)])
  const asked = new Links([...pool.asked, ...mirrored(pool.asked)])
  const earlier = new Links([...pool.earlier, ...mirrored(pool.earlier)])
  const near = new Links([...(pool.near ?? []), ...mirrored(pool.near ?? [])])
  return [...pool.people]
    .sort((a, b) => a.id - b.id)
    .map((one) => ({
      ...one,
      has: new Set(known.filter((key) => matches(key, one.skills) > 0)),
      meets: needs.map((need) => matches(need, one.skills)),
      week: one.free.reduce((week, time) => week | bitOf(time), 0),
      wants: wants.of(one.id),
      barred: barred.of(one.id),
      asked: asked.of(one.id),
      earlier: earlier.of(one.id),
      near: near.of(one.grid_id),
    }))
}

/** Whether two may be asked about each other. */
export const arePossible = (member: Weighed, volunteer: Weighed): boolean =>
  !member.barred.has(volunteer.id) && !member.asked.has(volunteer.id)

type Link = readonly [number, number]

const mirrored = (links: readonly Link[]): Link[] => links.map(([a, b]) => [b, a])

const none: ReadonlySet<number> = new Set()

/** To whom somebody is linked. */
class Links {
  readonly #to = new Map<number, Set<number>>()

  constructor(links: readonly Link[]) {
    for (const [from, to] of links) {
      const known = this.#to.get(from)
      if (known) known.add(to)
      else this.#to.set(from, new Set([to]))
    }
  }

  of(from: number | null): ReadonlySet<number> {
    return (from === null ? undefined : this.#to.get(from)) ?? none
  }
}
