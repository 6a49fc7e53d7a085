import { test, vi } from 'vitest'
import { fuzzCallbacks } from './callbacks.ts'
import { seedOf } from './chance.ts'

/** From the environment of `npm run fuzz` (vitest.config.ts); empty where not set. */
declare const FUZZ_SEED: string
declare const FUZZ_CALLBACKS: string

test('mutated callbacks and gateway requests', async ({ expect }) => {
  const seed = seedOf(FUZZ_SEED, Date.now())
  const most = Number(FUZZ_CALLBACKS || 20_000)
  const { log } = console
  const printed: string[] = []
  for (const level of ['log', 'debug', 'info', 'warn', 'error'] as const)
    vi.spyOn(console, level).mockImplementation((...all) => void printed.push(all.map(String).join(' ')))
  log(`callbacks: ${most} from seed ${seed}`)
  const { statuses, faults } = await fuzzCallbacks(seed, most, printed)
  log(JSON.stringify(statuses))
  for (const fault of faults.slice(0, 30)) log(fault)
  expect(faults.length).toBe(0)
})
