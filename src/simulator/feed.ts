import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Simulation } from './simulation.ts'

/** Server-sent events: every entry as it comes or changes, the clock every second, and the mailbox when it changes. */
export function feed(simulation: Simulation, request: IncomingMessage, response: ServerResponse): void {
  const { town, ticker } = simulation
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  const tell = (event: string, data: unknown) =>
    response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
  const tellTime = () => tell('clock', { now: town.clock.now(), ticking: ticker.running })
  let last = ''
  const tellLetters = () => {
    const letters = simulation.letters()
    if (JSON.stringify(letters) === last) return
    last = JSON.stringify(letters)
    tell('letters', letters)
  }
  tellTime()
  const unsubscribe = town.conversations.subscribe((change) => {
    tell('entry', change)
    tellLetters()
  })
  const timer = setInterval(() => {
    tellTime()
    tellLetters()
  }, 1_000)
  request.once('close', () => {
    unsubscribe()
    clearInterval(timer)
  })
}
