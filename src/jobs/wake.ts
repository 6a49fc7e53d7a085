import * as v from 'valibot'

/** What the queue wakes: sending what is due, or the next steps of jobs. `now` is what the clock of who woke it said, ms. */
const wakeSchema = v.object({ do: v.picklist(['send', 'work']), now: v.number() })

export type Wake = v.InferOutput<typeof wakeSchema>

/** Wakes a consumer after so many ms. The queue carries no letter: a wake-up that is lost costs a minute. */
export const wake = (queue: Queue, what: Wake['do'], now: number, afterMs = 0): Promise<unknown> =>
  queue.send({ do: what, now: now + afterMs } satisfies Wake, { delaySeconds: Math.ceil(afterMs / 1000) })

/**
 * What the messages of a batch want, each thing once, and when it is: the real time, so that a late message never looks
 * into the past; without it (while the test clock is on) the time of who woke it.
 */
export function wanted(bodies: readonly unknown[], realNow: number | undefined): Wake[] {
  const wakes = bodies.flatMap((body) => {
    const read = v.safeParse(wakeSchema, body)
    return read.success ? [read.output] : []
  })
  return (['work', 'send'] as const).flatMap((what) => {
    const moments = wakes.flatMap((one) => (one.do === what ? [one.now] : []))
    if (moments.length === 0) return []
    return [{ do: what, now: realNow ?? Math.max(...moments) }]
  })
}
