import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Simulation } from './simulation.ts'

/** Server-sent events: every entry as it comes or changes, the clock every second, mailbox, outbox and chips when they change. */
export function feed(simulation: Simulation, request: IncomingMessage, response: ServerResponse): void {
  const { town, ticker } = simulation
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  const tell = (event: string, data: unknown) =>
    response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
  const tellTime = () =>
    tell('clock', { now: town.clock.now(), ticking: ticker.running, failures: simulation.failures.all() })
  const last = new Map<string, string>()
  const tellIfNew = (event: string, data: unknown) => {
    if (last.get(event) === JSON.stringify(data)) return
    last.set(event, JSON.stringify(data))
    tell(event, data)
  }
  const tellInside = () => {
    tellIfNew('letters', simulation.inside.letters())
    tellIfNew('outbox', simulation.inside.outbox())
    tellIfNew('chips', simulation.inside.chips())
  }
  tellTime()
  const unsubscribe = town.conversations.subscribe((change) => {
    tell('entry', change)
    tellInside()
  })
  const timer = setInterval(() => {
    tellTime()
    tellInside()
  }, 1_000)
  request.once('close', () => {
    unsubscribe()
    clearInterval(timer)
  })
}
