/** How far a rally has called (R034, R101): its grid, its community, the street, or the district, whose people decide further. */
export type Reach = 'grid' | 'community' | 'street' | 'district'

/** After how long without enough answers a rally calls further, and who has not answered is listed to their leader, ms. */
export const answerWithin = 10 * 60_000

/** A rally that nobody has ended is asked about once a day, ms. */
export const askAgainAfter = 24 * 60 * 60_000

const further: { [K in Reach]: Reach | undefined } = {
  grid: 'community',
  community: 'street',
  street: 'district',
  district: undefined,
}

/** What a decision to call further looks at; `places` null: everybody who can. */
export interface Turnout {
  reach: Reach
  places: number | null
  expected: number
  answered: number
  arrived: number
}

/** So many answers are enough: as many as are needed, without a number half of those called. */
const wanted = ({ places, expected }: Turnout): number => places ?? Math.max(1, Math.ceil(expected / 2))

/** Whether as many as were needed have arrived; never without a number. */
export const isEnough = ({ places, arrived }: Pick<Turnout, 'places' | 'arrived'>): boolean =>
  places !== null && arrived >= places

type Step = { is: 'wider'; reach: Reach } | { is: 'waits' } | { is: 'over' }

/**
 * What happens when ten minutes are over (R101): further, where to; waiting, because those who answered are under way or there
 * (an arrival may be taken back); or nothing more, because there is nowhere further.
 */
export function afterTenMinutes(turnout: Turnout): Step {
  const reach = further[turnout.reach]
  if (reach === undefined) return { is: 'over' }
  return isEnough(turnout) || turnout.answered >= wanted(turnout) ? { is: 'waits' } : { is: 'wider', reach }
}

/** How many of those who fit best are called first: three for each place. */
export const firstCalled = (places: number): number => 3 * places
