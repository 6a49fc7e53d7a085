import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A letter as it reached its webhook, conversation or person. */
export interface Arrived {
  to: string
  text: string
}

type Body = { [key: string]: unknown }

/** What goes wrong with every so many calls; whether the message is there all the same. */
const ACCIDENTS = [
  { every: 7, arrives: false, status: 500, body: '<html>internal error</html>' },
  { every: 11, arrives: false, status: 429, body: '' },
  { every: 13, arrives: true, status: 200, body: '<html>no JSON</html>' },
  { every: 31, arrives: true, status: undefined, body: '' },
]

/** Both platforms' servers, which are not always well: errors, too many calls, pages in place of JSON, no answer at all. */
export class Outside {
  readonly arrived: Arrived[] = []
  /** Calls that met with an accident. */
  accidents = 0
  #calls = 0
  #server: Server | undefined

  /** Listens; where. */
  async start(): Promise<string> {
    const server = createServer(async (request, response) => {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1')
      const body = await bodyOf(request)
      const isLetter = !url.pathname.endsWith('/accessToken')
      if (isLetter) this.#calls += 1
      const accident = isLetter ? ACCIDENTS.find(({ every }) => this.#calls % every === 0) : undefined
      if (accident) this.accidents += 1
      if (isLetter && accident?.arrives !== false) this.#take(url, body)
      // Hangs until the other side has had enough.
      if (accident && accident.status === undefined) return
      response.writeHead(accident?.status ?? 200, { 'content-type': 'application/json' })
      response.end(accident?.body ?? JSON.stringify(answerTo(url)))
    })
    this.#server = server
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  stop(): void {
    this.#server?.closeAllConnections()
    this.#server?.close()
  }

  #take(url: URL, body: Body): void {
    const text = textOf(body)
    for (const to of addressees(url, body)) this.arrived.push({ to, text })
  }
}

async function bodyOf(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return JSON.parse(Buffer.concat(chunks).toString() || '{}')
}

function answerTo({ pathname }: URL): Body {
  if (pathname.endsWith('/accessToken')) return { accessToken: 'token', expireIn: 7200 }
  if (pathname.endsWith('/batchSend'))
    return { processQueryKey: 'k', invalidStaffIdList: [], flowControlledStaffIdList: [] }
  return { errcode: 0, errmsg: 'ok', processQueryKey: 'k' }
}

function addressees(url: URL, body: Body): string[] {
  const key = url.searchParams.get('key') ?? url.searchParams.get('access_token')
  if (key !== null) return [key]
  return [body.openConversationId, body.userIds].flat().filter((id) => typeof id === 'string')
}

function textOf(body: Body): string {
  const shown = (
    typeof body.msgParam === 'string' ? JSON.parse(body.msgParam) : body[String(body.msgtype)]
  ) as { content?: string; text?: string }
  return shown.content ?? shown.text ?? ''
}
