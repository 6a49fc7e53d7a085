import { dayOf } from './domain/calendar/shanghai.ts'
import { policyOf } from './domain/policy.ts'
import { createApp } from './http/app.ts'
import { loggedRun } from './http/log.ts'
import { tick } from './jobs/tick.ts'
import { Store } from './store/d1.ts'
import { policyQuery } from './store/policy.ts'

const app = createApp()

export default {
  fetch: app.fetch,

  async scheduled(controller, env) {
    const store = new Store(env.DB)
    const now = controller.scheduledTime
    await loggedRun('tick', store.cost, async () => {
      const [policy] = await store.batch([policyQuery(dayOf(now))])
      return tick(store, policyOf(policy), now)
    })
  },

  /** The queue only wakes the sending of what the outbox holds; nothing is sent by itself yet. */
  async queue(batch) {
    batch.ackAll()
  },
} satisfies ExportedHandler<Env>
