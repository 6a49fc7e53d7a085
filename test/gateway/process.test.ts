import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, test } from 'vitest'
import { Running } from './support/process.ts'
import { dingtalkText, heard, stream, wecomText, wordsOf } from './support/speech.ts'
import { Stage } from './support/stage.ts'
import { until } from './support/waiting.ts'

let stage: Stage
let running: Running[]

beforeEach(async () => {
  running = []
  stage = await Stage.open()
  stage.worker.leaseLasts = 500
  stage.worker.reply = (payload) =>
    payload.msgId ? { msgtype: 'text', text: { content: `re${wordsOf(payload)}` } } : stream(payload)
})
afterEach(async () => {
  for (const one of running) await one.end('SIGKILL')
  await stage.close()
})

async function start(more: Record<string, string> = {}): Promise<Running> {
  const one = new Running({ ...stage.environment(more), PATH: String(process.env.PATH) })
  running.push(one)
  await one.started()
  const { wecom, dingtalk } = stage.platforms
  await until('both are connected', () => wecom.isConnected && dingtalk.connections > 0, 60_000)
  return one
}

test('kill -9 with messages in the queue: nothing is lost, each is answered once', async ({ expect }) => {
  const { wecom, dingtalk } = stage.platforms
  const first = await start()
  stage.worker.downFor = { message: 503 }
  for (let i = 0; i < 20; i++) wecom.deliver(wecomText(`${i}`, { chat: 'wrA' }))
  for (let i = 20; i < 30; i++) dingtalk.deliver(dingtalkText(`${i}`, { oapi: stage.platforms.http }))
  await until('all are acknowledged', () => dingtalk.acknowledged.length === 10, 60_000)
  await until('all are on the disk', async () => {
    const { checks } = (await (await fetch(`http://127.0.0.1:${first.port}/healthz`)).json()) as {
      checks: { wecom: { queued: number }; dingtalk: { queued: number } }
    }
    return checks.wecom.queued === 20 && checks.dingtalk.queued === 10
  })
  expect(await first.end('SIGKILL')).toBe('SIGKILL')

  await start()
  stage.worker.downFor = {}
  const answers = () =>
    [...stage.platforms.spoken.map(heard), ...stage.platforms.said.map(({ body }) => wordsOf(body))].filter(
      (one) => one.startsWith('re '),
    )
  await until('all are answered', () => answers().length >= 30, 60_000)
  const wanted = Array.from({ length: 30 }, (_, i) => `re ${i}`)
  expect(answers().toSorted()).toEqual(wanted.toSorted())
  const order = stage.worker.taken.map(({ payload }) => Number(wordsOf(payload)))
  expect(order.filter((i) => i < 20)).toEqual(Array.from({ length: 20 }, (_, i) => i))
}, 180_000)

test('stops in good order, logs JSON without texts or names, and answers /healthz', async ({ expect }) => {
  const one = await start()
  stage.platforms.wecom.deliver(wecomText('王芳的电话', { from: 'wangfang' }))
  stage.platforms.dingtalk.deliver(dingtalkText('林晓雯的地址', { oapi: stage.platforms.http }))
  await until('both are answered', () => stage.platforms.spoken.length + stage.platforms.said.length === 2)
  const health = await fetch(`http://127.0.0.1:${one.port}/healthz`)
  expect([health.status, (await health.json()) as object]).toEqual([
    200,
    expect.objectContaining({ ok: true }),
  ])
  expect((await fetch(`http://127.0.0.1:${one.port}/`)).status).toBe(404)
  expect(await one.end('SIGTERM')).toBe(0)
  expect(one.lines.map(({ event }) => event)).toEqual(
    expect.arrayContaining(['started', 'answered', 'stopped']),
  )
  expect(one.out).not.toMatch(/[\u4e00-\u9fff]|wangfang|sendBySession|secret|ticket/)
  expect(stage.worker.requests.filter((it) => it.do === 'lease' && it.release)).toHaveLength(2)
}, 180_000)

test('wrong settings are all named at once, and end it with 78', async ({ expect }) => {
  const one = new Running({
    PATH: String(process.env.PATH),
    WORKER_URL: 'http://bot.example.com',
    GATEWAY_SECRET: 'short',
    WECOM_BOT_ID: 'aib',
    DINGTALK_CLIENT_SECRET: 'x',
    PORT: 'eighty',
    QUEUE_MESSAGES: '0',
  })
  running.push(one)
  expect(await one.ended()).toBe(78)
  expect(one.lines.map(({ mistake }) => String(mistake).split(' ')[0]).toSorted()).toEqual([
    'DINGTALK_CLIENT_ID',
    'GATEWAY_SECRET',
    'PORT',
    'QUEUE_MESSAGES',
    'WECOM_BOT_SECRET',
    'WORKER_URL',
  ])
  expect(one.out).not.toContain('eighty')
}, 180_000)

