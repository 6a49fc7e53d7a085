import { env } from 'cloudflare:workers'
import { beforeAll, describe, test } from 'vitest'
import {
  DINGTALK_SECRET,
  dingtalkRequest,
  dingtalkSign,
  dingtalkText,
  readDingtalk,
} from '../support/dingtalk.ts'
import { at, onWecom, send, settledTalk, type Talk } from '../support/talk.ts'
import {
  readWecom,
  wecomEncrypt,
  wecomEncryptRaw,
  wecomImage,
  wecomRequest,
  wecomSignature,
  wecomText,
  wecomUrlCheck,
} from '../support/wecom.ts'

const now = at('2026-11-23 09:00')
let talk: Talk
beforeAll(async () => {
  talk = await settledTalk(now)
  await talk.group(onWecom('zhang'), '/登记 张三 市财政局')
})

/** Every row of every table, counted: what must not change. */
async function rows(): Promise<string> {
  const { results } = await env.DB.prepare(
    "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like '_cf_%' and name not like 'd1_%'",
  ).all<{ name: string }>()
  const counts = await env.DB.batch<{ n: number }>(
    results.map(({ name }) => env.DB.prepare(`select count(*) as n from "${name}"`)),
  )
  return results.map(({ name }, i) => `${name} ${counts[i]?.results[0]?.n}`).join('\n')
}

const checkIn = () => wecomText({ from: 'zhang', chat: talk.wecomGroup, text: '/报到' })
const signed = (encrypted: string, over: { timestamp?: number; signature?: string } = {}): Request => {
  const timestamp = String(over.timestamp ?? now / 1000)
  const signature = over.signature ?? wecomSignature(timestamp, 'n1', encrypted)
  return new Request(
    `https://bot.test/wecom/callback?msg_signature=${signature}&timestamp=${timestamp}&nonce=n1`,
    {
      method: 'POST',
      headers: { 'x-test-now': String(now) },
      body: JSON.stringify({ encrypt: encrypted }),
    },
  )
}
const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  new Request(`https://bot.test${path}`, {
    method: 'POST',
    headers: { 'x-test-now': String(now), ...headers },
    body,
  })
const encrypted = () => wecomEncrypt(JSON.stringify(checkIn()))
const dingtalk = (over: object = {}) => ({
  ...dingtalkText({ from: 'd1', text: '/登记 丁一 市财政局', chat: talk.dingtalkGroup }),
  ...over,
})

const cases: [string, number, () => Request][] = [
  ['WeCom, a wrong signature', 403, () => signed(encrypted(), { signature: '0'.repeat(40) })],
  ['WeCom, no signature', 403, () => post('/wecom/callback', JSON.stringify({ encrypt: encrypted() }))],
  ['WeCom, six minutes old', 403, () => signed(encrypted(), { timestamp: now / 1000 - 360 })],
  ['WeCom, six minutes ahead', 403, () => signed(encrypted(), { timestamp: now / 1000 + 360 })],
  ['WeCom, cut short', 400, () => signed(encrypted().slice(0, -24))],
  ['WeCom, padded wrongly', 400, () => signed(wecomEncryptRaw(new Uint8Array(64).fill(33)))],
  [
    'WeCom, for somebody else',
    403,
    () => signed(wecomEncrypt(JSON.stringify(checkIn()), undefined, 'ww1234')),
  ],
  ['WeCom, no JSON inside', 400, () => signed(wecomEncrypt('<xml></xml>'))],
  [
    'WeCom, a response_url elsewhere',
    403,
    () =>
      wecomRequest({
        message: { ...checkIn(), response_url: 'https://evil.test/cgi-bin/aibot/response' },
        now,
      }),
  ],
  ['WeCom, a URL check signed wrongly', 403, () => wecomUrlCheck({ echo: '1', now, token: 'other' })],
  ['DingTalk, a wrong sign', 403, () => dingtalkRequest({ message: dingtalk(), now, secret: 'other' })],
  ['DingTalk, no sign', 403, () => post('/dingtalk/callback', JSON.stringify(dingtalk()))],
  [
    'DingTalk, more than an hour old',
    403,
    () => dingtalkRequest({ message: dingtalk(), now, timestamp: String(now - 3_600_001) }),
  ],
  ['DingTalk, no JSON', 400, () => dingtalkRequest({ message: 'hello', now })],
  [
    'DingTalk, an envelope of the event push',
    400,
    () => dingtalkRequest({ message: '{"encrypt":"x"}', now }),
  ],
  [
    'DingTalk, a sessionWebhook elsewhere',
    403,
    () =>
      dingtalkRequest({
        message: dingtalk({ sessionWebhook: 'https://evil.test/robot/sendBySession?session=1' }),
        now,
      }),
  ],
  ['a body of 300 KB', 413, () => post('/wecom/callback', 'x'.repeat(300 * 1024))],
  [
    'a body of 300 KB, rightly signed',
    413,
    () =>
      post('/dingtalk/callback', JSON.stringify(dingtalk({ x: 'x'.repeat(300 * 1024) })), {
        timestamp: String(now),
        sign: dingtalkSign(String(now), DINGTALK_SECRET),
      }),
  ],
  ['no such page', 404, () => post('/wecom/other', '{}')],
]

describe('bad input changes nothing', () => {
  test.for(cases)('%s → %i', async ([, status, request], { expect }) => {
    const before = await rows()
    const response = await send(request())
    expect(response.status).toBe(status)
    expect(await response.text()).not.toMatch(/at .*\.ts|stack|Error:/)
    expect(await rows()).toBe(before)
  })

  test('the header of the test clock counts only where it is allowed', async ({ expect }) => {
    const longAgo = at('2020-01-01 09:00')
    const response = await send(wecomRequest({ message: checkIn(), now: longAgo }), { ALLOW_TEST_CLOCK: '' })
    expect(response.status).toBe(403)
  })

  test('a missing key is named', async ({ expect }) => {
    const none = await send(wecomRequest({ message: checkIn(), now }), { WECOM_TOKEN: '' })
    expect([none.status, await none.text()]).toEqual([503, expect.stringContaining('WECOM_TOKEN')])
    const half = await send(dingtalkRequest({ message: dingtalk(), now }), { DINGTALK_CLIENT_SECRET: '' })
    expect([half.status, await half.text()]).toEqual([503, expect.stringContaining('DINGTALK_CLIENT_SECRET')])
  })
})

describe('what cannot be read is answered kindly', () => {
  test('a picture, a file, a type of tomorrow', async ({ expect }) => {
    const picture = await readWecom(await send(wecomRequest({ message: wecomImage({ from: 'zhang' }), now })))
    expect(picture.text).toContain('请用文字发命令')
    const tomorrow = {
      ...dingtalkText({ from: 'd9', text: '' }),
      msgtype: 'hologram',
      text: undefined,
      content: {},
    }
    const answer = await readDingtalk(await send(dingtalkRequest({ message: tomorrow, now })))
    expect(answer.text).toContain('请用文字发命令')
  })
})
