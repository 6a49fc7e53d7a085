import { afterEach, beforeEach, describe, test } from 'vitest'
import { heard, stream, wecomEnters, wecomTap, wecomText, wordsOf } from './support/speech.ts'
import { Stage } from './support/stage.ts'
import { pause, until } from './support/waiting.ts'

let stage: Stage
const only = { DINGTALK_CLIENT_ID: '', DINGTALK_CLIENT_SECRET: '' }
const wecom = () => stage.platforms.wecom
const said = () => stage.platforms.spoken.map(heard)
const connected = () => until('WeCom is connected', () => wecom().isConnected)

beforeEach(async () => {
  stage = await Stage.open()
  stage.worker.reply = (payload) => stream(payload)
})
afterEach(() => stage.close())

describe('answers', () => {
  test('a message by its frame', async ({ expect }) => {
    await stage.gateway(only)
    await connected()
    const before = Date.now()
    const reqId = wecom().deliver(wecomText('/报到', { chat: 'wrA' }))
    await until('an answer', () => stage.platforms.spoken.length > 0)
    expect(stage.platforms.spoken[0]).toMatchObject({ command: 'aibot_respond_msg', reqId })
    expect(said()).toEqual(['re /报到'])
    expect(stage.worker.taken[0]?.at).toBeGreaterThanOrEqual(before)
    expect(stage.worker.taken[0]?.payload).toMatchObject({ chatid: 'wrA', msgtype: 'text' })
  })

  test('a tap by the updated card, an opened chat by the welcome, an event with silence', async ({
    expect,
  }) => {
    stage.worker.reply = (payload) => {
      const event = payload.event as { eventtype: string; template_card_event?: { task_id: string } }
      if (event.eventtype === 'enter_chat') return { msgtype: 'text', text: { content: '您好' } }
      const task_id = event.template_card_event?.task_id
      return task_id
        ? {
            response_type: 'update_template_card',
            userids: ['zhangsan'],
            template_card: { card_type: 'button_interaction', main_title: { title: '接到了' }, task_id },
          }
        : null
    }
    await stage.gateway(only)
    await connected()
    wecom().deliver(wecomTap('/接单 12', 'card_1', 'wrA'))
    await until('the card', () => stage.platforms.spoken.length === 1)
    wecom().deliver(wecomEnters())
    await until('the welcome', () => stage.platforms.spoken.length === 2)
    wecom().deliver({ ...wecomEnters(), event: { eventtype: 'feedback_event' } })
    await until('the event at the Worker', () => stage.worker.taken.length === 3)
    expect(stage.platforms.spoken.map(({ command }) => command)).toEqual([
      'aibot_respond_update_msg',
      'aibot_respond_welcome_msg',
    ])
    expect(said()).toEqual(['接到了', '您好'])
  })

  test('a card that comes after five seconds becomes a message', async ({ expect }) => {
    let offset = 0
    stage.worker.reply = (payload) => {
      offset = stage.platforms.offset = 5_500
      const { task_id } = (payload.event as { template_card_event: { task_id: string } }).template_card_event
      const template_card = {
        card_type: 'button_interaction',
        main_title: { title: '接到了' },
        sub_title_text: '订单 12\n明天 9 点',
        button_list: [{ text: '退单', key: '/退单 12' }],
        task_id,
      }
      return { response_type: 'update_template_card', userids: ['zhangsan'], template_card }
    }
    stage.worker.now = () => Date.now() + offset
    await stage.gateway(only, {}, stage.worker.now)
    await connected()
    wecom().deliver(wecomTap('/接单 12', 'card_1', 'wrA'))
    await until('a message', () => stage.platforms.spoken.length === 1)
    expect(stage.platforms.spoken[0]).toMatchObject({ command: 'aibot_send_msg', conversation: 'wrA' })
    expect(said()[0]).toBe('**接到了**  \n订单 12  \n明天 9 点  \n/退单 12')
  })

  test('a message delivered twice once, and two of one conversation in their order', async ({ expect }) => {
    stage.worker.reply = async (payload) => {
      if (wordsOf(payload) === 'slow') await pause(100)
      return stream(payload)
    }
    await stage.gateway(only)
    await connected()
    const slow = wecomText('slow', { chat: 'wrA' })
    for (const one of [slow, slow, wecomText('b', { chat: 'wrA' }), wecomText('c', { chat: 'wrB' }), slow])
      wecom().deliver(one)
    await until('three answers', () => said().length >= 3)
    wecom().deliver(slow)
    await pause(100)
    expect(said()).toEqual(['re c', 're slow', 're b'])
    expect([stage.worker.taken.length, stage.worker.repeats]).toEqual([3, 0])
  })
})

