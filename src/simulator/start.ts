import { Clock } from './clock.ts'
import { TOWN } from './data.ts'
import { openDatabase } from './database.ts'
import { insideOf } from './inside.ts'
import { chosenPort, freePort, HOST } from './port.ts'
import { newSecrets } from './secrets.ts'
import { seedSql } from './seed.ts'
import { serve } from './server.ts'
import { botOf, Simulation } from './simulation.ts'
import { startWorker } from './worker.ts'
import { ROOT } from './wrangler.ts'
import { playYesterday } from './yesterday.ts'

/**
 * `npm start`: the Worker, its database with the demo's town, and the page to play it. `--keep` keeps the database,
 * `--at=2026-11-22T17:00:00+08:00` begins at another time than now (the browser tests: in quiet hours nothing is pushed).
 */
async function start(): Promise<void> {
  const keep = process.argv.includes('--keep')
  const port = await chosenPort(process.env.PORT, 8788)
  const workerPort = await freePort(8787, [port])
  const secrets = newSecrets()
  const clock = new Clock()
  const at = process.argv.find((word) => word.startsWith('--at='))
  if (at) clock.moveTo(Date.parse(at.slice('--at='.length)))
  const platforms = `http://${HOST}:${port}`
  // One for each port, so that two of these on one machine do not wipe each other's.
  const stateDir = `${ROOT}.wrangler/demo-${port}`
  const stops: (() => unknown)[] = []
  const stop = async () => {
    // A second Ctrl-C does not wait; the Worker is then ended by the exit itself.
    process.once('SIGINT', () => process.exit(130))
    for (const one of stops.reverse()) await one()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop)
  console.log('正在启动红搭档……  Starting Hong Dadang …')

  const worker = await startWorker({
    port: workerPort,
    stateDir,
    keep,
    secrets,
    platforms,
    sql: seedSql(clock.now(), platforms),
    onError: (line) => console.error(line),
  })
  stops.push(worker.stop)
  const simulation = new Simulation(TOWN, clock, botOf(worker.origin, secrets), platforms)
  const database = openDatabase(stateDir)
  stops.push(() => database.close())
  simulation.inside = insideOf(database, simulation.town)
  const server = await serve(simulation, port)
  stops.push(() => {
    server.closeAllConnections()
    server.close()
  })
  if (!keep) await playYesterday(simulation)
  const ticking = setInterval(() => simulation.ticker.catchUp(), 5_000)
  stops.push(() => clearInterval(ticking))
  console.log(
    `\n  ${platforms}\n\n在浏览器里打开这个地址，按 Ctrl+C 结束。  Open it in a browser; Ctrl+C ends everything.`,
  )
}

start().catch((error: Error) => {
  console.error(`\n没有启动成功 · could not start\n${error.message}`)
  process.exit(1)
})
