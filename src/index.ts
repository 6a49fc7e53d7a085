import { createApp } from './http/app.ts'
import { runSurroundingsOf } from './http/surroundings.ts'
import { runTick, runWake } from './jobs/run.ts'
import { wanted } from './jobs/wake.ts'

const app = createApp()

export default {
  fetch: app.fetch,

  async scheduled(controller, env) {
    await runTick(runSurroundingsOf(env), controller.scheduledTime)
  },

  /** What the outbox and the jobs hold is in D1; a message only wakes, and one that fails is tried again later. */
  async queue(batch, env) {
    const wakes = wanted(
      batch.messages.map(({ body }) => body),
      env.ALLOW_TEST_CLOCK === '1' ? undefined : Date.now(),
    )
    try {
      for (const wake of wakes) await runWake(runSurroundingsOf(env), wake)
      batch.ackAll()
    } catch {
      // The run has logged why.
      batch.retryAll({ delaySeconds: 30 })
    }
  },
} satisfies ExportedHandler<Env>
