import { HOUR, MINUTE } from '../../domain/calendar/shanghai.ts'
import { noWay, type Ways, webhookPace } from '../push.ts'
import { pushToWebhook } from './push.ts'

/**
 * How much the gateway pushes to one conversation: 30 a minute and 1000 an hour are allowed, answers counted in
 * (wecom-protocol §5.3), so a third of the minute is left for these.
 */
export const connectionPace = [
  { most: 20, windowMs: MINUTE },
  { most: 900, windowMs: HOUR },
]

/**
 * How the Worker itself speaks to WeCom unasked: through a group's webhook (wecom-protocol §0.1). What goes over the long
 * connection is claimed by the gateway (outbox/gateway-claim.ts).
 */
export const wecomWays = (): Ways => ({
  'wecom/hook': {
    ...webhookPace,
    send: async ({ url }, message) => (url ? pushToWebhook(url, message) : noWay),
  },
})
