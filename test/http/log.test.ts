import { createExecutionContext, createScheduledController, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeEach, describe, test, vi } from 'vitest'
import { faultOf, loggedRun } from '../../src/http/log.ts'
import worker from '../../src/index.ts'
import { dingtalkRequest, dingtalkText, readDingtalk } from '../support/dingtalk.ts'
import { at, onDingtalk, onWecom, send, Talk } from '../support/talk.ts'

interface Logged {
  level: string
  event: string
  request_id: string
  [field: string]: unknown
}

/** Everything that went to the console since the test began. */
let printed: string[] = []
const lines = (event: string): Logged[] =>
  printed.map((line) => JSON.parse(line) as Logged).filter((line) => line.event === event)

beforeEach(() => {
  printed = []
  for (const level of ['log', 'debug', 'info', 'warn', 'error'] as const) {
    vi.spyOn(console, level).mockImplementation((...all) => {
      printed.push(all.map(String).join(' '))
    })
  }
})

const talk = new Talk(at('2026-11-23 09:00'), 'log')
const boss = onWecom('boss-userid')
const zhang = onDingtalk('zhang-staffid', '张守密')

describe('the log of a conversation', () => {
  test('has one JSON line a message, and not a word of what was said or by whom', async ({ expect }) => {
    const webhook = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=0f1e2d3c4b5a-69788796-a5b4c3d2e1f0'
    const said: [...Parameters<Talk['group']>, where: 'group' | 'private'][] = [
      [boss, '/激活 wrong-guess-of-the-code', undefined, 'private'],
      [boss, '/激活 test-activation-code', undefined, 'private'],
      [boss, '/绑定社区 青石社区 望江街道', undefined, 'group'],
      [zhang, '/登记 张守密 市档案局', undefined, 'group'],
      [onDingtalk('boss-staffid', '周管理'), '激活 test-activation-code', undefined, 'private'],
      [zhang, '/签倒', undefined, 'group'],
      [zhang, '谢谢大家帮我照看老母亲', undefined, 'private'],
      [boss, '/工时 2小时 昨天 陪独居老人看病', undefined, 'private'],
      [boss, '/登记 工委王 市委组织部', undefined, 'group'],
      [boss, '/报到 口令青松', undefined, 'group'],
      [boss, '/签退 陪独居老人看病', undefined, 'group'],
      [boss, '/驳回 1 与实际不符', undefined, 'group'],
      [boss, `/绑定推送 ${webhook} `, undefined, 'private'],
      [zhang, '/绑定 ZXCVBN', undefined, 'private'],
    ]
    for (const [who, text, id, where] of said) await talk[where](who, text, id)
    const [, code = 'none'] = /绑定码：(\w{6})/.exec((await talk.private(boss, '/绑定')).text) ?? []

    const messages = lines('message')
    expect(messages).toHaveLength(said.length + 1)
    expect(printed).toHaveLength(said.length + 1)
    for (const line of messages) {
      expect(line).toMatchObject({
        ts: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        level: 'info',
        request_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        platform: expect.stringMatching(/^(wecom|dingtalk)$/),
        message: expect.stringMatching(/^(wecom|dingtalk)\/[^/]+\/[^/]+/),
        outcome: expect.stringMatching(/^[a-z_.]+$/),
        refused: expect.any(Boolean),
        replayed: false,
        db_trips: 2,
      })
      for (const cost of ['db_statements', 'db_ms', 'db_rows_read', 'db_rows_written', 'duration_ms']) {
        expect(line[cost]).toBeTypeOf('number')
      }
    }
    expect(messages.map(({ command }) => command).slice(0, 6)).toEqual([
      '激活',
      '激活',
      '绑定社区',
      '登记',
      '激活',
      null,
    ])
    expect(messages.map(({ refused }) => refused).slice(0, 3)).toEqual([true, false, false])

    const all = printed.join('\n')
    const secrets = [
      '张守密',
      '周管理',
      '工委王',
      '青石',
      '望江',
      '档案局',
      '组织部',
      '老人',
      '老母亲',
      '青松',
      '与实际不符',
      '签倒',
      '测试群',
      'boss-userid',
      'zhang-staffid',
      'LWCP',
      'test-activation-code',
      'wrong-guess',
      talk.wecomGroup,
      talk.dingtalkGroup,
      'sendBySession',
      'response_code',
      'webhook',
      'key=',
      '0f1e2d3c4b5a',
      'ZXCVBN',
      code,
    ]
    for (const secret of secrets) expect(all).not.toContain(secret)
  })

  test('tells a redelivery from a new message, under the same key', async ({ expect }) => {
    await talk.private(boss, '/我的', 'twice')
    await talk.private(boss, '/我的', 'twice')
    const [first, second] = lines('message')
    expect([first?.replayed, second?.replayed]).toEqual([false, true])
    expect(second?.message).toBe(first?.message)
    expect(second?.request_id).not.toBe(first?.request_id)
  })

  test('has what was settled at the door', async ({ expect }) => {
    await send(new Request('https://bot.test/wecom/callback', { method: 'POST', body: '{"text":"王秘密"}' }))
    expect(lines('callback')).toMatchObject([{ platform: 'wecom', outcome: 'not signed', status: 403 }])
    expect(printed.join()).not.toContain('王秘密')
  })

  test('has a failed webhook of DingTalk, without its address', async ({ expect }) => {
    vi.stubGlobal('fetch', async () => Response.json({ errcode: 300001, errmsg: 'session 不存在' }))
    const message = {
      ...dingtalkText({ from: zhang.id, name: zhang.name, text: '/帮助' }),
      sessionWebhookExpiredTime: talk.now + 60_000,
    }
    await send(dingtalkRequest({ message, now: talk.now }), { DINGTALK_REPLY: 'webhook' })
    vi.unstubAllGlobals()
    expect(lines('dingtalk.session_webhook')).toMatchObject([
      { level: 'warn', errcode: 300001, platform: 'dingtalk', request_id: lines('message')[0]?.request_id },
    ])
    expect(printed.join()).not.toMatch(/sendBySession|session=/)
  })
})

