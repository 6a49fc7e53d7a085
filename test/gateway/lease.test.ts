import { afterEach, beforeEach, describe, test } from 'vitest'
import { DINGTALK, WECOM } from './support/platforms.ts'
import { heard, stream, wecomText } from './support/speech.ts'
import { Stage } from './support/stage.ts'
import { pause, until } from './support/waiting.ts'

let stage: Stage
const wecom = () => stage.platforms.wecom
const connected = () => until('WeCom is connected', () => wecom().isConnected)
const connection = (gateway: Awaited<ReturnType<Stage['gateway']>>) =>
  gateway.health().checks.wecom?.connection

beforeEach(async () => {
  stage = await Stage.open()
  stage.worker.reply = (payload) => stream(payload)
})
afterEach(() => stage.close())

describe('two gateways', () => {
  test('the second stands by, and takes over when the first goes in good order', async ({ expect }) => {
    const first = await stage.gateway()
    await connected()
    const second = await stage.gateway({ GATEWAY_DATA: `${stage.data}/second` })
    await pause(300)
    expect([connection(first), connection(second)]).toEqual(['open', 'off'])
    expect([wecom().logins, stage.platforms.dingtalk.opened]).toEqual([1, 1])
    expect(second.health()).toMatchObject({ ok: true, checks: { wecom: { lease: 'standby' } } })

    await first.stop()
    await until('the second is connected', () => connection(second) === 'open')
    expect(wecom().logins).toBe(2)
    wecom().deliver(wecomText('hello'))
    await until('an answer', () => stage.platforms.spoken.length === 1)
  })

  test('the second takes over when the first is gone without a word', async ({ expect }) => {
    stage.worker.leaseLasts = 400
    stage.worker.lend(WECOM.id, 'somebody-who-died', 400)
    const gateway = await stage.gateway()
    await pause(200)
    expect(wecom().logins).toBe(0)
    await until('it is connected', () => connection(gateway) === 'open')
  })

  test('who cannot reach the platform gives way to the other, and is not content while nobody comes', async ({
    expect,
  }) => {
    const first = await stage.gateway({ WECOM_WS_ORIGIN: 'ws://127.0.0.1:9' })
    await until('it gave way', () => stage.logged('gives_way') > 0)
    expect(first.health()).toMatchObject({ ok: false, checks: { wecom: { why: 'no connection' } } })
    await until('it tries again', () => first.health().checks.wecom?.lease === 'held')
    expect(first.health().ok).toBe(false)

    const second = await stage.gateway({ GATEWAY_DATA: `${stage.data}/second` })
    await until('the second is connected', () => connection(second) === 'open')
    await until('the first is content', () => first.health().ok)
    expect(first.health()).toMatchObject({ checks: { wecom: { lease: 'standby', gave_way: false } } })
    await pause(700)
    expect([connection(second), wecom().logins]).toEqual(['open', 1])
  })

  test('who loses the lease closes its connection', async ({ expect }) => {
    const gateway = await stage.gateway()
    await connected()
    stage.worker.lend(WECOM.id, 'somebody-else', 10_000)
    await until('it stands by', () => connection(gateway) === 'off')
    await until('WeCom sees it', () => !wecom().isConnected)
    expect(wecom().logins).toBe(1)
  })
})

describe('the lease while the Worker is away', () => {
  test('is kept by who has it', async ({ expect }) => {
    const gateway = await stage.gateway()
    await connected()
    await stage.worker.stop()
    await pause(500)
    expect([connection(gateway), wecom().logins]).toEqual(['open', 1])
  })

  test('is not waited for for ever: messages must be heard', async () => {
    stage.worker.down = 503
    const gateway = await stage.gateway()
    await connected()
    await until('both went ahead', () => stage.logged('without_lease') === 2)
    wecom().deliver(wecomText('hello'))
    await until('it waits', () => gateway.health().checks.wecom?.queued === 1)
    stage.worker.down = undefined
    await until('an answer', () => stage.platforms.spoken.map(heard).includes('re hello'))
  })

  test('a Worker that refuses us lends nothing', async ({ expect }) => {
    stage.worker.down = 401
    await stage.gateway()
    await pause(600)
    expect([wecom().logins, stage.platforms.dingtalk.asked]).toEqual([0, 0])
    expect(stage.logged('lease_refused')).toBeGreaterThan(0)
  })
})

test('every request is counted on, and a stop gives both leases back', async ({ expect }) => {
  const gateway = await stage.gateway()
  await connected()
  await pause(300)
  await gateway.stop()
  const seqs = new Map<string, number[]>()
  for (const request of stage.worker.requests)
    if (request.do !== 'message') seqs.set(request.holder, [...(seqs.get(request.holder) ?? []), request.seq])
  expect(seqs.size).toBe(2)
  for (const seq of seqs.values()) expect(seq).toEqual(seq.map((_, i) => i + 1))
  expect([WECOM.id, DINGTALK.clientId].map((bot) => stage.worker.holder(bot))).toEqual([undefined, undefined])
})
