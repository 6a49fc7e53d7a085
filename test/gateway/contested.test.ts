import { afterEach, beforeEach, test } from 'vitest'
import { WECOM } from './support/platforms.ts'
import { heard, stream, wecomText } from './support/speech.ts'
import { Stage } from './support/stage.ts'
import { pause, until } from './support/waiting.ts'

let stage: Stage
const only = { DINGTALK_CLIENT_ID: '', DINGTALK_CLIENT_SECRET: '' }
const wecom = () => stage.platforms.wecom
const said = () => stage.platforms.spoken.map(heard)
const stateOf = (gateway: Awaited<ReturnType<Stage['gateway']>>) => gateway.health().checks.wecom?.connection

beforeEach(async () => {
  stage = await Stage.open()
  stage.worker.reply = (payload) => stream(payload)
})
afterEach(() => stage.close())

/** A Worker's address at which nobody is. */
const NOWHERE = { WORKER_URL: 'http://127.0.0.1:9' }
const second = () => ({ ...only, GATEWAY_DATA: `${stage.data}/second` })

test('who cannot ask the Worker gives way to who can, and does not come back', async ({ expect }) => {
  // Nobody answers the first, so it goes ahead without a lease; the second has one.
  const cutOff = await stage.gateway({ ...only, ...NOWHERE }, { kicked: [50] })
  await until('the first is connected', () => stateOf(cutOff) === 'open')
  const other = await stage.gateway(second())
  await until('the second is connected', () => stateOf(other) === 'open')
  await until('the first stands by', () => stateOf(cutOff) === 'off')
  await pause(1_000)
  expect([wecom().logins, stateOf(cutOff), stateOf(other)]).toEqual([2, 'off', 'open'])
})

test('two that both cannot ask the Worker do not take turns either', async ({ expect }) => {
  stage.worker.down = 503
  const first = await stage.gateway(only, { kicked: [50] })
  await until('the first is connected', () => wecom().isConnected)
  const other = await stage.gateway(second(), { kicked: [50] })
  await until('the second is connected', () => wecom().logins === 2)
  await pause(1_000)
  expect(wecom().logins).toBe(2)
  stage.worker.down = undefined
  const states = () => [stateOf(first), stateOf(other)].toSorted().join()
  await until(
    'one has the lease and the connection',
    () => stage.worker.holder(WECOM.id) && states() === 'off,open',
  )
  await pause(300)
  expect(states()).toBe('off,open')
  wecom().deliver(wecomText('hello'))
  await until('an answer', () => said().includes('re hello'))
})

test('a platform that is busy has not refused the keys', async ({ expect }) => {
  wecom().trouble = { logins: 'often' }
  const gateway = await stage.gateway(only)
  await until('it is tried again', () => wecom().logins >= 2)
  expect([gateway.health().ok, stage.logged('connection_refused')]).toEqual([true, 0])
  wecom().trouble = {}
  await until('it is connected', () => stateOf(gateway) === 'open')
})

test('a kick in the moment of the login is a kick', async ({ expect }) => {
  wecom().trouble = { logins: 'kicked' }
  const gateway = await stage.gateway(only)
  await until('it was kicked', () => stage.logged('kicked') === 1)
  expect(stateOf(gateway)).toBe('away')
  wecom().trouble = {}
  await until('it is back', () => stateOf(gateway) === 'open')
  expect(wecom().logins).toBe(2)
})

test('an answer that finds no connection is given by the next start', async ({ expect }) => {
  stage.worker.leaseLasts = 400
  const first = await stage.gateway(only)
  await until('it is connected', () => wecom().isConnected)
  stage.worker.reply = (payload) => {
    wecom().trouble = { logins: 'ignored' }
    wecom().cut()
    return stream(payload)
  }
  wecom().deliver(wecomText('hello'))
  await until('the Worker has it', () => stage.worker.taken.length === 1)
  await pause(100)
  await first.stop()
  expect(said()).toEqual([])
  wecom().trouble = {}
  const next = await stage.gateway(only)
  await until('it is answered', () => said().length > 0)
  await pause(100)
  expect([said(), stage.worker.taken.length, stage.worker.repeats]).toEqual([['re hello'], 1, 1])
  await until('nothing waits', () => next.health().checks.wecom?.queued === 0)
})

test('a stop gives what comes back from the Worker meanwhile', async ({ expect }) => {
  const gateway = await stage.gateway(only, { stop: 5_000 })
  await until('it is connected', () => wecom().isConnected)
  stage.worker.reply = async (payload) => {
    await pause(200)
    return stream(payload)
  }
  wecom().deliver(wecomText('hello'))
  await until('the Worker has it', () => stage.worker.taken.length === 1)
  await gateway.stop()
  expect(said()).toEqual(['re hello'])
})

test('an answer that came to who stands by is given when the connection is its own again', async ({
  expect,
}) => {
  const gateway = await stage.gateway(only)
  await until('it is connected', () => wecom().isConnected)
  stage.worker.downFor = { message: 503 }
  wecom().deliver(wecomText('hello'))
  await until('it is told', () => said().length === 1)
  stage.worker.lend(WECOM.id, 'somebody-else', 1_500)
  await until('it stands by', () => stateOf(gateway) === 'off')
  stage.worker.downFor = {}
  await until('the Worker has it', () => stage.worker.taken.length === 1)
  expect(said()).toHaveLength(1)
  await until('it is answered', () => said().includes('re hello'))
})

test('a machine whose clock is minutes behind dates messages by the Worker’s', async ({ expect }) => {
  const behind = () => Date.now() - 4 * 60_000
  await stage.gateway(only, {}, behind)
  await until('it is connected', () => wecom().isConnected)
  const before = Date.now()
  wecom().deliver(wecomText('hello'))
  await until('the Worker has it', () => stage.worker.taken.length === 1)
  const at = stage.worker.taken[0]?.at ?? 0
  expect(Math.abs(at - before)).toBeLessThan(5_000)
  expect(stage.log.find(({ event }) => event === 'clock_off')?.fields.worker_ahead_ms).toBeGreaterThan(
    200_000,
  )
})

test('a message on which the Worker fails again and again is given up once it is clear that it is this one', async ({
  expect,
}) => {
  await stage.gateway(only)
  await until('it is connected', () => wecom().isConnected)
  wecom().deliver({ ...wecomText('poison', { chat: 'wrA' }), trips: true })
  wecom().deliver(wecomText('after', { chat: 'wrA' }))
  await pause(1_000)
  // While nobody else is answered it may be the Worker, and nothing is given up.
  expect(stage.logged('given_up')).toBe(0)
  for (const chat of ['wrB', 'wrC', 'wrD']) wecom().deliver(wecomText('else', { chat }))
  await until('what stood behind it is answered', () => said().includes('re after'))
  expect(stage.logged('given_up')).toBe(1)
  expect(said().filter((one) => /系统几次都没能处理这条消息/.test(one))).toHaveLength(1)
})
