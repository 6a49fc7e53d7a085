/** Somebody who wants a place of an easy order. `behind`: minutes behind the year's pace (figures/pace.ts), 0 when not; `at`: when they said so, ms. */
export interface Entrant {
  person_id: number
  behind: number
  at: number
}

/** Who got a place, in the order in which they came, and the waiting list. Nobody's pace is in it (rule 8.8). */
export interface Drawn {
  winners: number[]
  waiting: number[]
}

/**
 * The draw of an easy order (R032): who came within the ten minutes takes part, the places go to those furthest behind
 * their pace, ties by lot. Who came after `drawAt`, before the draw was held, comes behind, in the order of arrival. The
 * same seed and people give the same winners, in whatever order the rows come; the lot of a person is `lot`.
 */
export function draw(seed: string, entrants: readonly Entrant[], places: number, drawAt: number): Drawn {
  const inTime = entrants.filter(({ at }) => at < drawAt)
  const late = entrants.filter(({ at }) => at >= drawAt)
  const ranked = [
    ...inTime.sort((a, b) => b.behind - a.behind || byLot(seed, a, b)),
    ...late.sort((a, b) => a.at - b.at || byLot(seed, a, b)),
  ]
  const winners = ranked.slice(0, Math.max(0, places))
  return {
    // Not in the order of the pace: that would publish who is further behind than whom.
    winners: winners
      .sort((a, b) => a.at - b.at || a.person_id - b.person_id)
      .map(({ person_id }) => person_id),
    waiting: ranked.slice(Math.max(0, places)).map(({ person_id }) => person_id),
  }
}

const byLot = (seed: string, a: Entrant, b: Entrant): number =>
  lot(seed, a.person_id) - lot(seed, b.person_id) || a.person_id - b.person_id

/**
 * The lot of a person under a seed, 0…2^32-1, the lowest first: FNV-1a over the characters of `seed/person`, mixed by
 * the finish of MurmurHash3. Anybody can compute it again.
 */
export function lot(seed: string, personId: number): number {
  let hash = 0x811c9dc5
  for (const sign of `${seed}/${personId}`) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** The seed that is published with the winners: the order's number and six random bytes, so that it is nobody's choice. */
export const seedOf = (order: number, bytes: Uint8Array): string =>
  `${order}-${[...bytes.subarray(0, 6)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`
