import { noWay, type Ways, webhookPace } from '../push.ts'
import { pushToConversation, pushToUsers, pushToWebhook } from './push.ts'
import type { DingtalkApp } from './token.ts'

/** Twenty calls a second for an app and an interface (dingtalk-protocol §10.2); two are left for retries elsewhere. */
const apiPace = { most: 18, windowMs: 1000 }

/**
 * How DingTalk is spoken to unasked: through a group's webhook; as the app's robot in a group; as the app's robot in
 * private, one text for up to twenty people at once.
 */
export const dingtalkWays = (app: Omit<DingtalkApp, 'robotCode'>): Ways => ({
  'dingtalk/hook': {
    ...webhookPace,
    counts: 'hook',
    send: async ({ url, secret }, message, now) => (url ? pushToWebhook(url, secret, message, now) : noWay),
  },
  'dingtalk/group': {
    ...apiPace,
    together: 1,
    counts: 'call',
    send: async ({ bot, addresses: [conversation] }, message, now) =>
      conversation ? pushToConversation({ ...app, robotCode: bot }, conversation, message, now) : noWay,
  },
  'dingtalk/person': {
    ...apiPace,
    together: 20,
    counts: 'call',
    send: async ({ bot, addresses }, message, now) =>
      pushToUsers({ ...app, robotCode: bot }, addresses, message, now),
  },
})
