import { env } from 'cloudflare:workers'
import { afterEach, beforeAll, describe, test, vi } from 'vitest'
import type { Health } from '../../src/http/health.ts'
import { newestMigration } from '../../src/store/migration.ts'
import { version } from '../../src/version.ts'
import { at, onWecom, send, settledTalk, Talk } from '../support/talk.ts'

beforeAll(() => {
  vi.spyOn(console, 'info').mockImplementation(() => {})
  vi.spyOn(console, 'error').mockImplementation(() => {})
})

const unset = undefined as unknown as string
const long = 'x'.repeat(40)
/** A deployment as it should be, both platforms in use. */
const good: Partial<Env> = {
  GATEWAY_SECRET: long,
  CONSOLE_SECRET: long,
  ACTIVATION_CODE: 'a-code-of-20-letters',
  ALLOW_TEST_CLOCK: unset,
}

async function ask(over: { [key in keyof Env]?: Env[key] | undefined } = {}) {
  const response = await send(new Request('https://bot.test/healthz'), { ...good, ...over } as Partial<Env>)
  const text = await response.text()
  return { status: response.status, text, ...(JSON.parse(text) as Health) }
}

describe('/healthz', () => {
  test('says that all is well, with the version', async ({ expect }) => {
    const got = await ask()
    expect([got.status, got.ok, got.version]).toEqual([200, true, version])
    expect(got.checks).toEqual({
      database: { state: 'ok' },
      migrations: { state: 'ok' },
      wecom: { state: 'ok' },
      dingtalk: { state: 'ok' },
      platforms: { state: 'ok' },
      dingtalk_reply: { state: 'ok' },
      gateway: { state: 'off', why: 'no gateway has asked for a bot' },
      console: { state: 'ok' },
      origins: { state: 'ok' },
      test_clock: { state: 'off' },
      activation: { state: 'ok', why: 'not used yet on wecom and dingtalk' },
      groups: { state: 'ok' },
      holidays: expect.objectContaining({ why: expect.any(String) }),
      push: { state: 'ok' },
      quota: { state: 'ok' },
    })
  })

  type Case = [
    what: string,
    over: { [key in Exclude<keyof Env, 'DB' | 'OUTBOX'>]?: string | undefined },
    check: string,
    state: string,
    why: RegExp,
  ]
  test.for<Case>([
    [
      'a token alone',
      { WECOM_ENCODING_AES_KEY: unset },
      'wecom',
      'broken',
      /missing: WECOM_ENCODING_AES_KEY$/,
    ],
    ['an AES key alone', { WECOM_TOKEN: '' }, 'wecom', 'broken', /missing: WECOM_TOKEN$/],
    ['a spoiled AES key', { WECOM_ENCODING_AES_KEY: 'short' }, 'wecom', 'broken', /43 letters/],
    ['an app without its secret', { DINGTALK_CLIENT_SECRET: unset }, 'dingtalk', 'broken', /CLIENT_SECRET/],
    ['no origin', { DINGTALK_OAPI_ORIGIN: 'oapi' }, 'origins', 'broken', /DINGTALK_OAPI_ORIGIN/],
    ['a proxy', { WECOM_API_ORIGIN: 'https://proxy.test' }, 'origins', 'warn', /WECOM_API_ORIGIN$/],
    [
      'WeCom alone',
      { DINGTALK_CLIENT_ID: unset, DINGTALK_CLIENT_SECRET: unset },
      'dingtalk',
      'off',
      /not set/,
    ],
    ['no gateway', { GATEWAY_SECRET: unset }, 'gateway', 'off', /GATEWAY_SECRET/],
    ['a weak gateway key', { GATEWAY_SECRET: 'secret' }, 'gateway', 'warn', /shorter than 32/],
    ['a weak console key', { CONSOLE_SECRET: 'secret' }, 'console', 'warn', /shorter than 32/],
    ['a guessable code', { ACTIVATION_CODE: '12345678' }, 'activation', 'warn', /shorter than 16/],
    ['no code', { ACTIVATION_CODE: unset }, 'activation', 'warn', /wecom and dingtalk/],
    ['the test clock', { ALLOW_TEST_CLOCK: '1' }, 'test_clock', 'warn', /never in production/],
    ['an unknown way to answer', { DINGTALK_REPLY: 'card' }, 'dingtalk_reply', 'warn', /inline nor webhook/],
  ])('%s', async ([, over, check, state, why], { expect }) => {
    const got = await ask(over)
    const broken = state === 'broken'
    expect(got.checks[check]).toEqual({
      state: broken ? 'warn' : state,
      ...(broken && { broken }),
      why: expect.stringMatching(why),
    })
    expect([got.status, got.ok]).toEqual(broken ? [503, false] : [200, true])
  })

  test('a deployment without any platform works, and warns', async ({ expect }) => {
    const got = await ask({
      WECOM_TOKEN: unset,
      WECOM_ENCODING_AES_KEY: unset,
      DINGTALK_CLIENT_ID: unset,
      DINGTALK_CLIENT_SECRET: unset,
    })
    expect([got.status, got.ok]).toEqual([200, true])
    expect(got.checks).toMatchObject({
      wecom: { state: 'off' },
      dingtalk: { state: 'off' },
      dingtalk_reply: { state: 'off' },
      platforms: { state: 'warn', why: expect.stringContaining('no platform') },
    })
  })

  test('never shows a value of a secret', async ({ expect }) => {
    const secrets = ['WECOM_TOKEN', 'WECOM_ENCODING_AES_KEY', 'DINGTALK_CLIENT_ID', 'DINGTALK_CLIENT_SECRET']
    const broken = {
      WECOM_ENCODING_AES_KEY: 'spoiled-key',
      DINGTALK_CLIENT_SECRET: unset,
      ACTIVATION_CODE: 'qwe12',
    }
    for (const over of [{}, broken]) {
      const { text } = await ask(over)
      const values = { ...env, ...good, ...over } as unknown as { [key: string]: string | undefined }
      for (const key of [...secrets, 'GATEWAY_SECRET', 'CONSOLE_SECRET', 'ACTIVATION_CODE']) {
        if (values[key]) expect(text).not.toContain(values[key])
      }
    }
  })
})

