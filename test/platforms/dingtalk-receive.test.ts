import { afterEach, describe, test, vi } from 'vitest'
import { dingtalk } from '../../src/platforms/dingtalk/index.ts'
import richText from '../fixtures/dingtalk/robot-richtext.json'
import textGroup from '../fixtures/dingtalk/robot-text-group.json'
import vectors from '../fixtures/dingtalk/sign-vectors.json'
import * as client from '../support/dingtalk.ts'
import { asMessage, asSettled, knock, reply } from './knock.ts'

const NOW = 1767225600180

const status = async (request: Request, now = NOW, set: Partial<Env> = {}) => {
  const { received } = await knock(dingtalk, request, now, set)
  return received.is === 'message' ? 200 : received.response.status
}

describe('signature', () => {
  const message = textGroup

  test.for(vectors.robot)('$name', async ({ secret, timestamp, sign }, { expect }) => {
    const request = client.dingtalkRequest({ message, now: Number(timestamp), timestamp, sign })
    expect(await status(request, Number(timestamp), { DINGTALK_CLIENT_SECRET: secret })).toBe(200)
  })

  test.for(vectors.rejects)('must reject: $name', async ({ secret, timestamp, sign }, { expect }) => {
    // The clock of each stands where only what is wrong with it can be the reason.
    const now = timestamp.length === 10 ? 1577262236757 : Number(timestamp)
    const request = client.dingtalkRequest({ message, now, timestamp, sign })
    expect(await status(request, now, { DINGTALK_CLIENT_SECRET: secret })).toBe(403)
  })

  test.for(vectors.window)(
    '$timestamp: $expect',
    async ({ serverNow, timestamp, expect: want }, { expect }) => {
      const request = client.dingtalkRequest({ message, now: serverNow, timestamp })
      expect(await status(request, serverNow)).toBe(want.startsWith('accept') ? 200 : 403)
    },
  )

  test.for(['timestamp', 'sign'])('refuses a callback without %s', async (header, { expect }) => {
    const request = client.dingtalkRequest({ message, now: NOW })
    request.headers.delete(header)
    expect(await status(request)).toBe(403)
  })

  test.for([
    [{ DINGTALK_CLIENT_SECRET: '' }, 'DINGTALK_CLIENT_SECRET'],
    [{ DINGTALK_CLIENT_ID: '' }, 'DINGTALK_CLIENT_ID'],
  ] as const)('names the key that is missing: %o', async ([set, name], { expect }) => {
    const { received } = await knock(dingtalk, client.dingtalkRequest({ message, now: NOW }), NOW, set)
    const response = asSettled(received)
    expect(response.status).toBe(503)
    expect(JSON.stringify(await response.json())).toContain(name)
  })
})

describe('body', () => {
  test.for(['', 'hello', '[]', 'null', '{}', '{"msgtype":"text"}', '{"encrypt":"aGk="}'])(
    'answers 400 to %j',
    async (message, { expect }) => {
      expect(await status(client.dingtalkRequest({ message, now: NOW }))).toBe(400)
    },
  )

  test.for([
    'https://evil.test/robot/sendBySession?session=1',
    'http://oapi.dingtalk.com/robot/sendBySession?session=1',
    'https://oapi.dingtalk.com/robot/send?access_token=1',
    'https://oapi.dingtalk.com/robot/sendBySession/../send',
    'https://oapi.dingtalk.com@evil.test/robot/sendBySession',
    'https://user:pw@oapi.dingtalk.com/robot/sendBySession',
    'https://oapi.dingtalk.com:8443/robot/sendBySession',
    'robot/sendBySession',
    17,
    {},
  ])('refuses the sessionWebhook %j, in either mode', async (sessionWebhook, { expect }) => {
    const message = { ...textGroup, sessionWebhook }
    for (const DINGTALK_REPLY of ['inline', 'webhook']) {
      expect(await status(client.dingtalkRequest({ message, now: NOW }), NOW, { DINGTALK_REPLY })).toBe(403)
    }
  })

  test('takes the configured origin, whatever the case of the scheme', async ({ expect }) => {
    const local = { ...textGroup, sessionWebhook: 'http://127.0.0.1:9/robot/sendBySession?session=1' }
    const set = { DINGTALK_OAPI_ORIGIN: 'http://127.0.0.1:9' }
    expect(await status(client.dingtalkRequest({ message: local, now: NOW }), NOW, set)).toBe(200)
    const shouted = { ...textGroup, sessionWebhook: textGroup.sessionWebhook.replace('https', 'HTTPS') }
    expect(await status(client.dingtalkRequest({ message: shouted, now: NOW }))).toBe(200)
  })

  test('says nothing to the notice that the quota is used up', async ({ expect }) => {
    const { text: _, ...bare } = textGroup
    for (const message of [
      { ...bare, errorCode: 20001, errorMessage: '受调用量超量影响' },
      { errorCode: '20001' },
    ]) {
      const { received } = await knock(dingtalk, client.dingtalkRequest({ message, now: NOW }), NOW)
      expect(await asSettled(received).json()).toEqual({ msgtype: 'empty' })
      expect(received).toMatchObject({ why: 'quota exceeded' })
    }
  })
})

