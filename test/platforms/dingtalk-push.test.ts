import fc from 'fast-check'
import { describe, test } from 'vitest'
import { pushToConversation, pushToUsers, pushToWebhook } from '../../src/platforms/dingtalk/push.ts'
import { template, webhookBody } from '../../src/platforms/dingtalk/push-body.ts'
import type { Button } from '../../src/platforms/message.ts'
import type { Sent } from '../../src/platforms/push.ts'
import vectors from '../fixtures/dingtalk/sign-vectors.json'
import { markupIn, nasty } from './markup.ts'
import { accidents, json, outside, push } from './outside.ts'

/** 2026-01-01 08:00 in Shanghai. */
const NOW = 1767225600000
const HOOK = 'https://oapi.dingtalk.com/robot/send?access_token=0123456789abcdef'
const DTMD = 'dtmd://dingtalkclient/sendMessage?content='
/** An app of these tests' own: tokens live as long as the isolate. */
const app = {
  clientId: 'dingPushTests',
  clientSecret: 'secret',
  robotCode: 'dingx8k2mq7wv4hj3n9p',
  apiOrigin: 'https://api.dingtalk.com',
}
const ok = json({ errcode: 0, errmsg: 'ok' })
const token = json({ accessToken: 'fw8e', expireIn: 7200 })
const bytes = (text: string) => new TextEncoder().encode(text).length
const buttons = (count: number): Button[] =>
  Array.from({ length: count }, (_, i) => ({ label: `接单${i}`, command: `/接单 ${i}` }))

const toHook = (url = HOOK, secret: string | null = null) => pushToWebhook(url, secret, push(), NOW)
/** One token, then the answer to the call itself. */
const toGroup = async (answer: Parameters<typeof outside>[0], message = push()) => {
  await warm()
  const calls = outside(answer)
  return { sent: await pushToConversation(app, 'cidQm9Yb/3k+Zt0XwN5rLpVsA==', message, NOW), calls }
}
const toPeople = async (answer: Parameters<typeof outside>[0], userIds = ['0462', 'manager1']) => {
  await warm()
  const calls = outside(answer)
  return { sent: await pushToUsers(app, userIds, push(), NOW), calls }
}
/** Tokens live as long as the isolate: from here on only the call itself goes out. */
async function warm() {
  outside(token, json({ processQueryKey: 'zcxx' }))
  await pushToConversation(app, 'cid', push(), NOW)
}

interface Hooked {
  msgtype: string
  markdown?: { title: string; text: string }
  actionCard?: { title: string; text: string; btns: { title: string; actionURL: string }[] }
  at?: { atUserIds: string[]; isAtAll: boolean }
  msgUuid: string
}
const hooked = (parts: Parameters<typeof push>[0]) => webhookBody(push(parts)) as Hooked
const textOf = ({ markdown, actionCard }: Hooked) => (markdown ?? actionCard)?.text ?? ''