describe('the activation code', () => {
  test('can be removed when every configured platform has used it', async ({ expect }) => {
    const talk = new Talk(at('2026-11-23 09:00'))
    await talk.private(onWecom('boss'), '/激活 test-activation-code')
    expect((await ask()).checks.activation).toEqual({ state: 'ok', why: 'not used yet on dingtalk' })
    const alone = { DINGTALK_CLIENT_ID: unset, DINGTALK_CLIENT_SECRET: unset }
    expect((await ask({ ...alone, ACTIVATION_CODE: 'short' })).checks.activation).toEqual({
      state: 'ok',
      why: 'used on every configured platform: ACTIVATION_CODE can be removed',
    })
    expect((await ask({ ...alone, ACTIVATION_CODE: unset })).checks.activation).toEqual({ state: 'off' })
  })
})

test('counts the groups that the bot can only answer; DingTalk’s own interface is a way', async ({
  expect,
}) => {
  await settledTalk(at('2026-11-23 09:00'))
  expect((await ask()).checks.groups).toEqual({ state: 'warn', why: expect.stringMatching(/pushed to: 1 /) })
  await env.DB.prepare(
    `update "group" set push_url = 'https://x', push_bound_at = 1, push_bound_by = bound_by`,
  ).run()
  expect((await ask()).checks.groups).toEqual({ state: 'ok' })
})

test('counts what does not get through, and says no more of it', async ({ expect }) => {
  const [group] = (await env.DB.prepare('select id from "group" order by id').all<{ id: number }>()).results
  const now = Date.now()
  const letter = (state: string, age: number) =>
    env.DB.prepare(
      'insert into outbox (group_id, say, created_at, send_at, dedupe) values (?, ?, ?, ?, ?)',
    ).bind(group?.id, '[]', now - age, now - age, `${state}/${age}`)
  await env.DB.batch([
    letter('failed', 1000),
    letter('failed', 8 * 86_400_000),
    letter('unreachable', 1000),
    letter('unreachable', 2000),
    env.DB.prepare(
      "update outbox set state = substr(dedupe, 1, instr(dedupe, '/') - 1), channel = null where dedupe like 'failed/%' or dedupe like 'unreachable/%'",
    ),
    env.DB.prepare(
      "insert into channel (name, blocked_until, broken_at, why) values ('wecom/hook/1', 9, 9, 'wecom.93000')",
    ),
    env.DB.prepare(
      "insert into channel (name, blocked_until, broken_at, why) values ('wecom/hook/2', 9, null, 'wecom.45009')",
    ),
  ])
  expect((await ask()).checks.push).toEqual({
    state: 'warn',
    why: 'ways to be mended: 1; letters given up in 7 days: 1; groups with letters but no way: 1',
  })
})

