import * as v from 'valibot'
import {
  GatewayRequest,
  isFresh,
  type LeaseAnswer,
  leaseLasts,
  signatureHeader,
  timeHeader,
  verify,
} from '../platforms/gateway.ts'
import type { Platform } from '../platforms/message.ts'
import { Store } from '../store/d1.ts'
import { giveLeaseBack, heardFrom, isReplay, leaseQuery, takeLease } from '../store/gateway.ts'
import { readBody } from './body.ts'
import { nowOf } from './clock.ts'
import { type Asked, refuse } from './gateway-asked.ts'
import { gatewayClaim, gatewayFates } from './gateway-letters.ts'
import { gatewayMessage } from './gateway-message.ts'
import { log } from './log.ts'

/** `POST /gateway/wecom` and `/gateway/dingtalk` (platforms/gateway.ts). Without a valid signature nothing is parsed or written. */
export async function gateway(
  platform: Platform,
  request: Request,
  env: Env,
  context: Asked['context'],
  request_id: string,
): Promise<Response> {
  const about = { request_id, platform: platform.name, way: 'gateway' as const }
  const refused = (status: number, error: string): Response => {
    log('warn', { event: 'gateway', ...about, outcome: error, status })
    return refuse(status, error)
  }
  const body = await readBody(request)
  if (body === undefined) return refused(413, 'body too large')
  if (!env.GATEWAY_SECRET) return refused(503, 'missing GATEWAY_SECRET')
  const now = nowOf(request, env)
  const time = request.headers.get(timeHeader) ?? ''
  if (!(await verify(env.GATEWAY_SECRET, time, body, request.headers.get(signatureHeader) ?? '')))
    return refused(401, 'bad signature')
  if (!isFresh(time, now)) return refused(401, 'stale time: is the clock right?')

  const asked = v.safeParse(GatewayRequest, json(body))
  if (!asked.success) {
    const [issue] = asked.issues
    return refused(400, `not a request: ${v.getDotPath(issue) ?? 'no JSON object'}`)
  }
  const around: Asked = { platform, env, context, now, address: request.url, about }
  try {
    return await answer(asked.output, around)
  } catch (error) {
    if (isReplay(error)) return refused(409, 'replay: seq has to grow')
    throw error
  }
}

const answer = (asked: GatewayRequest, around: Asked): Promise<Response> => {
  switch (asked.do) {
    case 'lease':
      return lease(asked, around)
    case 'message':
      return gatewayMessage(asked, around)
    case 'claim':
      return gatewayClaim(asked, around)
    case 'fates':
      return gatewayFates(asked, around)
  }
}

/** Gives the lease to who may have it, and says whether the asker is the one. */
async function lease(
  { bot: name, holder, seq, release }: Extract<GatewayRequest, { do: 'lease' }>,
  { platform, env, now, about }: Asked,
): Promise<Response> {
  const bot = { platform: platform.name, bot: name }
  const [before, , , [after]] = await new Store(env.DB).batch([
    leaseQuery(bot),
    heardFrom(bot, holder, seq, now),
    release ? giveLeaseBack(bot, holder, now) : takeLease(bot, holder, now, leaseLasts),
    leaseQuery(bot),
  ])
  const held = after?.holder === holder && after.until > now
  const had = before[0]?.holder === holder && before[0].until > now
  if (held !== had) log('info', { event: 'gateway', ...about, outcome: held ? 'lease' : 'lease given back' })
  return Response.json({ held, until: after?.until ?? now, now } satisfies LeaseAnswer)
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
