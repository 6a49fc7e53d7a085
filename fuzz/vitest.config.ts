import { defineConfig } from 'vitest/config'
import { workerd } from '../test/vitest.config.ts'

/** In the Workers runtime with the bindings of the tests, which has no environment of its own: what is set comes in as text. */
export default defineConfig(async () => {
  const { test, ...rest } = await workerd()
  const set = (name: string) => JSON.stringify(process.env[name] ?? '')
  return {
    ...rest,
    define: { FUZZ_SEED: set('FUZZ_SEED'), FUZZ_CALLBACKS: set('FUZZ_CALLBACKS') },
    test: {
      ...test,
      include: ['fuzz/*.fuzz.ts'],
      testTimeout: 60 * 60_000,
      reporters: ['verbose'],
    },
  }
})
