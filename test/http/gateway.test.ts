import { beforeEach, describe, test, vi } from 'vitest'
import { MINUTE } from '../../src/domain/calendar/shanghai.ts'
import type { Health } from '../../src/http/health.ts'
import { rows, run } from '../schema/lines.ts'
import { gatewayRequest } from '../support/gateway.ts'
import { at, send } from '../support/talk.ts'
import { WECOM_BOT, wecomText } from '../support/wecom.ts'

const T = at('2026-11-24 10:00')
const [A, B] = ['holder-a', 'holder-b']
let seq = 0

beforeEach(async () => {
  vi.spyOn(console, 'info').mockImplementation(() => {})
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  for (const table of ['gateway_lease', 'gateway_holder', 'inbox']) await run(`delete from ${table}`)
})

type Over = Partial<Parameters<typeof gatewayRequest>[0]> & { env?: Partial<Env> }

async function ask(body: object | string, { env, ...over }: Over = {}) {
  const response = await send(gatewayRequest({ platform: 'wecom', now: T, body, ...over }), env)
  const answer = await response.json<{ error?: string; held?: boolean }>()
  return { status: response.status, ...answer }
}

/** Asks for the lease as the next thing that anybody says. */
const lease = (holder: string, now = T, more: object = {}) =>
  ask({ do: 'lease', bot: WECOM_BOT, holder, seq: ++seq, ...more }, { now })

const message = () => ({
  do: 'message',
  bot: WECOM_BOT,
  holder: A,
  at: T,
  payload: wecomText({ from: 'zhang', text: '/帮助' }),
})

async function untouched(expect: (value: unknown) => { toEqual(other: unknown): void }) {
  for (const table of ['gateway_lease', 'gateway_holder', 'inbox'])
    expect(await rows(`select * from ${table}`)).toEqual([])
}

describe('who may speak', () => {
  test.for<[string, Over, number, RegExp]>([
    ['another secret', { secret: 'not the secret' }, 401, /bad signature/],
    ['no signature', { signature: '' }, 401, /bad signature/],
    ['a signature in capitals', { signature: 'A'.repeat(64) }, 401, /bad signature/],
    ['a signature cut short', { signature: '0'.repeat(63) }, 401, /bad signature/],
    ['six minutes old', { time: String(T - 6 * MINUTE) }, 401, /stale/],
    ['six minutes ahead', { time: String(T + 6 * MINUTE) }, 401, /stale/],
    ['no time', { time: '' }, 401, /stale/],
    ['a Worker without the secret', { env: { GATEWAY_SECRET: '' } }, 503, /missing GATEWAY_SECRET/],
  ])('%s is refused, and nothing is written', async ([, over, status, error], { expect }) => {
    for (const body of [message(), { do: 'lease', bot: WECOM_BOT, holder: A, seq: 1 }]) {
      expect(await ask(body, over)).toEqual({ status, error: expect.stringMatching(error) })
    }
    await untouched(expect)
  })

  test('the signature covers the body and the time', async ({ expect }) => {
    const signed = gatewayRequest({ platform: 'wecom', now: T, body: message() })
    const other = { ...message(), at: T - MINUTE }
    const swapped = new Request(signed, { body: JSON.stringify(other) })
    expect((await send(swapped)).status).toBe(401)
    const moved = gatewayRequest({ platform: 'wecom', now: T, body: message() })
    moved.headers.set('x-gateway-time', String(T + 1))
    expect((await send(moved)).status).toBe(401)
    await untouched(expect)
  })

  test.for<[string, object | string, RegExp]>([
    ['no JSON', 'not json', /no JSON object/],
    ['another verb', { do: 'dance', bot: WECOM_BOT, holder: A, seq: 1 }, /do/],
    ['no verb', { bot: WECOM_BOT }, /do/],
    ['no number', { do: 'lease', bot: WECOM_BOT, holder: A }, /seq/],
    ['half a number', { do: 'lease', bot: WECOM_BOT, holder: A, seq: 1.5 }, /seq/],
    ['a holder like a path', { do: 'lease', bot: WECOM_BOT, holder: '../../etc', seq: 1 }, /holder/],
    ['no payload', { do: 'message', bot: WECOM_BOT, holder: A, at: T }, /payload/],
    [
      'a reason with words',
      {
        do: 'fates',
        bot: WECOM_BOT,
        holder: A,
        seq: 1,
        fates: [{ id: 1, claim: 'c', fate: { is: 'unknown', why: '张三 不在' } }],
      },
      /fates/,
    ],
  ])('%s is a 400 that says where', async ([, body, error], { expect }) => {
    expect(await ask(body)).toEqual({ status: 400, error: expect.stringMatching(error) })
    await untouched(expect)
  })

  test('a body over the limit, a platform that is none, another method', async ({ expect }) => {
    expect((await ask('x'.repeat(300 * 1024))).status).toBe(413)
    const elsewhere = gatewayRequest({ platform: 'feishu' as 'wecom', now: T, body: message() })
    expect((await send(elsewhere)).status).toBe(404)
    expect((await send(new Request('https://bot.test/gateway/wecom'))).status).toBe(404)
    await untouched(expect)
  })
})

