import { afterAll, beforeAll, describe, vi } from 'vitest'
import { build, clear, recordSteps } from './database.ts'

const files = Object.entries(
  import.meta.glob(['../**/*.test.ts', '!../browser/**', '!../gateway/**', '!../scratch/**']),
).sort(([a], [b]) => (a < b ? -1 : 1))

/** Each file of groups/ is one start of the runtime and one loading of all modules. */
const GROUPS = Object.keys(import.meta.glob(['../groups/*.ts'])).length

/** The tests of every n-th file, each file on a database of its own. */
export async function group(n: number): Promise<void> {
  for (const [path, load] of files.filter((_, index) => index % GROUPS === n)) {
    describe(path.slice('../'.length), async () => {
      beforeAll(async () => {
        await clear()
        await build()
        await recordSteps()
      })
      afterAll(() => {
        vi.restoreAllMocks()
        vi.unstubAllGlobals()
      })
      await load()
    })
  }
}