describe('a webhook', () => {
  test('gets markdown, posted once, without a token', async ({ expect }) => {
    const calls = outside(ok)
    expect(await pushToWebhook(HOOK, null, push({ lines: ['缺 1 人'] }), NOW)).toEqual({ is: 'sent' })
    expect(calls).toHaveLength(1)
    expect(calls[0]).toMatchObject({
      url: HOOK,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      init: { method: 'POST', redirect: 'manual', signal: expect.any(AbortSignal) },
    })
    expect(Object.keys(calls[0]!.headers)).toEqual(['content-type'])
    expect(calls[0]!.body).toEqual({
      msgtype: 'markdown',
      markdown: { title: '新订单 #12', text: '**新订单 #12**  \n  缺 1 人' },
      msgUuid: expect.stringMatching(/^[0-9a-f]{32}$/),
    })
  })

  test('gets an actionCard when there are buttons', ({ expect }) => {
    const { msgUuid: _, ...card } = hooked({ buttons: [{ label: '接单', command: '/接单 12' }] })
    expect(card).toEqual({
      msgtype: 'actionCard',
      actionCard: {
        title: '新订单 #12',
        text: '**新订单 #12**',
        btnOrientation: '1',
        btns: [{ title: '接单', actionURL: `${DTMD}%2F%E6%8E%A5%E5%8D%95%2012` }],
      },
    })
  })

  test.for([0, 2])('mentions people by id, in `at` and in the text (%d buttons)', (count, { expect }) => {
    const mention = ['0462193557821406', 'manager6620', '0462193557821406']
    const body = hooked({ lines: ['缺 1 人'], buttons: buttons(count), mention })
    expect(body.msgtype).toBe(count === 0 ? 'markdown' : 'actionCard')
    expect(body.at).toEqual({ atUserIds: ['0462193557821406', 'manager6620'], isAtAll: false })
    expect(textOf(body)).toBe('**新订单 #12**  \n  缺 1 人  \n  @0462193557821406 @manager6620')
  })

  test('mentions at most fifty, and nothing that is no id', ({ expect }) => {
    const mention = Array.from({ length: 60 }, (_, i) => `user${i}`)
    expect(hooked({ mention }).at?.atUserIds).toHaveLength(50)
    for (const odd of ['', '@all', '@ALL', '$:LWCP_v1:$Hk3v', '[点我](dtmd://x)', '张三', 'a b'])
      expect(hooked({ mention: [odd] })).toEqual(hooked({}))
  })

  test('knows a retry by its mark', ({ expect }) => {
    expect(hooked({ mark: 'letter-1', lines: ['又'] }).msgUuid).toBe(hooked({ mark: 'letter-1' }).msgUuid)
    expect(hooked({ mark: 'letter-2' }).msgUuid).not.toBe(hooked({ mark: 'letter-1' }).msgUuid)
  })

  test.for(vectors.robot)('with a secret is signed in the query: $name', async (vector, { expect }) => {
    const calls = outside(ok)
    const { timestamp, secret, sign, signUrlEncoded } = vector
    for (const url of [HOOK, `${HOOK}&timestamp=1&sign=old`]) {
      expect(await pushToWebhook(url, secret, push(), Number(timestamp))).toEqual({ is: 'sent' })
    }
    for (const { url } of calls) {
      expect([...new URL(url).searchParams]).toEqual([
        ['access_token', '0123456789abcdef'],
        ['timestamp', timestamp],
        ['sign', sign],
      ])
      expect(url).toContain(`sign=${signUrlEncoded}`)
    }
  })

  test('that is no URL gets nothing', async ({ expect }) => {
    const calls = outside(ok)
    for (const secret of [null, 'SEC0'])
      expect(await toHook('robot', secret)).toEqual({ is: 'refused', why: 'bad_url', channel: true })
    expect(calls).toEqual([])
  })
})

describe('the robot in a group', () => {
  test('gets a template, with the token, verbatim to the conversation', async ({ expect }) => {
    const { sent, calls } = await toGroup(
      json({ processQueryKey: 'zcxx' }),
      push({ lines: ['缺 1 人'], mention: ['0462'] }),
    )
    expect(sent).toEqual({ is: 'sent' })
    expect(calls).toHaveLength(1)
    expect(calls[0]).toMatchObject({
      url: 'https://api.dingtalk.com/v1.0/robot/groupMessages/send',
      headers: { 'x-acs-dingtalk-access-token': 'fw8e' },
      init: { method: 'POST', redirect: 'manual' },
    })
    expect(calls[0]!.body).toEqual({
      robotCode: 'dingx8k2mq7wv4hj3n9p',
      openConversationId: 'cidQm9Yb/3k+Zt0XwN5rLpVsA==',
      msgKey: 'sampleMarkdown',
      msgParam: JSON.stringify({ title: '新订单 #12', text: '**新订单 #12**  \n  缺 1 人' }),
    })
  })

  test('gets one button as a whole card, more below each other, five at most', ({ expect }) => {
    const { msgKey, msgParam } = template(push({ buttons: [{ label: '接单', command: '/接单 12' }] }))
    expect([msgKey, JSON.parse(msgParam)]).toEqual([
      'sampleActionCard',
      {
        title: '新订单 #12',
        text: '**新订单 #12**',
        singleTitle: '接单',
        singleURL: `${DTMD}%2F%E6%8E%A5%E5%8D%95%2012`,
      },
    ])
    for (const [count, key, last] of [
      [2, 'sampleActionCard2', 2],
      [3, 'sampleActionCard3', 3],
      [5, 'sampleActionCard5', 5],
      [9, 'sampleActionCard5', 5],
    ] as const) {
      const made = template(push({ buttons: buttons(count) }))
      const param = JSON.parse(made.msgParam)
      expect(made.msgKey).toBe(key)
      expect(Object.keys(param)).toHaveLength(2 + 2 * last)
      expect(param).toMatchObject({
        actionTitle1: '接单0',
        actionURL1: `${DTMD}%2F%E6%8E%A5%E5%8D%95%200`,
        [`actionTitle${last}`]: `接单${last - 1}`,
      })
    }
  })

  test('the answer without a processQueryKey proves nothing', async ({ expect }) => {
    const { sent } = await toGroup(json({ success: true }))
    expect(sent).toEqual({ is: 'unknown', why: 'dingtalk.unreadable' })
  })
})