describe('the request id', () => {
  const request = (text: string) => talk.request(zhang, text, false)

  test('is in the response and in the log', async ({ expect }) => {
    const response = await send(request('/帮助'))
    expect(response.headers.get('x-request-id')).toBe(lines('message')[0]?.request_id)
  })

  test('is in the apology when D1 fails, which tells nothing else', async ({ expect }) => {
    const batch = () => Promise.reject(new Error('D1_ERROR: near "张守密": syntax error 陪老人'))
    const broken = { prepare: env.DB.prepare.bind(env.DB), batch } as unknown as D1Database
    const response = await send(request('/帮助'), { DB: broken })
    const id = response.headers.get('x-request-id') ?? ''
    const answer = await readDingtalk(response)
    expect(answer.text).toMatch(/^出错了/)
    expect(answer.text).toContain(id.slice(0, 8))
    expect(answer.text).not.toMatch(/D1|Error|\.ts/)
    expect(lines('message')).toMatchObject([
      {
        level: 'error',
        outcome: 'fault',
        request_id: id,
        at: expect.arrayContaining([expect.stringMatching(/^at /)]),
        error: 'Error: D1_ERROR: near …: syntax error …',
      },
    ])
  })

  test('of a tick is its own; a tick that does nothing says nothing', async ({ expect }) => {
    const run = async (now: number) => {
      const context = createExecutionContext()
      await worker.scheduled(
        createScheduledController({ scheduledTime: new Date(now), cron: '* * * * *' }),
        env,
      )
      await waitOnExecutionContext(context)
    }
    await run(talk.now)
    expect(printed).toEqual([])
    await talk.group(boss, '/报到')
    printed = []
    await run(talk.now + 11 * 3_600_000)
    expect(lines('tick')).toMatchObject([{ level: 'info', checkedOut: 1, request_id: expect.any(String) }])
  })

  test('of a run that fails is in the log, and the platform hears of it', async ({ expect }) => {
    const cost = { trips: 1, statements: 1, rowsRead: 0, rowsWritten: 0, ms: 0 }
    const run = loggedRun('tick', cost, () => Promise.reject(new Error('no answer')))
    await expect(run).rejects.toThrow('no answer')
    expect(lines('tick')).toMatchObject([{ level: 'error', outcome: 'fault', error: 'Error: no answer' }])
  })
})

test('an error is told without what may be somebody’s words', ({ expect }) => {
  expect(faultOf('张三').error).toBe('…')
  const parse = () => JSON.parse('{"name": zhangsan}')
  try {
    parse()
  } catch (error) {
    expect(faultOf(error).error).not.toMatch(/zhang/)
  }
})