test('says how much of DingTalk’s quota is used, and warns from 70 %', async ({ expect }) => {
  const use = (calls: number) =>
    env.DB.batch([
      env.DB.prepare('delete from usage'),
      env.DB.prepare(
        "insert into usage (month, what, used) values ('2026-11', 'call', ?), ('2026-11', 'hook', 12)",
      ).bind(calls),
      env.DB.prepare("insert into usage (month, what, used) values ('2026-10', 'call', 4999)"),
    ])
  await use(3499)
  expect((await ask()).checks.quota).toEqual({
    state: 'ok',
    why: '2026-11: API calls 3499/5000, messages 12/3000',
  })
  await use(3500)
  expect((await ask()).checks.quota).toMatchObject({ state: 'warn' })
  const alone = { DINGTALK_CLIENT_ID: unset, DINGTALK_CLIENT_SECRET: unset }
  expect((await ask(alone)).checks.quota).toEqual({ state: 'off' })
  await use(0)
  const refused = env.DB.prepare(
    "insert into channel (name, blocked_until, why) values ('dingtalk/person/b', 8e15, 'dingtalk.quota')",
  )
  await refused.run()
  expect((await ask()).checks.quota).toEqual({
    state: 'warn',
    why: 'used up, says DingTalk; 2026-11: API calls 0/5000, messages 12/3000',
  })
  await env.DB.prepare("delete from channel where why = 'dingtalk.quota'").run()
})

test.for([
  ['2026-11-30 23:59', 'ok', /^covered until 2026-12-31$/],
  ['2026-12-01 00:00', 'warn', /^the list of 2027 is missing: .*节假日/],
  ['2027-03-01 09:00', 'warn', /^the list of 2027 is missing/],
] as const)('says how far the calendar is known, on %s', async ([day, state, why], { expect }) => {
  const request = new Request('https://bot.test/healthz', { headers: { 'x-test-now': String(at(day)) } })
  const { checks } = (await (await send(request, { ...good, ALLOW_TEST_CLOCK: '1' })).json()) as Health
  expect(checks.holidays).toEqual({ state, why: expect.stringMatching(why) })
})

describe('a database that is not ready', () => {
  afterEach(async () => {
    await env.DB.prepare('delete from d1_migrations where id > 1000')
      .run()
      .catch(() => {})
  })
  const pretend = (name: string) =>
    env.DB.prepare('insert into d1_migrations (id, name) values (1001, ?)').bind(name).run()

  test('does not answer', async ({ expect }) => {
    const batch = () => Promise.reject(new Error('boom at some place'))
    const got = await ask({ DB: { prepare: env.DB.prepare.bind(env.DB), batch } as unknown as D1Database })
    expect([got.status, got.ok]).toEqual([503, false])
    expect(got.checks).toMatchObject({ database: { broken: true }, migrations: { broken: true } })
    expect(got.text).not.toMatch(/boom|\.ts/)
    expect((await ask({ DB: undefined })).checks.database?.broken).toBe(true)
  })

  test('is of an older version', async ({ expect }) => {
    await pretend('0000_before.sql')
    const got = await ask()
    expect(got.status).toBe(503)
    expect(got.checks.migrations?.why).toBe(
      `at 0000_before.sql, wanted ${newestMigration}: run npm run deploy`,
    )
  })

  test('is ahead of the program, as between the two steps of a deploy', async ({ expect }) => {
    await pretend('9999_later.sql')
    const got = await ask()
    expect(got.status).toBe(200)
    expect(got.checks.migrations).toEqual({
      state: 'warn',
      why: expect.stringContaining('at 9999_later.sql'),
    })
  })

  test('never saw a migration', async ({ expect }) => {
    await env.DB.prepare('drop table d1_migrations').run()
    const got = await ask()
    expect([got.status, got.ok]).toEqual([503, false])
    expect(got.checks).toMatchObject({
      database: { state: 'ok' },
      migrations: { state: 'warn', broken: true, why: 'no migration was applied: run npm run deploy' },
      activation: { state: 'warn' },
    })
  })
})