describe('answer', () => {
  afterEach(() => void vi.unstubAllGlobals())

  const posted: { url: string; init: RequestInit }[] = []
  const answerOf = (response: () => Response) => {
    posted.length = 0
    vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
      posted.push({ url, init })
      return response()
    })
  }
  const ok = () => Response.json({ errcode: 0, errmsg: 'ok' })
  let warnings: object[] = []
  const respond = async (
    payload: object,
    set: Partial<Env>,
    answer = reply() as ReturnType<typeof reply> | null,
  ) => {
    const { received, later, ...heard } = await knock(
      dingtalk,
      client.dingtalkRequest({ message: payload, now: NOW }),
      NOW,
      set,
    )
    const response = await asMessage(received).respond(answer, false)
    await Promise.all(later)
    warnings = heard.warnings
    return response
  }
  const webhook = { DINGTALK_REPLY: 'webhook' }

  test('inline: in the HTTP response, nothing is sent', async ({ expect }) => {
    answerOf(ok)
    const response = await respond(richText, { DINGTALK_REPLY: 'inline' })
    expect(response.headers.get('content-type')).toMatch(/^application\/json/)
    expect(await client.readDingtalk(response)).toMatchObject({ kind: 'markdown', text: '已接单 #12' })
    expect(posted).toEqual([])
  })

  test('webhook: posted to sessionWebhook, without a token', async ({ expect }) => {
    answerOf(ok)
    const response = await respond(textGroup, webhook)
    expect(await client.readDingtalk(response)).toMatchObject({ kind: 'empty' })
    expect(posted).toHaveLength(1)
    const { url, init } = posted[0]!
    expect(url).toBe(textGroup.sessionWebhook)
    expect(Object.keys(init.headers!)).toEqual(['content-type'])
    expect(init).toMatchObject({ method: 'POST', redirect: 'manual' })
    expect(client.readDingtalkReply(JSON.parse(String(init.body)))).toMatchObject({ text: '已接单 #12' })
  })

  test('webhook: inline where there is none, or it has expired', async ({ expect }) => {
    answerOf(ok)
    for (const change of [
      { sessionWebhook: undefined },
      { sessionWebhook: '' },
      { sessionWebhookExpiredTime: NOW - 1 },
      { sessionWebhookExpiredTime: undefined },
    ]) {
      const response = await respond({ ...textGroup, ...change }, webhook)
      expect(await client.readDingtalk(response)).toMatchObject({ kind: 'markdown', text: '已接单 #12' })
    }
    expect(posted).toEqual([])
  })

  test('silence is said the same way in both modes', async ({ expect }) => {
    answerOf(ok)
    for (const set of [webhook, { DINGTALK_REPLY: 'inline' }]) {
      expect(await (await respond(textGroup, set, null)).json()).toEqual({ msgtype: 'empty' })
    }
    expect(posted).toEqual([])
  })

  test.for([
    ['session gone', () => Response.json({ errcode: 300001, errmsg: 'session 不存在' }), 300001],
    ['no JSON', () => new Response('busy', { status: 502 }), 'unreachable'],
    [
      'no connection',
      () => {
        throw new Error('refused')
      },
      'unreachable',
    ],
  ] as const)(
    'webhook: a failure is logged without its URL (%s)',
    async ([, response, errcode], { expect }) => {
      answerOf(response)
      await respond(textGroup, webhook)
      expect(warnings).toEqual([{ event: 'dingtalk.session_webhook', errcode }])
    },
  )

  test('webhook: errcode "0" as a string is success', async ({ expect }) => {
    answerOf(() => Response.json({ errcode: '0' }))
    await respond(textGroup, webhook)
    expect(warnings).toEqual([])
  })
})
