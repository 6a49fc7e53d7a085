import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import type { DatabaseSync } from 'node:sqlite'
import { Clock } from './clock.ts'
import { openDatabase } from './database.ts'
import { insideOf } from './inside.ts'
import { freePort, HOST } from './port.ts'
import { newSecrets } from './secrets.ts'
import { serve } from './server.ts'
import { botOf, Simulation } from './simulation.ts'
import { Stage } from './story/stage.ts'
import { CAST, OPENING, play } from './story/story.ts'
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
  const database = openDatabase(stateDir)
  simulation.inside = insideOf(database, simulation.town)
  const server = await serve(simulation, port)
  const stage = new Stage(simulation)
  try {
    await play(stage, simulation, secrets.ACTIVATION_CODE)
    auditLedger(stage, database)
  } finally {
    database.close()
    server.closeAllConnections()
    server.close()
    await worker.stop()
  }
  const { passed, failed } = stage.checks
  console.log(`\n${passed} passed, ${failed} failed`)
  return failed === 0
}

/** What the chats said and what the database holds must agree. */
function auditLedger(stage: Stage, database: DatabaseSync): void {
  stage.chapter('台账')
  const number = (sql: string) => Number(Object.values(database.prepare(sql).get() ?? {})[0])
  const entries = number('select count(*) from hour_entry')
  const settled = number('select count(*) from verdict')
  stage.check(
    entries === settled + number('select count(*) from pending_entry'),
    `${entries} 条工时，每条不是已核定就是待核`,
  )
  const approved = number(
    `select sum(minutes) from hour_entry e join verdict v on v.entry_id = e.id and v.verdict = 'approved'`,
  )
  stage.check(
    approved === number('select sum(minutes) from tally where length(period) = 4'),
    `已通过 ${approved} 分钟，与年度合计相等`,
  )
  stage.check(number('select count(*) from duty where ended_at is null') === 0, '没有忘了签退的值守')
  stage.check(
    number(`select count(*) from outbox where state in ('waiting', 'claimed')`) === 0,
    '发件箱里没有还在等的',
  )
}

demo().then(
  (good) => process.exit(good ? 0 : 1),
  (error: Error) => {
    console.error(`\n演示没有跑起来 · the demo could not run\n${error.stack ?? error.message}`)
    process.exit(1)
  },
)
