import { afterEach, beforeEach, describe, test } from 'vitest'
import { dingtalkText, wordsOf } from './support/speech.ts'
import { Stage } from './support/stage.ts'
import { pause, until } from './support/waiting.ts'

let stage: Stage
const only = { WECOM_BOT_ID: '', WECOM_BOT_SECRET: '' }
const dingtalk = () => stage.platforms.dingtalk
const text = (words: string, more: Partial<Parameters<typeof dingtalkText>[1]> = {}) =>
  dingtalkText(words, { oapi: stage.platforms.http, ...more })
const said = () => stage.platforms.said.map(({ body }) => wordsOf(body))
const connected = () => until('DingTalk is connected', () => dingtalk().connections > 0)

beforeEach(async () => {
  stage = await Stage.open()
  stage.worker.reply = (payload) => ({
    msgtype: 'text',
    text: { content: `re${wordsOf(payload)}` },
  })
})
afterEach(() => stage.close())

describe('answers', () => {
  test('a message through its session webhook, and acknowledges its frame', async ({ expect }) => {
    await stage.gateway(only)
    await connected()
    const messageId = dingtalk().deliver(text('/报到'))
    await until('an answer', () => said().length > 0)
    expect(said()).toEqual(['re /报到'])
    expect(dingtalk().acknowledged).toEqual([messageId])
    expect(stage.worker.taken[0]?.payload).toMatchObject({
      conversationId: 'cid//A+b==',
      senderNick: '林晓雯',
    })
  })

  test('says nothing where the Worker says nothing, and nothing to another address or after its time', async ({
    expect,
  }) => {
    const silent = stage.worker.reply
    stage.worker.reply = (payload) => (wordsOf(payload) === ' quiet' ? { msgtype: 'empty' } : silent(payload))
    await stage.gateway(only)
    await connected()
    dingtalk().deliver(text('quiet'))
    dingtalk().deliver(text('elsewhere', { oapi: 'https://evil.example' }))
    dingtalk().deliver(text('expired', { expires: Date.now() + 1_000 }))
    dingtalk().deliver(text('good'))
    await until('an answer', () => said().length > 0)
    expect(said()).toEqual(['re good'])
    const dropped = stage.log
      .filter(({ event }) => event === 'answer_dropped')
      .map(({ fields }) => fields.why)
    expect(dropped).toEqual(['webhook_elsewhere', 'webhook_expired'])
  })

  test('tries again when DingTalk is busy, and not when it refuses', async ({ expect }) => {
    stage.platforms.errcodes = [300001, -1]
    await stage.gateway(only)
    await connected()
    dingtalk().deliver(text('refused'))
    await until('the refusal', () => stage.logged('answer_dropped') === 1)
    dingtalk().deliver(text('busy'))
    await until('an answer', () => said().length > 0)
    expect(said()).toEqual(['re busy'])
  })

  test('a redelivery under a new messageId once, and acknowledges both', async ({ expect }) => {
    await stage.gateway(only)
    await connected()
    const one = text('hello')
    const ids = [dingtalk().deliver(one), dingtalk().deliver(one)]
    await until('both acknowledged', () => dingtalk().acknowledged.length === 2)
    ids.push(dingtalk().deliver(one))
    await until('all acknowledged', () => dingtalk().acknowledged.length === 3)
    expect(dingtalk().acknowledged.toSorted()).toEqual(ids.toSorted())
    await until('an answer', () => said().length > 0)
    await pause(50)
    expect([said(), stage.worker.taken.length]).toEqual([['re hello'], 1])
  })
})

describe('the connection', () => {
  test('lives through frames that cannot be read and topics that nobody asked for', async ({ expect }) => {
    await stage.gateway(only)
    await connected()
    const topic = '/v1.0/im/bot/messages/get'
    const headers = { topic, messageId: 'm1' }
    // Deeper than it could be written as JSON again.
    const deep = `${'['.repeat(60_000)}${']'.repeat(60_000)}`
    const nested = JSON.stringify(text('nested')).replace('{', `{"deep":${deep},`)
    for (const bad of [
      'no json',
      'null',
      '{}',
      '{"type":"SYSTEM"}',
      JSON.stringify({ type: 'CALLBACK', headers, data: 'no json' }),
      JSON.stringify({ type: 'CALLBACK', headers: { topic: '/v1.0/other', messageId: 'm2' }, data: '{}' }),
      JSON.stringify({ type: 'EVENT', headers: { topic: '*', messageId: 'm3' }, data: '{}' }),
      `{"type":"CALLBACK","headers":{"topic":"${topic}","messageId":${deep}},"data":"{}"}`,
      JSON.stringify({ type: 'CALLBACK', headers: { topic, messageId: 'm4' }, data: nested }),
    ])
      dingtalk().say(bad)
    dingtalk().ping()
    dingtalk().deliver(text('good'))
    await until('an answer', () => said().length > 0)
    expect(said()).toEqual(['re good'])
    expect(dingtalk().acknowledged).toEqual(expect.arrayContaining(['m1', 'm2', 'm3', 'm4']))
    expect([stage.logged('disk_failed'), stage.logged('fault')]).toEqual([0, 0])
    expect([dingtalk().opened, dingtalk().connections]).toEqual([1, 1])
  })

  test('asks for a new ticket each time, once at a time, whatever fails', async ({ expect }) => {
    dingtalk().trouble = { handshake: 503 }
    const gateway = await stage.gateway(only)
    await until('four tries', () => dingtalk().asked >= 4)
    const [asked, before] = [dingtalk().asked, performance.now()]
    await pause(400)
    // The library alone would have doubled its attempts each time.
    expect(dingtalk().asked - asked).toBeLessThanOrEqual((performance.now() - before) / 50 + 1)
    dingtalk().trouble = { opening: 503 }
    await pause(100)
    dingtalk().trouble = {}
    await connected()
    await until('it is well again', () => gateway.health().ok)
    expect(dingtalk().connections).toBe(1)
  })

  test('wrong keys are a refusal, said on the health page', async ({ expect }) => {
    const gateway = await stage.gateway({ ...only, DINGTALK_CLIENT_SECRET: 'not-the-secret' })
    await until('two tries', () => stage.logged('connection_refused') >= 2)
    expect(gateway.health()).toMatchObject({ ok: false, checks: { dingtalk: { connection: 'refused' } } })
  })

  test('a farewell opens the next one at once, and the old one is heard to its end', async ({ expect }) => {
    await stage.gateway(only)
    await connected()
    await pause(250)
    dingtalk().farewell(200)
    await until('the next connection', () => dingtalk().opened === 2)
    dingtalk().deliver(text('hello'))
    await until('an answer', () => said().length > 0)
    await pause(300)
    expect([dingtalk().opened, dingtalk().connections]).toEqual([2, 1])
  })

  test('silence ends it: pings without an answer', async ({ expect }) => {
    dingtalk().trouble = { pings: 'ignored' }
    await stage.gateway(only, { idle: 600 })
    await until('another connection', () => dingtalk().opened >= 2)
    // From the next one on, pings are answered.
    dingtalk().trouble = {}
    const { opened } = dingtalk()
    await until('the last one without answers is gone', () => dingtalk().opened > opened)
    const since = dingtalk().opened
    await pause(1_500)
    expect([dingtalk().opened, dingtalk().connections]).toEqual([since, 1])
  })
})
