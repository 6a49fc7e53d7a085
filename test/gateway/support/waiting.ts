/** Waits for something that will come true by itself; says what it waited for when it does not. */
export async function until(what: string, holds: () => unknown, within = 30_000): Promise<void> {
  for (const end = performance.now() + within; performance.now() < end; ) {
    if (await holds()) return
    await pause(5)
  }
  throw new Error(`did not come true: ${what}`)
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
