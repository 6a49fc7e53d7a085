import { existsSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { api } from './api.ts'
import { passOn } from './console.ts'
import { feed } from './feed.ts'
import { object } from './json.ts'
import { HOST } from './port.ts'
import type { Simulation } from './simulation.ts'
import type { Payload } from './types.ts'

const TYPES: Record<string, string> = {
  html: 'text/html',
  css: 'text/css',
  js: 'text/javascript',
  svg: 'image/svg+xml',
}

const HEADERS = {
  'content-security-policy':
    "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
}

/** One server for the page, what the page asks for, the platforms' own addresses, and what the Worker shows in a browser. */
export function serve(simulation: Simulation, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    handle(simulation, request, response).catch((error: unknown) => {
      const known = error instanceof RangeError || error instanceof SyntaxError
      if (!known) console.error(error)
      send(response, known ? 400 : 500, { error: known ? error.message : '模拟器出错了，见终端' })
    })
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, HOST, () => resolve(server))
  })
}

async function handle(
  simulation: Simulation,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', `http://${request.headers.host ?? HOST}`)
  // A name that somebody else's DNS points at this machine is not this page.
  if (![HOST, 'localhost'].includes(url.hostname)) return send(response, 403, { error: 'unknown host' })
  if (/^\/(?:console|verify|calendar)(?:\/|$)/.test(url.pathname))
    return passOn(simulation.worker, request, response)
  if (request.method === 'GET' && url.pathname === '/api/feed') return feed(simulation, request, response)
  if (request.method === 'GET') return file(url.pathname, response)
  if (request.method !== 'POST') return send(response, 405, { error: 'GET or POST' })
  const body = await json(request)

  const asked = Object.entries(api).find(([name]) => url.pathname === `/api/${name}`)?.[1]
  if (asked) {
    // Only the page itself may speak for people: no other site in this browser.
    const origin = request.headers.origin
    if (origin && origin !== url.origin) return send(response, 403, { error: 'another site' })
    return send(response, 200, await asked(simulation, body))
  }
  const token = String(request.headers['x-acs-dingtalk-access-token'] ?? '')
  const answer = await simulation.answer(url, token, body)
  send(response, answer?.status ?? 404, answer?.body ?? { error: `没有 ${url.pathname}` })
}

async function json(request: IncomingMessage): Promise<Payload> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return object(JSON.parse(Buffer.concat(chunks).toString() || '{}'))
}

function file(path: string, response: ServerResponse): void {
  const name = path === '/' ? 'index.html' : path.slice(1)
  const type = TYPES[name.split('.').at(-1) ?? '']
  const at = new URL(`page/${name}`, import.meta.url)
  if (!type || !/^[\w-]+\.\w+$/.test(name) || !existsSync(at)) send(response, 404, { error: `没有 ${path}` })
  else response.writeHead(200, { ...HEADERS, 'content-type': `${type}; charset=utf-8` }).end(readFileSync(at))
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { ...HEADERS, 'content-type': 'application/json; charset=utf-8' })
  response.end(JSON.stringify(body))
}
