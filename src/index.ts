import { defaultPolicy } from './domain/policy.ts'
import { createApp } from './http/app.ts'
import { log } from './http/log.ts'
import { tick } from './jobs/tick.ts'
import { Store } from './store/d1.ts'

const app = createApp()

export default {
  fetch: app.fetch,

  async scheduled(controller, env) {
    const store = new Store(env.DB)
    const done = await tick(store, defaultPolicy, controller.scheduledTime)
    if (done.checkedOut > 0) log('info', { event: 'tick', ...done, db_rows_read: store.cost.rowsRead })
  },

  /** The queue only wakes the sending of what the outbox holds; nothing is sent by itself yet. */
  async queue(batch) {
    batch.ackAll()
  },
} satisfies ExportedHandler<Env>