describe('the robot in private', () => {
  test('writes to several at once', async ({ expect }) => {
    const { sent, calls } = await toPeople(
      json({ processQueryKey: 'zcxx', invalidStaffIdList: [], flowControlledStaffIdList: [] }),
    )
    expect(sent).toEqual({ is: 'sent' })
    expect(calls[0]).toMatchObject({
      url: 'https://api.dingtalk.com/v1.0/robot/oToMessages/batchSend',
      headers: { 'x-acs-dingtalk-access-token': 'fw8e' },
    })
    expect(calls[0]!.body).toEqual({
      robotCode: 'dingx8k2mq7wv4hj3n9p',
      userIds: ['0462', 'manager1'],
      msgKey: 'sampleMarkdown',
      msgParam: JSON.stringify({ title: '新订单 #12', text: '**新订单 #12**' }),
    })
  })

  test.for([
    [{ invalidStaffIdList: ['manager1'] }, { gone: ['manager1'] }],
    [{ flowControlledStaffIdList: ['0462'] }, { slowed: ['0462'] }],
    [
      { invalidStaffIdList: ['0462'], flowControlledStaffIdList: ['0462', 'manager1'] },
      { gone: ['0462'], slowed: ['manager1'] },
    ],
    [{ invalidStaffIdList: null, flowControlledStaffIdList: 'all' }, {}],
    [{ invalidStaffIdList: ['somebody else'] }, {}],
  ] as const)('says whom it did not reach: %j', async ([lists, ends], { expect }) => {
    const { sent } = await toPeople(json({ processQueryKey: 'zcxx', ...lists }))
    expect(sent).toEqual({ is: 'sent', ...ends })
  })
})

describe('a long text', () => {
  const mention = ['0462193557821406', 'manager6620']
  test.for(['字', '😀', 'a', '"', '\n接'])(
    'of %j is cut between characters, visibly',
    (character, { expect }) => {
      const lines = [character.repeat(30_000)]
      for (const count of [0, 1, 5]) {
        for (const people of [[], mention]) {
          const body = hooked({ lines, buttons: buttons(count), mention: people })
          expect(bytes(JSON.stringify(body))).toBeLessThanOrEqual(20_000)
          expect(bytes(JSON.stringify(body))).toBeGreaterThan(19_980)
          const tail = people.length > 0 ? / {2}\n {2}@0462193557821406 @manager6620$/ : /已截断）$/
          expect(textOf(body)).toMatch(tail)
          expect(textOf(body)).toContain('……（内容过长，已截断）')
        }
        const { msgParam } = template(push({ lines, buttons: buttons(count) }))
        expect(bytes(msgParam)).toBeLessThanOrEqual(15_000)
        expect(bytes(msgParam)).toBeGreaterThan(14_980)
        expect(JSON.parse(msgParam).text).toMatch(/……（内容过长，已截断）$/)
        expect(JSON.parse(msgParam).text.isWellFormed()).toBe(true)
      }
    },
  )
})

