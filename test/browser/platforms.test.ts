import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { groupsOf, person } from '../../src/simulator/cast.ts'
import { Clock, DAY, HOUR, MINUTE, nextHour } from '../../src/simulator/clock.ts'
import { bubblesOf as dingtalkBubbles } from '../../src/simulator/dingtalk/bubble.ts'
import { sign } from '../../src/simulator/dingtalk/callback.ts'
import { nextTick } from '../../src/simulator/moments.ts'
import { newSecrets } from '../../src/simulator/secrets.ts'
import { serve } from '../../src/simulator/server.ts'
import { botOf, Simulation } from '../../src/simulator/simulation.ts'
import { problemsOf } from '../../src/simulator/wecom/check.ts'
import { decrypt, encrypt, signature } from '../../src/simulator/wecom/crypto.ts'

const fixture = (name: string) =>
  JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8'))

const people = [person('zhangwei', '张伟', 'member')]
const groups = groupsOf('donghu', '东湖社区双报到群')
const at = Date.parse('2026-11-23T09:00:00+08:00')
/** A simulation whose Worker nobody will call. */
const simulate = () => {
  const secrets = newSecrets()
  const clock = new Clock(at)
  const simulation = new Simulation(
    { people, groups },
    clock,
    botOf('http://127.0.0.1:9', secrets),
    'http://127.0.0.1',
  )
  return { simulation, secrets, clock }
}

