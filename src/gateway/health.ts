import { createServer, type Server } from 'node:http'
import { version } from '../version.ts'
import type { Pulse } from './pulse.ts'

/** A connection may be missing for so long before that counts as broken, ms. */
const PATIENCE = 120_000

type Check = { state: 'ok' | 'warn'; broken?: true; why?: string } & Pulse

/**
 * `GET /healthz`: `ok` with 200, or 503 when a bot cannot be heard although it should be, or its disk fails. Standing
 * by is well; so is having made way for somebody else, because a restart would only begin a fight.
 */
export function healthOf(bots: { [platform: string]: Pulse }) {
  const checks = Object.fromEntries(Object.entries(bots).map(([name, health]) => [name, check(health)]))
  return { ok: !Object.values(checks).some(({ broken }) => broken), version, checks }
}

function check(it: Pulse): Check {
  const broken = (why: string): Check => ({ state: 'warn', broken: true, why, ...it })
  const warn = (why: string): Check => ({ state: 'warn', why, ...it })
  if (it.disk === 'failed') return broken('the queue cannot be written: look at GATEWAY_DATA')
  if (it.connection === 'refused') return broken('the platform refuses the bot’s keys or its mode')
  if (it.connection === 'away') return warn('somebody else connected as this bot; left to them for a while')
  if (it.worker_away_ms > 0) return warn('the Worker cannot be asked; messages wait')
  if (it.connection !== 'open' && (it.gave_way || it.deaf_ms > PATIENCE)) return broken('no connection')
  if (it.lease === 'standby') return { state: 'ok', why: 'stands by', ...it }
  return it.connection === 'open' ? { state: 'ok', ...it } : warn('connecting')
}

/** Serves the health page; resolves when it listens. Port 0 takes a free one. */
export function serveHealth(
  host: string,
  port: number,
  report: () => ReturnType<typeof healthOf>,
): Promise<Server> {
  const server = createServer((request, response) => {
    request.resume()
    const found = request.method === 'GET' && request.url?.split('?')[0] === '/healthz'
    const body = found ? report() : { error: 'not found' }
    const status = 'ok' in body ? (body.ok ? 200 : 503) : 404
    response.writeHead(status, {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
    })
    response.end(JSON.stringify(body))
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve(server))
  })
}