test('nothing that people typed becomes markup, an acting link or a mention', ({ expect }) => {
  fc.assert(
    fc.property(nasty, fc.array(nasty, { maxLength: 3 }), nasty, (title, lines, typed) => {
      const parts = { title, lines, buttons: [{ label: typed, command: `/${typed}` }], mention: ['0462'] }
      const { msgParam } = template(push(parts))
      const card = hooked(parts)
      expect(card.at?.atUserIds).toEqual(['0462'])
      const mine = '  \n  @0462'
      expect(textOf(card).endsWith(mine)).toBe(true)
      for (const text of [textOf(card).slice(0, -mine.length), JSON.parse(msgParam).text]) {
        const [first = '', ...rest] = text.split('  \n  ')
        // Only our own two pairs of stars may be taken away.
        for (const line of [first.replace(/^\*\*(.*)\*\*$/, '字$1'), ...rest])
          expect(markupIn(line)).toEqual([])
      }
      for (const word of [JSON.parse(msgParam).title, card.actionCard?.btns[0]?.title ?? ''])
        expect(markupIn(`字${word}`)).toEqual([])
      for (const url of [JSON.parse(msgParam).singleURL ?? DTMD, card.actionCard?.btns[0]?.actionURL ?? DTMD])
        expect(url).toMatch(/^dtmd:\/\/dingtalkclient\/sendMessage\?content=[\w.!~*'()%-]*$/)
    }),
  )
})

const here = (code: string | number, channel = false): Sent => ({
  is: 'refused',
  why: `dingtalk.${code}`,
  channel,
})
const everywhere = (code: string | number) => here(code, true)
const later = (code: string | number, waitMs: number, channel = true): Sent => ({
  is: 'later',
  waitMs,
  why: `dingtalk.${code}`,
  channel,
})
const down = (code: string): Sent => ({ ...later(code, 30_000), fault: true }) as Sent
/** From 1 January 08:00 to 1 February 00:00. */
const quota = later('quota', (30 * 24 + 16) * 3_600_000)

describe('what a webhook answers (dingtalk-protocol §3, §5)', () => {
  test.for([
    [0, { is: 'sent' }],
    ['0', { is: 'sent' }],
    [-1, later(-1, 5000, false)],
    [130101, later(130101, 600_000)],
    [410100, later(410100, 600_000)],
    [300001, everywhere(300001)],
    [400101, everywhere(400101)],
    [400013, everywhere(400013)],
    [400102, everywhere(400102)],
    [400106, everywhere(400106)],
    [310000, everywhere(310000)],
    [400105, here(400105)],
    [430101, here(430101)],
    [430102, here(430102)],
    [430103, here(430103)],
    [430104, here(430104)],
    [430199, here(430199)],
    [460101, here(460101)],
    [101002, here(101002)],
    [40035, here(40035)],
    [43004, here(43004)],
    [40014, everywhere(40014)],
    [88, everywhere(88)],
    [90018, later(90018, 1000)],
    [90002, later(90002, 1000)],
    [90020, quota],
    [99999, here(99999)],
  ] as const)('errcode %s', async ([errcode, end], { expect }) => {
    outside(json({ errcode, errmsg: '张三' }))
    expect(await toHook()).toEqual(end)
  })

  test.for([
    ['keywords not in content', 'keyword'],
    ['description:关键词不匹配;solution:请联系群管理员查看此机器人的关键词', 'keyword'],
    ['sign not match', 'sign'],
    ['description:机器人发送签名不匹配;solution:请确认签名和生成签名的时间戳', 'sign'],
    ['invalid timestamp', 'timestamp'],
    ['ip 203.0.113.7 not in whitelist', 'ip'],
  ] as const)('the security setting that refused: %s', async ([errmsg, which], { expect }) => {
    outside(json({ errcode: 310000, errmsg }))
    expect(await toHook()).toEqual(everywhere(`310000.${which}`))
  })

  test('an authentication failure says more in its sub_code', async ({ expect }) => {
    for (const [sub_code, end] of [
      ['90018', later(90018, 1000)],
      ['90020', quota],
      ['40014', everywhere(40014)],
      ['60011', everywhere(88)],
      ['secret', everywhere(88)],
    ] as const) {
      outside(json({ errcode: 88, errmsg: 'ding talk error', sub_code }))
      expect(await toHook()).toEqual(end)
    }
  })

  test('a yes counts only with 2xx', async ({ expect }) => {
    outside(json({ errcode: 0 }, 502))
    expect(await toHook()).toEqual(down('http_502'))
    outside(json({ errcode: 0 }, 504))
    expect(await toHook()).toEqual({ is: 'unknown', why: 'dingtalk.http_504' })
  })

  test.for(accidents('dingtalk'))('%s', async ([, answer, end], { expect }) => {
    outside(answer)
    expect(await toHook()).toEqual(end)
  })
})

const denied = 'Forbidden.AccessDenied.'
const answers = [
  [400, 'invalidParameter.robotCode.auth', everywhere],
  [400, 'invalidParameter.robotCode.empty', here],
  [400, 'invalidParameter.robotCode.notExsit', here],
  [400, 'miss.openConversationId', here],
  [400, 'invalid.openConversationId', here],
  [400, 'conversation.org.notMatch', here],
  [400, 'group.disbanded', here],
  [400, 'bot.stopped', here],
  [400, 'resource.unavailable', here],
  [400, 'invalidParameter.msgKey.invalid', here],
  [400, 'invalidParameter.msgParam.invalid', here],
  [400, 'invalidParameter.msgParam.tooLong', here],
  [400, 'send.too.fast', (code: string) => later(code, 60_000)],
  [400, 'send.byToken.tooFast', (code: string) => later(code, 60_000)],
  [400, 'too.many.group', (code: string) => later(code, 60_000)],
  [400, 'too.many.people', (code: string) => later(code, 60_000)],
  [400, 'toomuch.msg', (code: string) => later(code, 60_000)],
  [400, 'staffId.notExisted', here],
  [400, 'chatbotId.notAllow.sendOTO', everywhere],
  [400, 'robot.oto.notExist', everywhere],
  [400, 'contain.notAllowed.text', here],
  [400, 'contain.notAllowed.content', here],
  [400, 'contain.notAllowed.picture', here],
  [400, 'contain.unsafe.url', here],
  [400, 'session.expired', here],
  [400, 'session.notExisted', here],
  [403, `${denied}AccessTokenPermissionDenied`, everywhere],
  [403, `${denied}IpNotInWhiteList`, everywhere],
  [403, `${denied}QpsLimitForAppkeyAndApi`, (code: string) => later(code, 1000)],
  [403, `${denied}QpsLimitForApi`, (code: string) => later(code, 1000)],
  [403, `${denied}QpmLimitForAppkeyAndApi`, (code: string) => later(code, 60_000)],
  [403, `${denied}ApiCountLimitForOrg`, () => quota],
  [500, 'system.error', (code: string) => later(code, 30_000, false)],
  [504, 'system.error', () => ({ is: 'unknown', why: 'dingtalk.http_504' })],
  [400, 'something.quite.new', here],
  [400, '$:LWCP_v1:$Hk3v 张三', () => here('http_400')],
  [400, 'constructor', here],
  [503, 'ServiceUnavailable', () => down('http_503')],
] as const

describe('what api.dingtalk.com answers (dingtalk-protocol §4.5)', () => {
  test.for(answers)('%s %s', async ([status, code, end], { expect }) => {
    const answer = json({ code, message: '不合法', requestid: '30EE' }, status)
    expect((await toGroup(answer)).sent).toEqual(end(code))
    expect((await toPeople(answer)).sent).toEqual(end(code))
  })

  test.for([
    [{ status: 1111, wait: 5, source: 'x5', punish: 'deny', uuid: 'u' }, later('punished', 300_000)],
    [{ errcode: 90020, errmsg: 'quota' }, quota],
    [{ errcode: 90002, errmsg: 'busy' }, later(90002, 1000)],
  ] as const)('other words than its own: %j', async ([body, end], { expect }) => {
    for (const status of [200, 403]) expect((await toGroup(json(body, status))).sent).toEqual(end)
  })

  test('the quota lasts until the month ends in Shanghai', async ({ expect }) => {
    const lastHour = Date.parse('2026-12-31T15:00:00Z')
    outside(json({ errcode: 90020 }))
    expect(await pushToWebhook(HOOK, null, push(), lastHour)).toEqual(later('quota', 3_600_000))
    expect(await pushToWebhook(HOOK, null, push(), lastHour + 3_600_000)).toEqual(
      later('quota', 31 * 86_400_000),
    )
  })

  test.for(accidents('dingtalk'))('%s', async ([, answer, end], { expect }) => {
    expect((await toGroup(answer)).sent).toEqual(end)
    expect((await toPeople(answer)).sent).toEqual(end)
  })
})
