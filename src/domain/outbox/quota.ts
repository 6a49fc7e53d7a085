import type { Policy } from '../policy.ts'

/** What DingTalk counts in a month: calls of the app's interfaces, and messages received or sent by webhook. */
export type Counted = 'call' | 'hook'

/** From which shares (percent) of a quota the administrators are told; from the second on nobody is written to unasked. */
export const quotaSteps = [70, 90, 100] as const
export type QuotaStep = (typeof quotaSteps)[number]

/** How much of a month's quota is used. */
export interface Quota {
  what: Counted
  used: number
  limit: number
  /** Whole percent, rounded down. */
  percent: number
  /** What may still be spent on what nobody asked for: the last tenth is kept for answers and for what is urgent. */
  left: number
}

/** Both quotas of a month by what is used of them (store/channel.ts, `usageQuery`); the limits are the policy's. */
export function quotaLeft(
  usage: readonly { what: Counted; used: number }[],
  policy: Pick<Policy, 'dingtalkCallsAMonth' | 'dingtalkHooksAMonth'>,
): { [what in Counted]: Quota } {
  const of = (what: Counted, limit: number): Quota => {
    const used = usage.find((one) => one.what === what)?.used ?? 0
    const left = Math.max(0, Math.floor(limit * 0.9) - used)
    return { what, used, limit, percent: Math.floor((used * 100) / limit), left }
  }
  return { call: of('call', policy.dingtalkCallsAMonth), hook: of('hook', policy.dingtalkHooksAMonth) }
}

/** The step that a quota has come to and that was not told of yet; one that the platform refuses is used up. */
export function stepToTell({ percent }: Quota, told: number, refused: boolean): QuotaStep | undefined {
  const step = refused ? 100 : quotaSteps.findLast((one) => percent >= one)
  return step !== undefined && step > told ? step : undefined
}
