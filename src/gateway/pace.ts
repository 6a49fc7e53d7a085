/** Every time that the gateway waits, in ms, and how often. Tests hand in shorter ones. */
export interface Pace {
  /** The first wait after a failure, and the longest; each is twice the last, less up to half by chance. */
  retry: { first: number; most: number }
  /** The same after the platform refused our keys: asking is rate limited there. */
  refused: { first: number; most: number }
  /** A connection that lived so long starts the waits anew. */
  steady: number
  /** Opening and logging in must be done within this. */
  openWithin: number
  /** How often the other side is asked whether it is there. */
  heartbeat: number
  /** So long without any sign of life, and the connection is given up. */
  idle: number
  /** A connection that the platform is about to close is still heard for so long. */
  drain: number
  /** How long to stay away after the first, second, … time that somebody else took the bot's connection. */
  kicked: readonly number[]
  /** So long without being kicked, and the next time is the first again. */
  forgiven: number
  /** How often the lease is asked for. */
  lease: number
  /** A Worker that could not be asked for so long: the connection opens without a lease. */
  blind: number
  /** Who holds the lease and has not reached the platform for so long gives way to a gateway that may. */
  deaf: number
  /** A stop in good order is over after three times this. */
  stop: number
  /** One request to the Worker. */
  request: number
  /** A message that it has failed on so often, while it answered as many others, is given up. */
  stumbles: number
  /** So long without an answer, and the sender is told that the Worker is away. */
  notice: number
  /** The longest pause between two questions for letters, and the shortest. */
  claim: { most: number; least: number }
}

export const pace: Pace = {
  retry: { first: 1_000, most: 60_000 },
  refused: { first: 10_000, most: 300_000 },
  steady: 10_000,
  openWithin: 20_000,
  heartbeat: 30_000,
  idle: 90_000,
  drain: 10_000,
  kicked: [60_000, 300_000, 900_000, 3_600_000],
  forgiven: 3_600_000,
  lease: 10_000,
  blind: 30_000,
  deaf: 120_000,
  stop: 2_500,
  request: 12_000,
  stumbles: 12,
  notice: 3_000,
  claim: { most: 30_000, least: 500 },
}

/** The wait before another try: `failures` counts from 1, `chance` is in [0, 1). */
export const waitFor = (
  { first, most }: { first: number; most: number },
  failures: number,
  chance: number,
): number => Math.round(Math.min(most, first * 2 ** Math.min(failures - 1, 20)) * (1 - chance / 2))

/** Waits for the work, but no longer than so many ms. */
export async function within(ms: number, work: Promise<unknown>): Promise<void> {
  const patience = new Promise((resolve) => setTimeout(resolve, ms).unref())
  await Promise.race([work, patience])
}
