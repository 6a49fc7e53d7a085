import type { Serve } from './two-workers.ts'

/** Some messages, answered. */
export interface Block {
  /** Of each message, and of all of them, side by side. */
  ms: number[]
  all: number
}

/** Sends requests, so many at a time. Throws when one is not answered. */
export async function answered(requests: Request[], serve: Serve, lanes: number): Promise<Block> {
  const ms: number[] = []
  const began = performance.now()
  const lane = async () => {
    for (let request = requests.pop(); request; request = requests.pop()) {
      const started = performance.now()
      const response = await serve(request)
      const body = await response.text()
      if (response.status !== 200 || body === '') throw new Error(`${response.status} ${body}`)
      ms.push(performance.now() - started)
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return { ms, all: performance.now() - began }
}

/** What a part (0…1) of the figures is not above. */
export const share = (of: readonly number[], part: number): number =>
  of.toSorted((a, b) => a - b)[Math.min(of.length - 1, Math.floor(of.length * part))] ?? 0

export const middle = (of: readonly number[]): number => share(of, 0.5)
