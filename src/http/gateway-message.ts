import type { GatewayRequest } from '../platforms/gateway.ts'
import { answerOf, apology, logFault } from './answer.ts'
import { type Asked, refuse } from './gateway-asked.ts'
import { log } from './log.ts'

/** What the database says when it is the statement that is wrong: the next try would end the same way. */
const OUR_FAULT = /SQLITE_(?:CONSTRAINT|ERROR|MISMATCH|RANGE|TOOBIG)/

/**
 * A message that came over a long connection: the same way through the program as a callback's. What may be better at the
 * next try (the database does not answer) is a 503, and the gateway keeps the message; what would fail again is
 * apologised for, so that one message never holds up those behind it.
 */
export async function gatewayMessage(
  { bot, at, payload }: Extract<GatewayRequest, { do: 'message' }>,
  { platform, env, context, now, address, about }: Asked,
): Promise<Response> {
  const unwrapped = platform.unwrap(payload, { env, now, at, bot })
  if (unwrapped.is === 'settled') {
    const { why: outcome, status, reply } = unwrapped
    log('info', { event: 'gateway', ...about, outcome, status })
    return status === 200 ? Response.json({ reply }) : refuse(status, outcome)
  }
  const { message, reply } = unwrapped
  // Its letters are routed by the message's bot: under another name the gateway would never be given any.
  if (message.bot !== bot)
    log('warn', { event: 'gateway', ...about, outcome: 'the message names another bot' })
  try {
    const { reply: said, replayed } = await answerOf(message, { env, now, context, address, about })
    return Response.json({ reply: reply(said), ...(replayed && { again: true }) })
  } catch (error) {
    logFault(message, error, about)
    if (!isOurFault(error)) return refuse(503, 'not now')
    return Response.json({ reply: reply(apology(about.request_id)) })
  }
}

const isOurFault = (error: unknown): boolean =>
  error instanceof TypeError ||
  error instanceof RangeError ||
  error instanceof ReferenceError ||
  error instanceof SyntaxError ||
  OUR_FAULT.test(String(error))
