import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  pushToWebhook as dingtalkHook,
  pushToConversation,
  pushToUsers,
} from '../../src/platforms/dingtalk/push.ts'
import { pushToWebhook as wecomHook } from '../../src/platforms/wecom/push.ts'
import { groupsOf, person } from '../../src/simulator/cast.ts'
import { Clock, MINUTE } from '../../src/simulator/clock.ts'
import { newSecrets } from '../../src/simulator/secrets.ts'
import { serve } from '../../src/simulator/server.ts'
import { botOf, Simulation } from '../../src/simulator/simulation.ts'

/** The bot's senders and the simulator's servers agree on what a push is. */
describe('a push to the simulator', () => {
  const zhang = person('zhangwei', '张伟', 'member')
  const groups = groupsOf('donghu', '东湖社区双报到群')
  const clock = new Clock(Date.parse('2026-11-23T09:00:00+08:00'))
  const secrets = newSecrets()
  const bot = botOf('http://127.0.0.1:9', secrets)
  const simulation = new Simulation({ people: [zhang], groups }, clock, bot, 'http://127.0.0.1')
  let server: Awaited<ReturnType<typeof serve>>
  let origin = ''
  before(async () => {
    server = await serve(simulation, 0)
    origin = `http://127.0.0.1:${(server.address() as { port: number }).port}`
  })
  after(() => {
    server.closeAllConnections()
    server.close()
  })

  const keyOf = (platform: string) => groups.find((one) => one.platform === platform)?.webhookKey
  const last = () => simulation.town.conversations.all().at(-1)
  const app = () => ({
    clientId: secrets.DINGTALK_CLIENT_ID,
    clientSecret: secrets.DINGTALK_CLIENT_SECRET,
    robotCode: secrets.DINGTALK_CLIENT_ID,
    apiOrigin: origin,
  })
  const message = {
    title: '新订单 #12',
    lines: ['搬家具 <@all> [点我](dtmd://x)'],
    buttons: [{ label: '接单', command: '/接单 12' }],
    mention: [],
    mark: 'letter-1',
  }

  test('of WeCom', async () => {
    const url = `${origin}/cgi-bin/webhook/send?key=${keyOf('wecom')}`
    assert.deepEqual(await wecomHook(url, message), { is: 'sent' })
    assert.match(last()?.bubbles[0]?.text ?? '', /\*\*新订单 #12\*\*[\s\S]*\/接单 12$/)
    assert.deepEqual(await wecomHook(url, { ...message, mention: [zhang.wecomUserId] }), { is: 'sent' })
    assert.match(last()?.bubbles[0]?.text ?? '', /\/接单 12 @张伟$/)
    const long = { ...message, lines: ['字'.repeat(5000)] }
    assert.deepEqual(await wecomHook(url, long), { is: 'sent' })
    assert.deepEqual(await wecomHook(url, { ...long, mention: [zhang.wecomUserId] }), { is: 'sent' })
    for (let count = 4; count < 20; count++) await wecomHook(url, message)
    assert.deepEqual(await wecomHook(url, message), {
      is: 'later',
      waitMs: MINUTE,
      why: 'wecom.45009',
      channel: true,
    })
    assert.deepEqual(await wecomHook(`${url}0`, message), {
      is: 'refused',
      why: 'wecom.93000',
      channel: true,
    })
  })

  test('of a DingTalk webhook, once for one mark', async () => {
    const secret = groups.find((one) => one.platform === 'dingtalk')?.webhookSecret ?? null
    const url = `${origin}/robot/send?access_token=${keyOf('dingtalk')}`
    const mentioning = { ...message, mention: [zhang.dingtalkStaffId] }
    const before = simulation.town.conversations.all().length
    for (const _ of ['the first try', 'the second'])
      assert.deepEqual(await dingtalkHook(url, secret, mentioning, clock.now()), { is: 'sent' })
    assert.equal(simulation.town.conversations.all().length, before + 1)
    assert.match(last()?.bubbles[0]?.text ?? '', /@张伟$/)
    assert.deepEqual(last()?.bubbles[0]?.buttons, [{ label: '接单', tap: { is: 'say', text: '/接单 12' } }])
    const long = { ...message, lines: ['字'.repeat(9000)], mark: 'letter-2' }
    assert.deepEqual(await dingtalkHook(url, secret, long, clock.now()), { is: 'sent' })
    assert.deepEqual(await dingtalkHook(url, 'SEC0', message, clock.now()), {
      is: 'refused',
      why: 'dingtalk.310000.sign',
      channel: true,
    })
    assert.deepEqual(await dingtalkHook(`${url}0`, secret, message, clock.now()), {
      is: 'refused',
      why: 'dingtalk.300001',
      channel: true,
    })
  })

  test('of the DingTalk robot, in a group and in private', async () => {
    const id = groups.find((one) => one.platform === 'dingtalk')?.chatId ?? ''
    for (const count of [0, 1, 2, 5, 7]) {
      const buttons = Array.from({ length: count }, (_, i) => ({ label: `接单${i}`, command: `/接单 ${i}` }))
      const said = { ...message, lines: ['字'.repeat(9000)], buttons }
      assert.deepEqual(await pushToConversation(app(), id, said, clock.now()), { is: 'sent' })
      assert.equal(last()?.place, 'dingtalk:donghu')
      assert.equal(last()?.bubbles[0]?.buttons.length, Math.min(count, 5))
    }
    assert.deepEqual(await pushToUsers(app(), [zhang.dingtalkStaffId, '404'], message, clock.now()), {
      is: 'sent',
      gone: ['404'],
    })
    assert.equal(last()?.place, 'dingtalk:private:zhangwei')
    assert.deepEqual(await pushToConversation(app(), 'cid404', message, clock.now()), {
      is: 'refused',
      why: 'dingtalk.invalid.openConversationId',
      channel: false,
    })
    // Its token ends after two hours of the town's clock.
    clock.moveTo(clock.now() + 3 * 60 * MINUTE)
    assert.deepEqual(await pushToConversation(app(), id, message, clock.now() - 3 * 60 * MINUTE), {
      is: 'sent',
    })
    const wrong = { ...app(), clientId: 'ding404' }
    assert.deepEqual(await pushToConversation(wrong, id, message, clock.now()), {
      is: 'refused',
      why: 'dingtalk.invalidClientIdOrSecret',
      channel: true,
    })
  })
})
