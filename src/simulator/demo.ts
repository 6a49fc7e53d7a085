import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { Clock } from './clock.ts'
import { freePort, HOST } from './port.ts'
import { newSecrets } from './secrets.ts'
import { serve } from './server.ts'
import { botOf, Simulation } from './simulation.ts'
import { Stage } from './stage.ts'
import { CAST, OPENING, play } from './story.ts'
import { startWorker } from './worker.ts'

/** `npm run demo`: plays the story on a Worker and a database of its own. Exits with 0 when all went as expected. */
async function demo(): Promise<boolean> {
  process.once('SIGINT', () => process.exit(130))
  process.once('SIGTERM', () => process.exit(143))
  const port = await freePort(8798)
  const stateDir = await mkdtemp(`${tmpdir()}/hong-dadang-demo-`)
  process.once('exit', () => rmSync(stateDir, { recursive: true, force: true }))
  const secrets = newSecrets()
  const platforms = `http://${HOST}:${port}`
  const onError = (line: string) => console.error(line)
  const worker = await startWorker({
    port: await freePort(8799, [port]),
    stateDir,
    secrets,
    platforms,
    onError,
  })
  const simulation = new Simulation(CAST, new Clock(OPENING), botOf(worker.origin, secrets), platforms)
  const server = await serve(simulation, port)
  const stage = new Stage(simulation)
  try {
    await play(stage, simulation, secrets.ACTIVATION_CODE)
  } finally {
    server.closeAllConnections()
    server.close()
    await worker.stop()
  }
  console.log(`\n${stage.passed} passed, ${stage.failed} failed`)
  return stage.failed === 0
}

demo().then(
  (good) => process.exit(good ? 0 : 1),
  (error: Error) => {
    console.error(`\n演示没有跑起来 · the demo could not run\n${error.stack ?? error.message}`)
    process.exit(1)
  },
)