describe('the lease', () => {
  test('goes to the first; the second stands by, and takes over when the first is gone', async ({
    expect,
  }) => {
    expect(await lease(A)).toEqual({ status: 200, held: true, until: T + 30_000, now: T })
    expect(await lease(B, T + 1)).toMatchObject({ held: false, until: T + 30_000 })
    for (let t = T + 10_000; t <= T + 60_000; t += 10_000) {
      expect(await lease(A, t)).toMatchObject({ held: true, until: t + 30_000 })
      expect(await lease(B, t + 1)).toMatchObject({ held: false })
    }
    expect(await lease(B, T + 89_999)).toMatchObject({ held: false, until: T + 90_000 })
    expect(await lease(B, T + 90_000)).toMatchObject({ held: true, until: T + 120_000 })
    expect(await lease(A, T + 90_001)).toMatchObject({ held: false })
    expect(await rows('select holder, since from gateway_lease')).toEqual([{ holder: B, since: T + 90_000 }])
  })

  test('is free at once when it is given back, and only by its holder', async ({ expect }) => {
    await lease(A)
    expect(await lease(B, T + 1, { release: true })).toMatchObject({ held: false, until: T + 30_000 })
    expect(await lease(A, T + 2, { release: true })).toEqual({
      status: 200,
      held: false,
      until: T + 2,
      now: T + 2,
    })
    expect(await lease(B, T + 3)).toMatchObject({ held: true })
  })

  test('is held by one of twenty who ask at one instant', async ({ expect }) => {
    const asked = await Promise.all(Array.from({ length: 20 }, (_, i) => lease(`holder-${i}`)))
    expect(asked.filter(({ held }) => held)).toHaveLength(1)
  })

  test('is one for each bot and each platform', async ({ expect }) => {
    await lease(A)
    expect(await lease(B, T, { bot: 'another-bot' })).toMatchObject({ held: true })
    const dingtalk = { do: 'lease', bot: WECOM_BOT, holder: B, seq: ++seq }
    expect(await ask(dingtalk, { platform: 'dingtalk' })).toMatchObject({ held: true })
  })

  test('a request said again is a replay: 409, and nothing moves', async ({ expect }) => {
    const body = { do: 'lease', bot: WECOM_BOT, holder: A, seq: 7 }
    expect(await ask(body)).toMatchObject({ status: 200, held: true })
    for (const seq of [7, 6, 1]) {
      expect(await ask({ ...body, seq }, { now: T + 10_000 })).toEqual({
        status: 409,
        error: expect.stringMatching(/replay/),
      })
    }
    // One that is caught while its sender stands by cannot take the lease for it later.
    const caught = { do: 'lease', bot: WECOM_BOT, holder: B, seq: 1 }
    expect(await ask(caught, { now: T + 20_000 })).toMatchObject({ held: false })
    expect(await ask(caught, { now: T + 40_000 })).toMatchObject({ status: 409 })
    expect(await rows('select holder, until from gateway_lease')).toEqual([{ holder: A, until: T + 30_000 }])
    const twice = await Promise.all([8, 8].map((seq) => ask({ ...body, seq })))
    expect(twice.map(({ status }) => status).sort()).toEqual([200, 409])
  })
})

describe('/healthz', () => {
  const check = async (now: number, env: Partial<Env> = { GATEWAY_SECRET: 'x'.repeat(40) }) => {
    const request = new Request('https://bot.test/healthz', { headers: { 'x-test-now': String(now) } })
    const { checks } = await (await send(request, env)).json<Health>()
    return checks
  }

  test('off without a gateway, ok with one, a warning when it is away', async ({ expect }) => {
    expect((await check(T)).gateway).toMatchObject({ state: 'off' })
    await lease(A)
    expect((await check(T + 4000)).gateway).toEqual({ state: 'ok', why: 'wecom: heard of 4 s ago' })
    expect((await check(T + 10 * MINUTE)).gateway).toEqual({
      state: 'warn',
      why: 'wecom: away, not heard of for 10 min',
    })
    expect((await check(T, { GATEWAY_SECRET: '' })).gateway).toMatchObject({
      state: 'warn',
      why: expect.stringContaining('missing: GATEWAY_SECRET'),
    })
  })

  test('a deployment whose only way in is the gateway has a platform', async ({ expect }) => {
    const none = {
      WECOM_TOKEN: '',
      WECOM_ENCODING_AES_KEY: '',
      DINGTALK_CLIENT_ID: '',
      DINGTALK_CLIENT_SECRET: '',
    }
    const env = { ...none, GATEWAY_SECRET: 'x'.repeat(40) }
    expect((await check(T, env)).platforms).toMatchObject({ state: 'warn' })
    await lease(A)
    expect((await check(T, env)).platforms).toEqual({ state: 'ok' })
    expect((await check(T, env)).activation).toMatchObject({ why: 'not used yet on wecom' })
    await ask({ do: 'lease', bot: 'ding', holder: A, seq: ++seq }, { platform: 'dingtalk' })
    expect((await check(T, env)).gateway).toMatchObject({
      state: 'warn',
      why: expect.stringContaining('nothing is pushed'),
    })
  })
})