describe('the platforms as the simulator plays them', () => {
  test('WeCom envelopes are those of the documented vectors', () => {
    for (const one of fixture('wecom/crypto-vectors').vectors) {
      assert.equal(
        signature(one.token, one.timestamp, one.nonce, one.encrypt_base64),
        one.msg_signature,
        one.name,
      )
      if (one.receiveid) continue
      assert.equal(
        encrypt(one.encoding_aes_key, one.plaintext, Buffer.from(one.random_ascii)),
        one.encrypt_base64,
      )
      assert.equal(decrypt(one.encoding_aes_key, one.encrypt_base64), one.plaintext, one.name)
    }
  })

  test('DingTalk signatures are those of the documented vectors', () => {
    for (const one of fixture('dingtalk/sign-vectors').robot)
      assert.equal(sign(one.timestamp, one.secret), one.sign)
  })

  test('the cron is run at every minute at which something can fall due, and few others', () => {
    const ticks = (to: number, ahead: (reached: number) => number | undefined = () => undefined) => {
      const found: number[] = []
      for (let now: number | undefined = at; ; found.push(now)) {
        now = nextTick(now, to, ahead(now))
        if (now === undefined) return found
      }
    }
    assert.deepEqual(ticks(at + 3 * MINUTE), [at + MINUTE, at + 2 * MINUTE, at + 3 * MINUTE])
    assert.deepEqual(ticks(at - HOUR), [])
    const month = ticks(at + 31 * DAY)
    assert.ok(month.length < 250)
    // 20:30, the next day's 09:00, Friday's 16:00, the 1st's 09:00.
    for (const due of [11.5, 24, 4 * 24 + 7, 8 * 24]) assert.ok(month.includes(at + due * HOUR), `${due}`)
    // What the database knows of falls due on its own minute, however odd.
    const odd = at + 2 * DAY + 83 * MINUTE + 1
    const withLetter = ticks(at + 3 * DAY, (now) => (now < odd ? odd : undefined))
    assert.ok(withLetter.includes(odd - 1 + MINUTE))
    assert.equal(nextHour(at, 9), at + DAY)
    assert.equal(nextHour(at - MINUTE, 9), at)
  })

  test('WeCom refuses what it does not take as an answer', () => {
    const used = new Set<string>()
    const card = {
      card_type: 'button_interaction',
      main_title: { title: '已报到' },
      button_list: [{ text: '签退', key: '/签退' }],
      task_id: 'card_1',
    }
    const reply = { msgtype: 'template_card', template_card: card }
    assert.deepEqual(problemsOf(reply, 'message', used), [])
    assert.match(problemsOf(reply, 'message', used).join(), /task_id 用过了/)
    assert.match(
      problemsOf({ msgtype: 'text', text: { content: '好' } }, 'message', used).join(),
      /不能用 text/,
    )
    const long = { msgtype: 'stream', stream: { id: 's', finish: true, content: '字'.repeat(7_000) } }
    assert.match(problemsOf(long, 'message', used).join(), /20480/)
    const update = { response_type: 'update_template_card', template_card: card }
    assert.deepEqual(problemsOf(update, { taskId: 'card_1' }, used), [])
    assert.match(problemsOf(update, { taskId: 'card_2' }, used).join(), /task_id/)
  })

  test('a WeCom group takes twenty pushes a minute through its webhook, and shows them', () => {
    const { simulation, clock } = simulate()
    const { server } = simulation.wecom
    const url = new URL(`http://x/cgi-bin/webhook/send?key=${groups[0]?.webhookKey}`)
    const push = (content: string) =>
      server.answer(url, { msgtype: 'text', text: { content, mentioned_list: ['zhangwei'] } })
    assert.equal(server.answer(new URL('http://x/cgi-bin/webhook/send?key=no'), {})?.errcode, 93000)
    assert.equal(push('字'.repeat(700))?.errcode, 40058)
    for (let count = 1; count < 20; count++) assert.equal(push(`第 ${count} 条`)?.errcode, 0)
    assert.equal(push('太多了')?.errcode, 45009)
    clock.moveTo(at + 2 * MINUTE)
    assert.equal(push('明早见')?.errcode, 0)
    const last = simulation.town.conversations.all().at(-1)
    assert.equal(last?.place, 'wecom:donghu')
    assert.equal(last?.bubbles[0]?.text, '明早见 @张伟')
  })

  test('a platform fails for a while, as an IT person would see it', async () => {
    const { simulation, clock } = simulate()
    const push = (key = groups[0]?.webhookKey) =>
      simulation.answer(new URL(`http://x/cgi-bin/webhook/send?key=${key}`), '', {
        msgtype: 'text',
        text: { content: '明早值班' },
      })
    const last = () => simulation.town.conversations.all().at(-1)
    simulation.failures.set('wecom', 'busy', 10 * MINUTE)
    assert.equal((await push())?.body.errcode, 45009)
    assert.match(last()?.problems.join() ?? '', /企业微信拒收：45009/)
    assert.deepEqual(last()?.answer, { errcode: 45009, errmsg: 'api freq out of limit' })
    simulation.failures.set('wecom', 'removed')
    assert.equal((await push())?.body.errcode, 93000)
    simulation.failures.set('wecom', 'down', 10 * MINUTE)
    assert.equal((await push())?.status, 502)
    assert.equal(simulation.failures.all()[0]?.until, at + 10 * MINUTE)
    clock.moveTo(at + 10 * MINUTE)
    assert.deepEqual(simulation.failures.all(), [])
    assert.equal((await push())?.body.errcode, 0)
    assert.equal(last()?.by, 'hook')
  })

  test('a DingTalk group takes signed pushes only, and shows a retry once', () => {
    const { simulation } = simulate()
    const { webhookKey = '', webhookSecret = '' } = groups[1] ?? {}
    const push = (secret: string, timestamp = at) =>
      simulation.dingtalk.server.answer(
        new URL(
          `http://x/robot/send?access_token=${webhookKey}&timestamp=${timestamp}&sign=${encodeURIComponent(sign(String(timestamp), secret))}`,
        ),
        '',
        { msgtype: 'text', text: { content: '明早值班' }, msgUuid: 'one' },
      )?.body
    assert.equal(push('SECwrong')?.errmsg, 'sign not match')
    assert.equal(push(webhookSecret, at - 2 * HOUR)?.errmsg, 'invalid timestamp')
    assert.equal(push(webhookSecret)?.errcode, 0)
    assert.equal(push(webhookSecret)?.errcode, 0)
    const shown = simulation.town.conversations.all().filter((entry) => entry.problems.length === 0)
    assert.equal(shown.length, 1)
    simulation.failures.set('dingtalk', 'busy')
    assert.equal(push(webhookSecret)?.errcode, 130101)
  })

  test('DingTalk sends with a token only, to people whom it knows', () => {
    const { simulation, secrets } = simulate()
    const { server } = simulation.dingtalk
    const ask = (path: string, token: string, body: Record<string, unknown>) =>
      server.answer(new URL(`http://x${path}`), token, body)
    const send = '/v1.0/robot/oToMessages/batchSend'
    assert.equal(ask(send, 'none', {})?.body.code, 'InvalidAuthentication')
    const pair = { appKey: secrets.DINGTALK_CLIENT_ID, appSecret: secrets.DINGTALK_CLIENT_SECRET }
    const token = String(ask('/v1.0/oauth2/accessToken', '', pair)?.body.accessToken)
    const message = {
      robotCode: secrets.DINGTALK_CLIENT_ID,
      userIds: [people[0]?.dingtalkStaffId, '404'],
      msgKey: 'sampleActionCard2',
      msgParam: JSON.stringify({
        title: '提醒',
        text: '明早值班',
        actionTitle1: '报到',
        actionURL1: 'dtmd://dingtalkclient/sendMessage?content=%2F%E6%8A%A5%E5%88%B0',
        actionTitle2: '帮助',
        actionURL2: 'dtmd://dingtalkclient/sendMessage?content=%2Fhelp',
      }),
    }
    assert.deepEqual(ask(send, token, message)?.body.invalidStaffIdList, ['404'])
    const last = simulation.town.conversations.all().at(-1)
    assert.equal(last?.place, 'dingtalk:private:zhangwei')
    assert.deepEqual(last?.bubbles[0]?.buttons[0], { label: '报到', tap: { is: 'say', text: '/报到' } })
    assert.equal(ask('/robot/sendBySession?session=old', '', {})?.body.errcode, 300001)
  })

  test('a mention in a DingTalk message shows the name', () => {
    const [bubble] = dingtalkBubbles(
      { msgtype: 'markdown', markdown: { title: '好', text: '@0123 已签退' }, at: { atUserIds: ['0123'] } },
      () => '张伟',
    )
    assert.equal(bubble?.text, '@张伟 已签退')
  })

  test('a Worker that cannot be reached is told in the chat, not thrown', async () => {
    const { simulation } = simulate()
    const { answer, reply } = await simulation.say('zhangwei', 'wecom:donghu', '/报到')
    assert.equal(answer.status, 0)
    assert.match(reply?.problems.join() ?? '', /没有送到机器人/)
    await assert.rejects(simulation.say('nobody', 'wecom:donghu', '/报到'), RangeError)
  })

  test('only the page itself, under its own name, may speak for people', async () => {
    const { simulation } = simulate()
    const server = await serve(simulation, 0)
    try {
      const { port } = server.address() as { port: number }
      const ask = (headers: Record<string, string>, path = '/api/state') =>
        fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', headers, body: '{}' })
      assert.equal((await ask({})).status, 200)
      assert.equal((await ask({ origin: 'https://example.com' })).status, 403)
      assert.equal((await ask({}, '/api/nothing')).status, 404)
      assert.equal((await ask({}, '/api/constructor')).status, 404)
      const page = await fetch(`http://127.0.0.1:${port}/`)
      assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'self'/)
      for (const path of ['/..%2fserver.ts', '/server.ts', '/nothing.js']) {
        assert.equal((await fetch(`http://127.0.0.1:${port}${path}`)).status, 404)
      }
    } finally {
      server.closeAllConnections()
      server.close()
    }
  })
})
