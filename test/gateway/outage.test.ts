import { afterEach, beforeEach, describe, test } from 'vitest'
import { dingtalkText, heard, stream, wecomTap, wecomText, wordsOf } from './support/speech.ts'
import { Stage } from './support/stage.ts'
import { pause, until } from './support/waiting.ts'

let stage: Stage
const AWAY = /^收到，系统暂时连不上，恢复后会自动补记/
const FULL = /^这条没有记下/
const spoken = () => stage.platforms.spoken
const said = () => spoken().map(heard)
const connected = () =>
  until(
    'both are connected',
    () => stage.platforms.wecom.isConnected && stage.platforms.dingtalk.connections > 0,
  )
const say = (text: string, chat: string) => stage.platforms.wecom.deliver(wecomText(text, { chat }))
const ding = (text: string, conversation = 'cidA==') =>
  stage.platforms.dingtalk.deliver(dingtalkText(text, { oapi: stage.platforms.http, conversation }))

beforeEach(async () => {
  stage = await Stage.open()
  stage.worker.reply = (payload) =>
    payload.msgId ? { msgtype: 'text', text: { content: `re${wordsOf(payload)}` } } : stream(payload)
})
afterEach(() => stage.close())

describe('while the Worker is away', () => {
  test('messages wait in order, each conversation is told once, and late answers are messages of their own', async ({
    expect,
  }) => {
    const gateway = await stage.gateway()
    await connected()
    await stage.worker.stop()
    for (const one of ['a1', 'a2', 'a3']) say(one, 'wrA')
    say('b1', 'wrB')
    ding('d1')
    ding('d2')
    await until('all are told', () => spoken().length === 2 && stage.platforms.said.length === 1)
    await pause(200)
    expect(said()).toEqual([expect.stringMatching(AWAY), expect.stringMatching(AWAY)])
    expect(spoken().map(({ command }) => command)).toEqual(['aibot_respond_msg', 'aibot_respond_msg'])
    expect(stage.platforms.said.map(({ body }) => wordsOf(body))).toEqual([expect.stringMatching(AWAY)])
    expect(stage.platforms.dingtalk.acknowledged).toHaveLength(2)
    expect(gateway.health()).toMatchObject({
      ok: true,
      checks: { wecom: { queued: 4 }, dingtalk: { queued: 2 } },
    })

    await stage.worker.start()
    await until('all are answered', () => spoken().length === 6 && stage.platforms.said.length === 3)
    const after = spoken().slice(2)
    const inA = after.filter(({ conversation }) => conversation === 'wrA')
    expect(inA.map((one) => [one.command, heard(one)])).toEqual([
      // Told about this one, so its frame is used up.
      ['aibot_send_msg', 're a1'],
      ['aibot_respond_msg', 're a2'],
      ['aibot_respond_msg', 're a3'],
    ])
    expect(stage.platforms.said.map(({ body }) => wordsOf(body)).slice(1)).toEqual(['re d1', 're d2'])
    const order = stage.worker.taken.map(({ payload }) => wordsOf(payload).trim())
    expect(order.filter((one) => one.startsWith('a'))).toEqual(['a1', 'a2', 'a3'])
    await until('nothing waits', () => gateway.health().checks.wecom?.queued === 0)
  })

  test('says so again in the next outage, and nothing when it is over at once', async ({ expect }) => {
    await stage.gateway({}, { notice: 400 })
    await connected()
    for (const round of [1, 2]) {
      stage.worker.down = 503
      say(`long ${round}`, 'wrA')
      await until('told', () => said().filter((one) => AWAY.test(one)).length === round)
      stage.worker.down = undefined
      await until('answered', () => said().includes(`re long ${round}`))
    }
    stage.worker.down = 503
    say('short', 'wrB')
    await pause(50)
    stage.worker.down = undefined
    await until('answered', () => said().includes('re short'))
    expect(said().filter((one) => AWAY.test(one))).toHaveLength(2)
  })

  test('a wrong clock or secret throws nothing away, nor does a page in between', async ({ expect }) => {
    await stage.gateway()
    await connected()
    for (const status of [401, 404, 429, 500, 502]) {
      stage.worker.downFor = { message: status }
      say(`at ${status}`, `wr${status}`)
      await pause(60)
    }
    stage.worker.downFor = {}
    await until('all are taken', () => stage.worker.taken.length === 5)
    expect(stage.logged('refused')).toBe(0)
  })

  test('a tap is told by a message, because its card cannot say it', async ({ expect }) => {
    await stage.gateway()
    await connected()
    stage.worker.down = 503
    stage.platforms.wecom.deliver(wecomTap('/接单 12', 'card_1', 'wrA'))
    await until('told', () => spoken().length === 1)
    expect(spoken()[0]?.command).toBe('aibot_send_msg')
    expect(said()[0]).toMatch(AWAY)
  })
})

describe('the queue', () => {
  test('full, it keeps what it has, and says once that nothing more fits', async ({ expect }) => {
    const gateway = await stage.gateway({ QUEUE_MESSAGES: '2' }, { notice: 5_000 })
    await connected()
    stage.worker.down = 503
    say('1', 'wrA')
    say('2', 'wrA')
    await until('two wait', () => gateway.health().checks.wecom?.queued === 2)
    say('3', 'wrA')
    say('4', 'wrA')
    await until('told', () => spoken().length === 1)
    await pause(100)
    expect(said()).toEqual([expect.stringMatching(FULL)])
    stage.worker.down = undefined
    await until('both are answered', () => said().length === 3)
    say('5', 'wrA')
    await until('the next is answered', () => said().length === 4)
    expect(stage.worker.taken.map(({ payload }) => wordsOf(payload))).toEqual(['1', '2', '5'])
  })

  test('survives a stop and a start: what waited is brought with the time of its arrival', async ({
    expect,
  }) => {
    stage.worker.leaseLasts = 500
    const first = await stage.gateway()
    await connected()
    stage.worker.down = 503
    const before = Date.now()
    say('waits', 'wrA')
    await until('it is told', () => spoken().length === 1)
    const between = Date.now()
    await first.stop()
    await stage.gateway()
    stage.worker.down = undefined
    await until('it is answered', () => said().includes('re waits'))
    expect(spoken().map(({ command }) => command)).toEqual(['aibot_respond_msg', 'aibot_send_msg'])
    const at = stage.worker.taken[0]?.at ?? 0
    expect([at >= before, at <= between]).toEqual([true, true])
    expect(said().filter((one) => AWAY.test(one))).toHaveLength(1)
  })
})
