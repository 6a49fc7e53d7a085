import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Simulation } from './simulation.ts'

/** Server-sent events: every entry as it comes or changes, and the clock every second. Ends with the connection. */
export function feed({ town, ticker }: Simulation, request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  const tell = (event: string, data: unknown) =>
    response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
  const tellTime = () => tell('clock', { now: town.clock.now(), ticking: ticker.running })
  tellTime()
  const unsubscribe = town.conversations.subscribe((change) => tell('entry', change))
  const timer = setInterval(tellTime, 1_000)
  request.once('close', () => {
    unsubscribe()
    clearInterval(timer)
  })
}
