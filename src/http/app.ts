import { Hono } from 'hono'
import { requestId } from 'hono/request-id'
import { handle } from '../commands/handle.ts'
import { wake } from '../jobs/wake.ts'
import { dingtalk } from '../platforms/dingtalk/index.ts'
import type { OutgoingMessage, Platform } from '../platforms/message.ts'
import { wecom } from '../platforms/wecom/index.ts'
import { Store } from '../store/d1.ts'
import { messageKey } from '../store/sender.ts'
import { words } from '../text/format.ts'
import { readBody } from './body.ts'
import { nowOf } from './clock.ts'
import { health } from './health.ts'
import { faultOf, log, logged } from './log.ts'
import { surroundingsOf } from './surroundings.ts'

type App = { Bindings: Env; Variables: { requestId: string } }

/** The Worker's routes: each platform's callback, the health page, nothing else. */
export function createApp(): Hono<App> {
  const app = new Hono<App>()
  app.use(requestId())
  // The platforms answer with a Response of their own, which would lose the header set before.
  app.use(async (c, next) => {
    await next()
    c.header('x-request-id', c.get('requestId'))
  })
  app.get('/healthz', async (c) => {
    const report = await health(c.env, nowOf(c.req.raw, c.env))
    return c.json(report, report.ok ? 200 : 503)
  })
  for (const platform of [wecom, dingtalk]) {
    app.on(['GET', 'POST'], `/${platform.name}/callback`, (c) =>
      answer(platform, c.req.raw, c.env, c.executionCtx, c.get('requestId')),
    )
  }
  app.notFound((c) => c.json({ error: 'not found' }, 404))
  app.onError((error, c) => {
    log('error', { event: 'request', request_id: c.get('requestId'), outcome: 'fault', ...faultOf(error) })
    return c.json({ error: 'internal error', request_id: c.get('requestId') }, 500)
  })
  return app
}

/** One callback: the body within its limit, the platform's checks, the command, the platform's answer. */
async function answer(
  platform: Platform,
  request: Request,
  env: Env,
  context: Pick<ExecutionContext, 'waitUntil'>,
  request_id: string,
): Promise<Response> {
  const body = await readBody(request)
  if (body === undefined) return Response.json({ error: 'body too large' }, { status: 413 })
  const now = nowOf(request, env)
  const about = { request_id, platform: platform.name }
  const received = await platform.receive(request, body, {
    env,
    now,
    waitUntil: (promise) => context.waitUntil(promise),
    warn: (fields) => log('warn', { ...fields, ...about }),
  })
  if (received.is === 'settled') {
    log('info', { event: 'callback', ...about, outcome: received.why, status: received.response.status })
    return received.response
  }

  const store = new Store(env.DB)
  const started = Date.now()
  try {
    const handled = await handle(received.message, { store, now, ...surroundingsOf(env) })
    logged({ ...about, message: messageKey(received.message), handled, cost: store.cost, started })
    // Letters are in D1 already: a wake-up that fails costs them a minute, and nobody an answer.
    if (handled.due) context.waitUntil(wake(env.OUTBOX, 'send', now).catch(() => undefined))
    return await received.respond(handled.reply, handled.replayed)
  } catch (error) {
    log('error', {
      event: 'message',
      ...about,
      message: messageKey(received.message),
      outcome: 'fault',
      ...faultOf(error),
    })
    return await received.respond(apology(request_id), false)
  }
}

/** What is said when it is our fault: a number to give to the administrator, nothing of the inside. */
const apology = (requestId: string): OutgoingMessage => ({
  audience: 'person',
  title: words('fault', { id: requestId.slice(0, 8) }, 'hans'),
  lines: [],
  buttons: [],
})
