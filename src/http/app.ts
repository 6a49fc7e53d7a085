import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { requestId } from 'hono/request-id'
import { RegExpRouter } from 'hono/router/reg-exp-router'
import { consoleApp } from '../console/app.ts'
import { calendarApp, verifyApp } from '../console/open.ts'
import type { Outside } from '../console/outside.ts'
import { sorry } from '../console/sorry.tsx'
import { wake } from '../jobs/wake.ts'
import { dingtalk } from '../platforms/dingtalk/index.ts'
import type { Platform } from '../platforms/message.ts'
import { wecom } from '../platforms/wecom/index.ts'
import { answerOf, apology, logFault } from './answer.ts'
import { apiApp } from './api/app.ts'
import { readBody } from './body.ts'
import { nowOf } from './clock.ts'
import { gateway } from './gateway.ts'
import { health } from './health.ts'
import { faultOf, log } from './log.ts'
import { surroundingsOf } from './surroundings.ts'

type App = { Bindings: Env; Variables: { requestId: string } }

/** The Worker's routes: each platform's callback, what the gateway forwards, the console, what it shows to anybody, the interface for other systems, the health page, nothing else. */
export function createApp(): Hono<App> {
  // One expression finds the route of a message; a path that it cannot take fails at the start.
  const app = new Hono<App>({ router: new RegExpRouter() })
  app.use(requestId())
  // The platforms answer with a Response of their own, which would lose the header set before.
  app.use(async (c, next) => {
    await next()
    c.res.headers.set('x-request-id', c.get('requestId'))
  })
  app.get('/healthz', async (c) => {
    const report = await health(c.env, nowOf(c.req.raw, c.env))
    return c.json(report, report.ok ? 200 : 503)
  })
  for (const platform of [wecom, dingtalk]) {
    app.on(['GET', 'POST'], `/${platform.name}/callback`, (c) =>
      answer(platform, c.req.raw, c.env, c.executionCtx, c.get('requestId')),
    )
    app.post(`/gateway/${platform.name}`, (c) =>
      gateway(platform, c.req.raw, c.env, c.executionCtx, c.get('requestId')),
    )
  }
  app.route('/console', consoleApp(outside))
  app.route('/verify', verifyApp())
  app.route('/calendar', calendarApp(outside))
  app.route('/api/v1', apiApp(outside))
  app.notFound((c) => c.json({ error: 'not found' }, 404))
  app.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse()
    log('error', { event: 'request', request_id: c.get('requestId'), outcome: 'fault', ...faultOf(error) })
    const request = c.get('requestId')
    if (/^\/console(?:\/|$)/.test(c.req.path)) return sorry(c, request)
    return c.json({ error: 'internal error', request_id: request }, 500)
  })
  return app
}

const outside: Outside = {
  around: (request, env) => surroundingsOf(env, request.url),
  now: nowOf,
  wake: (env, now) => wake(env.OUTBOX, 'send', now),
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

  const { message, respond } = received
  try {
    const { reply, replayed } = await answerOf(message, {
      env,
      now,
      context,
      address: request.url,
      about,
    })
    return await respond(reply, replayed)
  } catch (error) {
    logFault(message, error, about)
    return await respond(apology(request_id), false)
  }
}
