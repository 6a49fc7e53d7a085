import { noWay, type Ways, webhookPace } from '../push.ts'
import { pushToWebhook } from './push.ts'

/** How WeCom is spoken to unasked: through a group's webhook, and no other way (wecom-protocol §0.1). */
export const wecomWays = (): Ways => ({
  'wecom/hook': {
    ...webhookPace,
    send: async ({ url }, message) => (url ? pushToWebhook(url, message) : noWay),
  },
})