describe('what goes wrong does not stop the next', () => {
  test('a frame that is no JSON, one without a body, one that the Worker refuses', async ({ expect }) => {
    await stage.gateway(only)
    await connected()
    for (const bad of [
      'no json',
      '[]',
      'null',
      '{"cmd":"aibot_msg_callback","headers":{"req_id":"x"}}',
      '{"cmd":5}',
    ])
      wecom().say(bad)
    wecom().say('{"cmd":"aibot_msg_callback","headers":{"req_id":"x"},"body":{"msgtype":"text"}}')
    wecom().deliver({ ...wecomText('refused', { chat: 'wrA' }), refuse: true })
    wecom().deliver(wecomText('good', { chat: 'wrA' }))
    await until('an answer', () => said().length > 0)
    expect(said()).toEqual(['re good'])
    expect(wecom().opened).toBe(1)
    expect([stage.logged('bad_frame') > 0, stage.logged('refused'), stage.logged('not_for_us')]).toEqual([
      true,
      1,
      1,
    ])
  })

  test('a message over which the Worker stumbles holds up its own conversation only', async ({ expect }) => {
    await stage.gateway(only)
    await connected()
    wecom().deliver({ ...wecomText('x', { chat: 'wrA' }), trips: true })
    wecom().deliver(wecomText('after', { chat: 'wrA' }))
    wecom().deliver(wecomText('elsewhere', { chat: 'wrB' }))
    await until('an answer elsewhere', () => said().includes('re elsewhere'))
    expect(said()).not.toContain('re after')
  })
})

describe('the connection', () => {
  test('wrong keys are tried again slowly, and the health page says so', async ({ expect }) => {
    const gateway = await stage.gateway({ ...only, WECOM_BOT_SECRET: 'not-the-secret' })
    await until('three logins', () => wecom().logins >= 3)
    expect(gateway.health()).toMatchObject({
      ok: false,
      checks: { wecom: { connection: 'refused', broken: true } },
    })
    expect(wecom().opened).toBe(wecom().logins)
    expect(stage.log.find(({ event }) => event === 'connection_refused')?.fields.code).toBe('853000')
  })

  test('a login without an answer, and pings without one, end it; another opens', async ({ expect }) => {
    wecom().trouble = { logins: 'ignored' }
    await stage.gateway(only, { openWithin: 200 })
    await until('a second try', () => wecom().opened >= 2)
    wecom().trouble = { pings: 'ignored' }
    await connected()
    const before = wecom().opened
    await until('another connection', () => wecom().opened > before)
    wecom().trouble = {}
    await connected()
    wecom().deliver(wecomText('hello'))
    await until('an answer', () => said().length > 0)
    expect(said()).toEqual(['re hello'])
  })

  test('cut off, it comes back, one attempt at a time', async ({ expect }) => {
    await stage.gateway(only)
    for (let round = 1; round <= 5; round++) {
      await until(`connection ${round}`, () => wecom().opened === round && wecom().isConnected)
      wecom().cut()
    }
    await until('connection 6', () => wecom().isConnected)
    expect([wecom().opened, wecom().logins]).toEqual([6, 6])
  })

  test('an answer that may be lost is given again to the same frame', async ({ expect }) => {
    stage.worker.reply = async (payload) => {
      wecom().trouble = { answers: 'unanswered' }
      setTimeout(() => {
        wecom().cut()
        wecom().trouble = {}
      }, 50)
      return stream(payload)
    }
    await stage.gateway(only)
    await connected()
    const reqId = wecom().deliver(wecomText('hello'))
    await until('it was given twice', () => stage.platforms.spoken.length === 2)
    expect(stage.platforms.spoken.map((one) => [one.reqId, one.again])).toEqual([
      [reqId, false],
      [reqId, true],
    ])
  })

  test('taken by somebody else, it is left to them for a while, longer each time', async ({ expect }) => {
    const gateway = await stage.gateway(only)
    await connected()
    const other = await Stage.open()
    const { WECOM_WS_ORIGIN } = stage.environment()
    try {
      // Another program with the bot's keys: it has a Worker, and so a lease, of its own.
      const rival = await other.gateway({ ...only, WECOM_WS_ORIGIN: String(WECOM_WS_ORIGIN) })
      await until('it was kicked', () => stage.logged('kicked') === 1)
      expect(gateway.health()).toMatchObject({
        ok: true,
        checks: { wecom: { connection: 'away', state: 'warn' } },
      })
      await pause(250)
      expect(wecom().logins).toBe(2)
      await rival.stop()
      await until('it is back', () => gateway.health().checks.wecom?.connection === 'open')
      expect(wecom().logins).toBe(3)
    } finally {
      await other.close()
    }
  })
})