test('a folder or a port that is taken is named, and the other gateway goes on', async ({ expect }) => {
  const one = await start()
  const second = async (more: Record<string, string>) => {
    const other = new Running({ ...stage.environment(more), PATH: String(process.env.PATH) })
    running.push(other)
    expect(await other.ended()).toBe(1)
    return other.lines.find(({ event }) => event === 'not_started')?.why
  }
  expect(await second({})).toBe('GATEWAY_DATA: another gateway uses this folder')
  expect(await second({ GATEWAY_DATA: `${stage.data}/two`, PORT: `${one.port}` })).toMatch(
    /^HOST, PORT: .*EADDRINUSE/,
  )
  stage.platforms.wecom.deliver(wecomText('hello'))
  await until('an answer', () => stage.platforms.spoken.length === 1)
  expect(await one.end('SIGKILL')).toBe('SIGKILL')
  await start()
}, 180_000)

test('SIGTERM ends it within seconds while it connects, and while the Worker hangs', async ({ expect }) => {
  const { wecom } = stage.platforms
  const hanging = createServer(() => undefined)
  await new Promise<void>((resolve) => hanging.listen(0, '127.0.0.1', resolve))
  const nobody = `127.0.0.1:${(hanging.address() as AddressInfo).port}`
  wecom.trouble = { logins: 'ignored' }
  const connecting = new Running({
    ...stage.environment({ DINGTALK_API_ORIGIN: `http://${nobody}` }),
    PATH: String(process.env.PATH),
  })
  const deaf = new Running({
    ...stage.environment({ WORKER_URL: `http://${nobody}`, GATEWAY_DATA: `${stage.data}/deaf` }),
    PATH: String(process.env.PATH),
  })
  running.push(connecting, deaf)
  await Promise.all([connecting.started(), deaf.started()])
  await until('it logs in', () => wecom.logins > 0, 60_000)
  const before = performance.now()
  expect(await Promise.all([connecting.end('SIGTERM'), deaf.end('SIGTERM')])).toEqual([0, 0])
  // Containers are given ten seconds.
  expect(performance.now() - before).toBeLessThan(10_000)
  hanging.closeAllConnections()
  hanging.close()
}, 180_000)

test('SIGTERM while it starts ends it in good order too', async ({ expect }) => {
  const one = new Running({ ...stage.environment(), PATH: String(process.env.PATH) })
  running.push(one)
  await until('its first line', () => one.lines.length > 0, 60_000)
  expect(await one.end('SIGTERM')).toBe(0)
  expect(one.lines.at(-1)?.event).toBe('stopped')
}, 180_000)

test('nothing is left running after a stop: the process ends by itself', async ({ expect }) => {
  const gateway = fileURLToPath(new URL('../../src/gateway/gateway.ts', import.meta.url))
  const settings = fileURLToPath(new URL('../../src/gateway/settings.ts', import.meta.url))
  stage.platforms.wecom.trouble = { logins: 'ignored' }
  const script = `
    const { startGateway } = await import(${JSON.stringify(gateway)})
    const { readSettings } = await import(${JSON.stringify(settings)})
    console.info = () => {}
    const it = await startGateway(readSettings(process.env), { log: () => {} })
    await new Promise((resolve) => setTimeout(resolve, 1500))
    await it.stop()
    process.send('stopped')
    process.disconnect()`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...stage.environment(), PATH: String(process.env.PATH) },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  await new Promise((resolve) => child.once('message', resolve))
  const before = performance.now()
  expect(await ended).toBe(0)
  expect(performance.now() - before).toBeLessThan(4_000)
}, 180_000)

test('the simulator may move its clock', async ({ expect }) => {
  const one = await start({ ALLOW_TEST_CLOCK: '1' })
  const then = Date.now() + 3 * 60_000
  one.clock(then)
  await until('its requests are of then', () => {
    stage.platforms.wecom.deliver(wecomText('hello'))
    return stage.worker.taken.some(({ at }) => at >= then)
  })
  expect(one.lines.find(({ event }) => event === 'started')?.test_clock).toBe(true)
}, 180_000)
