import { MINUTE } from '../domain/calendar/shanghai.ts'
import { leaseLasts } from '../platforms/gateway.ts'
import type { PlatformName } from '../platforms/message.ts'
import type { Check } from './check.ts'
import { platformsOn, secret } from './health-config.ts'

/** Bots that live on the gateway, and until when the lease of each runs or ran, ms. */
type Gateways = readonly { platform: PlatformName; until: number }[]

/** A platform is in use by its keys, or because one of its bots lives on the gateway. */
export const platforms = (on: readonly string[]): Check =>
  on.length > 0
    ? { state: 'ok' }
    : { state: 'warn', why: 'no platform is configured: set the keys of WeCom, of DingTalk, or of both' }

/** Whether the gateway holds the connections of the bots that live on it; off where there are none. */
export function gateway(env: Env, gateways: Gateways, now: number): Check {
  const key = secret(env, 'GATEWAY_SECRET')
  if (gateways.length === 0)
    return key.state === 'ok' ? { state: 'off', why: 'no gateway has asked for a bot' } : key
  if (!env.GATEWAY_SECRET)
    return { state: 'warn', why: 'missing: GATEWAY_SECRET, and without it nothing of the gateway is taken' }
  const away = gateways.some(({ until }) => until <= now)
  const pushless =
    gateways.some(({ platform }) => platform === 'dingtalk') && !platformsOn(env).includes('dingtalk')
  const why = [
    ...gateways.map(({ platform, until }) => `${platform}: ${heard(until, now)}`),
    ...(pushless
      ? [
          'DINGTALK_CLIENT_ID and DINGTALK_CLIENT_SECRET are not set: DingTalk is answered, but nothing is pushed',
        ]
      : []),
    ...(key.why ? [key.why] : []),
  ].join('; ')
  return { state: away || pushless || key.state !== 'ok' ? 'warn' : 'ok', why }
}

/** How long ago the lease was asked for. */
function heard(until: number, now: number): string {
  const ago = Math.max(0, now - (until - leaseLasts))
  if (until > now) return `heard of ${Math.round(ago / 1000)} s ago`
  return `away, not heard of for ${Math.ceil(ago / MINUTE)} min`
}
