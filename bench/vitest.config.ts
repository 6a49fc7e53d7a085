import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { workerd } from '../test/vitest.config.ts'
import { machine } from './machine.ts'

/** The parts in the order of their names; one after the other, because they are measured. */
class InOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((a, b) => (a.moduleId < b.moduleId ? -1 : 1))
  }
}

const root = new URL('../', import.meta.url).pathname
/** These two workers are measured as they run outside of any test. */
const outside = ['bench/speed.bench.ts']

/** In the Workers runtime with the bindings of the tests. What is printed stands there as it is. */
export default defineConfig(async () => {
  process.stdout.write(`${machine()}\n`)
  const { test, ...rest } = await workerd()
  return {
    root,
    test: {
      projects: [
        {
          ...rest,
          test: { ...test, include: ['bench/*.bench.ts'], exclude: outside, testTimeout: 20 * 60_000 },
        },
        { root, test: { name: 'node', include: outside, testTimeout: 20 * 60_000 } },
      ],
      fileParallelism: false,
      sequence: { sequencer: InOrder },
      reporters: ['verbose'],
      onConsoleLog: (text: string) => {
        process.stdout.write(text)
        return false as const
      },
    },
  }
})
