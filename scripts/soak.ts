import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from '../src/simulator/database.ts'
import { freePort } from '../src/simulator/port.ts'
import { startWorker } from '../src/simulator/worker.ts'
import { lost, type Message, type Speaker, secrets } from './soak/client.ts'
import { beforeTheReport, cron, settle } from './soak/cron.ts'
import { desk } from './soak/desk.ts'
import { judge } from './soak/judge.ts'
import { newBook, repeat, type Scene, say, work } from './soak/load.ts'
import { Outside } from './soak/outside.ts'

/**
 * `npm run soak`: the real Worker on local workerd with its database on the disk, under load from both platforms for
 * SOAK_MINUTES (1), while its cron runs and its letters go to platforms that are not always well. It is killed with -9 several
 * times while it works, and started again; what got no answer is delivered again, and some of what got one. Once the clock jumps
 * an hour back. At the end every answered command is there exactly once, every letter came, none twice without saying so, and
 * no invariant is broken; else the exit code is 1.
 */
const MINUTES = Number(process.env.SOAK_MINUTES ?? 1)
const KILLS = Number(process.env.SOAK_KILLS ?? 3)
const SPEAKERS = Number(process.env.SOAK_SPEAKERS ?? 24)
const HOUR = 3_600_000

const stateDir = mkdtempSync(`${tmpdir()}/hong-dadang-soak-`)
process.once('exit', () => rmSync(stateDir, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

const port = await freePort(8890)
const outside = new Outside()
const platforms = await outside.start()
const start = (keep: boolean) =>
  startWorker({ port, stateDir, keep, secrets, platforms, onError: (line) => errors.push(line) })
const errors: string[] = []
const scene: Scene = { origin: '', now: beforeTheReport(Date.now()) }
const book = newBook()

let worker = await start(false)
scene.origin = worker.origin
let number = 0
const once = async (who: Speaker, text: string, inGroup = true): Promise<void> => {
  const message: Message = { id: `soak-setup-${++number}`, who, text, inGroup }
  for (let tries = 0; tries < 5; tries++) if ((await say(book, scene, message)) !== undefined) return
  throw new Error(`no answer to ${text}: ${lost.at(-1)}`)
}
const boss = { wecom: on('wecom', 'boss', '管理员'), dingtalk: on('dingtalk', 'boss', '管理员') }
for (const who of [boss.wecom, boss.dingtalk]) {
  await once(who, `/激活 ${secrets.ACTIVATION_CODE}`, false)
  await once(who, '/绑定社区 东湖社区')
}
await once(boss.wecom, `/绑定推送 ${platforms}/cgi-bin/webhook/send?key=soak-key-0001`, false)
const speakers = Array.from({ length: SPEAKERS }, (_, i) => {
  const name = `赵${'甲乙丙丁戊己庚辛壬癸'[i % 10]}${'一二三四五六七八九十'[Math.floor(i / 10) % 10]}`
  return on(i % 2 === 0 ? 'wecom' : 'dingtalk', `p${i}`, name)
})
for (const who of speakers) await once(who, `/登记 ${who.name} 市财政局`)
await once(boss.wecom, '/通过 全部')
console.log(
  `soak: ${SPEAKERS} people, ${MINUTES} min, ${KILLS} kills, ${cpus().length} × ${cpus()[0]?.model}`,
)

let ticked = 0
const span = (MINUTES * 60_000) / (KILLS + 1)
for (let kill = 0; kill <= KILLS; kill++) {
  let over = false
  const answered = book.answered.size
  const isOver = () => over
  const load = Promise.all([
    ...speakers.map((who) => work(book, scene, who, kill, isOver)),
    desk(book, scene, boss.wecom, kill, isOver),
  ])
  const ticks = cron(scene, isOver)
  await sleep(span / 2)
  const back = kill === Math.floor(KILLS / 2)
  if (back) scene.now -= HOUR
  await sleep(span / 2)
  const last = kill === KILLS
  // Dead while they speak: those under way get no answer.
  if (!last) await worker.kill()
  over = true
  await load
  ticked += await ticks
  console.log(
    `  ${book.answered.size - answered} answered${back ? ', the clock an hour back' : ''}${last ? '' : ', killed'}`,
  )
  if (!last) worker = await start(true)
  scene.origin = worker.origin
  console.log(`  ${await repeat(book, scene)} without an answer came again`)
}
const database = openDatabase(stateDir)
const minutes = await settle(scene, database)
await worker.stop()
outside.stop()

const faults = judge(database, book, outside.arrived)
database.close()
console.log(
  `  ${ticked} ticks under load, ${minutes} until nothing waited; ${outside.arrived.length} letters came, ${outside.accidents} calls went wrong`,
)
console.log(
  `soak: ${book.sent.size} messages, ${book.redelivered} of them delivered again, ${faults.length} faults`,
)
for (const fault of faults.slice(0, 40)) console.error(fault)
if (faults.length > 0)
  for (const line of errors.filter((line) => line.startsWith('{')).slice(0, 10)) console.error(line)
process.exit(faults.length > 0 ? 1 : 0)

function on(platform: Speaker['platform'], id: string, name: string): Speaker {
  return { platform, id, name }
}
