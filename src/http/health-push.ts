import { quotaLeft, quotaSteps } from '../domain/outbox/quota.ts'
import { policyOf } from '../domain/policy.ts'
import type { Check } from './check.ts'
import type { DatabaseHealth } from './health-database.ts'

type Facts = NonNullable<DatabaseHealth['facts']>

/** The bot speaks to a group unasked by its webhook or DingTalk's interface; a group with neither is only answered. */
export const groups = (without: number): Check =>
  without === 0
    ? { state: 'ok' }
    : { state: 'warn', why: `groups that cannot be pushed to: ${without} (/绑定推送 in private)` }

/** What does not get through: ways that somebody has to mend, letters given up, groups whose letters have no way. Counts only. */
export function push([found]: Facts['push']): Check {
  const { broken = 0, failed = 0, unreachable = 0 } = found ?? {}
  const whys = [
    ...(broken > 0 ? [`ways to be mended: ${broken}`] : []),
    ...(failed > 0 ? [`letters given up in 7 days: ${failed}`] : []),
    ...(unreachable > 0 ? [`groups with letters but no way: ${unreachable}`] : []),
  ]
  return whys.length === 0 ? { state: 'ok' } : { state: 'warn', why: whys.join('; ') }
}

/** How much of DingTalk's monthly quota is used by our own count; DingTalk's own word counts more. */
export function quota({ usage, refused, policy }: Facts): Check {
  const [first] = usage
  const { call, hook } = quotaLeft(usage, policyOf(policy))
  const used = first
    ? `${first.month}: API calls ${call.used}/${call.limit}, messages ${hook.used}/${hook.limit}`
    : undefined
  if (refused[0]?.call === 1 || refused[0]?.hook === 1)
    return { state: 'warn', why: ['used up, says DingTalk', ...(used ? [used] : [])].join('; ') }
  if (used === undefined) return { state: 'ok' }
  return { state: Math.max(call.percent, hook.percent) < quotaSteps[0] ? 'ok' : 'warn', why: used }
}
