import type { Pool, PoolPerson, Side } from '../../src/domain/pairing/pool.ts'
import { scoreOf } from '../../src/domain/pairing/score.ts'
import { arePossible, type Weighed, weigh } from '../../src/domain/pairing/weighed.ts'

/** Somebody of whom nothing is known. */
export const person = (id: number, side: Side, known: Partial<PoolPerson> = {}): PoolPerson => ({
  id,
  side,
  grid_id: null,
  skills: [],
  free: [],
  served: 0,
  left: 0,
  ...known,
})

export const poolOf = (people: PoolPerson[], known: Partial<Pool> = {}): Pool => ({
  people,
  needs: [],
  wishes: [],
  earlier: [],
  asked: [],
  ...known,
})

/** What a proposal is judged by, each number the higher the better; earlier ones decide before later ones. */
type Worth = number[]

/** Pairs, repeats, how many of those were left over so often (the most often first), total score. */
function worthOf(pairs: readonly (readonly [Weighed, Weighed])[], levels: readonly number[]): Worth {
  const served = pairs.flat()
  return [
    pairs.length,
    -pairs.filter(([member, volunteer]) => member.earlier.has(volunteer.id)).length,
    ...levels.map((level) => served.filter(({ left }) => left === level).length),
    pairs.reduce((sum, [member, volunteer]) => sum + scoreOf(member, volunteer), 0),
  ]
}

export const isBetter = (a: Worth, b: Worth): boolean => {
  const at = a.findIndex((value, i) => value !== b[i])
  return at >= 0 && (a[at] ?? 0) > (b[at] ?? 0)
}

/** Every matching of a small pool, tried one by one: none of the solver's thinking is in here. */
export function everyMatching(pool: Pool): { worth: Worth; served: number[] }[] {
  const people = weigh(pool)
  const levels = levelsOf(pool)
  const members = people.filter(({ side }) => side === 'member')
  const volunteers = people.filter(({ side }) => side === 'volunteer')
  const found: { worth: Worth; served: number[] }[] = []
  const go = (row: number, pairs: (readonly [Weighed, Weighed])[]): void => {
    const member = members[row]
    if (!member) {
      found.push({ worth: worthOf(pairs, levels), served: pairs.flat().map(({ id }) => id) })
      return
    }
    go(row + 1, pairs)
    for (const volunteer of volunteers)
      if (arePossible(member, volunteer) && !pairs.some(([, taken]) => taken === volunteer))
        go(row + 1, [...pairs, [member, volunteer]])
  }
  go(0, [])
  return found
}

/** What pairs named by their ids are worth. */
export function worthOfPairs(pool: Pool, pairs: readonly { member: number; volunteer: number }[]): Worth {
  const people = new Map(weigh(pool).map((one) => [one.id, one]))
  const named = pairs.map(({ member, volunteer }) => [people.get(member)!, people.get(volunteer)!] as const)
  return worthOf(named, levelsOf(pool))
}

const levelsOf = (pool: Pool): number[] =>
  [...new Set(pool.people.map(({ left }) => left))].filter((left) => left > 0).sort((a, b) => b - a)
