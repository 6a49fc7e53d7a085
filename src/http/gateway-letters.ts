import { claimLetters } from '../outbox/gateway-claim.ts'
import { bookFates } from '../outbox/gateway-fates.ts'
import type { ClaimAnswer, GatewayRequest } from '../platforms/gateway.ts'
import { connectionBody } from '../platforms/wecom/push.ts'
import { connectionPace } from '../platforms/wecom/ways.ts'
import { Store } from '../store/d1.ts'
import { type Asked, refuse } from './gateway-asked.ts'
import { faultOf, log } from './log.ts'

/** Letters to push for the lease's holder. DingTalk has none: the Worker has the app's keys and calls its interface itself. */
export async function gatewayClaim(
  { bot, holder, seq }: Extract<GatewayRequest, { do: 'claim' }>,
  { platform, env, now, about }: Asked,
): Promise<Response> {
  const claimed = await claimLetters(
    { platform: platform.name, bot },
    { holder, seq },
    {
      store: new Store(env.DB),
      now,
      claim: crypto.randomUUID(),
      say: connectionBody,
      paces: connectionPace,
      warn: warnOf(about),
    },
  )
  if (claimed === 'not_held') {
    log('info', { event: 'gateway', ...about, outcome: 'claim without the lease', status: 409 })
    return refuse(409, 'the lease is not held')
  }
  const { letters } = claimed
  if (letters.length > 0)
    log('info', { event: 'gateway', ...about, outcome: 'claimed', letters: letters.length })
  return Response.json(claimed satisfies ClaimAnswer)
}

/** What became of letters; also from who has lost the lease since. */
export async function gatewayFates(
  { bot, holder, seq, fates }: Extract<GatewayRequest, { do: 'fates' }>,
  { platform, env, now, about }: Asked,
): Promise<Response> {
  const booked = await bookFates(
    { platform: platform.name, bot },
    { holder, seq, fates },
    { store: new Store(env.DB), now, chance: () => Math.random(), warn: warnOf(about) },
  )
  const sent = fates.filter(({ fate }) => fate.is === 'sent').length
  log('info', { event: 'gateway', ...about, outcome: 'fates', told: fates.length, sent, booked })
  return Response.json({})
}

const warnOf =
  (about: Asked['about']) =>
  ({ error, ...fields }: { event: string; [key: string]: unknown }) =>
    log('warn', { ...fields, ...about, ...(error === undefined ? {} : faultOf(error)) })
