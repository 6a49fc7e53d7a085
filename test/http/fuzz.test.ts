import { test, vi } from 'vitest'
import { fuzzCallbacks } from '../../fuzz/callbacks.ts'

/** A little of `npm run fuzz`, always the same. */
test('mutated callbacks and gateway requests break nothing and leave no word in the log', async ({
  expect,
}) => {
  const printed: string[] = []
  for (const level of ['log', 'debug', 'info', 'warn', 'error'] as const)
    vi.spyOn(console, level).mockImplementation((...all) => void printed.push(all.map(String).join(' ')))
  const { statuses, faults } = await fuzzCallbacks(20_261_123, 200, printed)
  expect(faults.slice(0, 5)).toEqual([])
  expect(Object.keys(statuses)).toContain('200')
})
