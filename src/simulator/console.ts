import { request as ask, type IncomingMessage, type ServerResponse } from 'node:http'

/**
 * Passes a request on to the Worker and its answer back, headers and cookies untouched, so that the console stands on the
 * address that the bot's links name. 502 while the Worker is away.
 */
export function passOn(worker: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const { host } = new URL(worker)
    const { method, headers } = request
    const asked = ask(new URL(request.url ?? '/', worker), { method, headers: { ...headers, host } })
    asked.once('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response).once('close', resolve)
    })
    asked.once('error', () => {
      if (!response.headersSent) response.writeHead(502)
      response.end()
      resolve()
    })
    request.pipe(asked)
  })
}
