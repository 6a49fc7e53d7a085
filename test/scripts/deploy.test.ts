import { describe, test } from 'vitest'
import {
  configFindings,
  type DeployConfig,
  queuesOf,
  SECRETS,
  secretFindings,
  valueFindings,
} from '../../scripts/deploy/findings.ts'
import { deploy, type World } from '../../scripts/deploy/live.ts'
import { healthLines, targetsIn } from '../../scripts/deploy/report.ts'

const config: DeployConfig = {
  d1_databases: [
    {
      binding: 'DB',
      database_name: 'hong-dadang',
      database_id: '5a1c0e9e-6f4c-4a0f-9d53-0d6f4b1b7c11',
    },
  ],
  queues: {
    producers: [{ binding: 'OUTBOX', queue: 'out' }],
    consumers: [{ queue: 'out', dead_letter_queue: 'out-dead' }],
  },
  vars: { DINGTALK_REPLY: 'inline' },
}
const [database] = config.d1_databases
const refusals = (found: { is: string; zh: string }[]) =>
  found.filter(({ is }) => is === 'refuse').map(({ zh }) => zh)

describe('what wrangler.toml says', () => {
  test('is fine', ({ expect }) => {
    expect(configFindings(config, false)).toEqual([])
    expect(queuesOf(config)).toEqual(['out', 'out-dead'])
  })

  test.for<[string, DeployConfig, RegExp]>([
    [
      'a placeholder for the database',
      { ...config, d1_databases: [{ ...database!, database_id: '00000000-0000-0000-0000-000000000000' }] },
      /wrangler d1 create hong-dadang/,
    ],
    ['no id of a database', { ...config, d1_databases: [{ binding: 'DB' }] }, /wrangler d1 create/],
    ['no database', { ...config, d1_databases: [] }, /没有绑定 DB/],
    ['no queue', { ...config, queues: {} }, /没有绑定 OUTBOX/],
    ['the test clock', { ...config, vars: { ALLOW_TEST_CLOCK: '0' } }, /ALLOW_TEST_CLOCK/],
  ])('refuses %s', ([, broken, why], { expect }) => {
    expect(refusals(configFindings(broken, false))).toEqual([expect.stringMatching(why)])
  })

  test('a dry run may do without a database of one’s own, and not with the test clock', ({ expect }) => {
    const bare = { ...config, d1_databases: [{ binding: 'DB' }] }
    expect(refusals(configFindings(bare, true))).toEqual([])
    expect(configFindings(bare, true)).toHaveLength(1)
    expect(refusals(configFindings({ ...config, vars: { ALLOW_TEST_CLOCK: '1' } }, true))).toHaveLength(1)
  })
})

describe('the secrets', () => {
  const wecom = ['WECOM_TOKEN', 'WECOM_ENCODING_AES_KEY']
  test.for<[string, string[], boolean, RegExp[]]>([
    ['all', [...SECRETS], false, []],
    ['one platform and the code', [...wecom, 'ACTIVATION_CODE'], false, []],
    ['none', [], false, [/至少要配好一个平台/, /ACTIVATION_CODE/]],
    ['half a platform', ['WECOM_TOKEN', 'ACTIVATION_CODE'], false, [/WECOM_ENCODING_AES_KEY$/, /至少/]],
    [
      'one and a half',
      [...wecom, 'DINGTALK_CLIENT_SECRET', 'ACTIVATION_CODE'],
      false,
      [/钉钉缺少密钥 DINGTALK_CLIENT_ID/],
    ],
    ['no code', wecom, false, [/ACTIVATION_CODE/]],
    ['no code, which has been used', wecom, true, []],
    ['the test clock', [...SECRETS, 'ALLOW_TEST_CLOCK'], false, [/ALLOW_TEST_CLOCK/]],
  ])('%s', ([, names, activated, wanted], { expect }) => {
    expect(refusals(secretFindings(names, activated))).toEqual(
      wanted.map((pattern) => expect.stringMatching(pattern)),
    )
  })

  test('are long enough, where the values are known', ({ expect }) => {
    expect(
      valueFindings({ WECOM_ENCODING_AES_KEY: 'a'.repeat(43), ACTIVATION_CODE: 'b'.repeat(16) }),
    ).toEqual([])
    const found = refusals(
      valueFindings({ WECOM_ENCODING_AES_KEY: 'a'.repeat(42), ACTIVATION_CODE: '123456' }),
    )
    expect(found).toHaveLength(2)
    expect(found.join()).not.toMatch(/123456|aaa/)
  })
})

test('the addresses are those that wrangler deployed to, cron and queues left out', ({ expect }) => {
  const targets = [
    'https://hong-dadang.example.workers.dev',
    'bot.example.gov.cn (custom domain)',
    'other.example.cn/* (zone name: example.cn)',
    'schedule: * * * * *',
    'Producer for hong-dadang-outbox',
  ]
  const output = `{"type":"wrangler-session"}\n${JSON.stringify({ type: 'deploy', targets })}\n`
  expect(targetsIn(output)).toEqual([
    'https://hong-dadang.example.workers.dev',
    'https://bot.example.gov.cn',
    'https://other.example.cn',
  ])
  expect(targetsIn('')).toEqual([])
})

test('health is told in lines: what is wrong, and not what is off', ({ expect }) => {
  const checks = {
    database: { state: 'ok' },
    gateway: { state: 'off', why: 'not set: GATEWAY_SECRET' },
    wecom: { state: 'error', why: 'missing: WECOM_TOKEN' },
    groups: { state: 'warn', why: '3' },
    activation: { state: 'ok', why: 'can be removed' },
  }
  expect(healthLines({ ok: false, version: '1', checks }).slice(1)).toEqual([
    '✗ wecom: error — missing: WECOM_TOKEN',
    '! groups: warn — 3',
    '✓ activation: ok — can be removed',
  ])
})

describe('a deploy', () => {
  /** An account where everything is well, unless an answer says otherwise; the key is the beginning of a command. */
  function world(answers: { [command: string]: string | 'fails' } = {}, health: object | undefined = {}) {
    const ran: string[] = []
    const said: string[] = []
    const known = {
      whoami: '{"loggedIn":true}',
      'queues info': 'Queue Name: out',
      'secret list': JSON.stringify(SECRETS.map((name) => ({ name, type: 'secret_text' }))),
      ...answers,
    }
    const it: World = {
      wrangler: async (args) => {
        const command = args.join(' ')
        ran.push(command)
        const answer = Object.entries(known).findLast(([start]) => command.startsWith(start))?.[1] ?? ''
        return { code: answer.startsWith('fails') ? 1 : 0, output: answer }
      },
      deployed: async () => '{"type":"deploy","targets":["https://bot.test"]}',
      fetch: async (url) => {
        ran.push(url)
        if (!health) throw new Error('no route')
        return Response.json({ ok: true, version: '1', checks: {}, ...health })
      },
      pause: async () => {},
      say: (line) => void said.push(line),
      env: {},
    }
    return { ran, said, it, words: () => said.join('\n') }
  }
  const changes = ['d1 migrations apply', 'deploy']
  const changed = (ran: string[]) => ran.filter((command) => changes.some((one) => command.startsWith(one)))

  test('runs the migrations, then deploys, then asks /healthz', async ({ expect }) => {
    const { it, ran } = world()
    expect(await deploy(config, it)).toBe(true)
    expect(ran.slice(-3)).toEqual(['d1 migrations apply DB --remote', 'deploy', 'https://bot.test/healthz'])
  })

  test.for<[string, { [command: string]: string }, RegExp]>([
    ['nobody is logged in', { whoami: 'fails' }, /wrangler login/],
    ['a queue is missing', { 'queues info out-dead': 'fails' }, /wrangler queues create out-dead/],
    [
      'there is no Worker yet, and so no secret',
      { 'secret list': 'fails: Worker "x" not found.' },
      /至少要配好/,
    ],
    ['the secrets cannot be listed', { 'secret list': 'fails: 500' }, /查不到密钥列表/],
    ['a secret is missing', { 'secret list': '[{"name":"WECOM_TOKEN"}]' }, /WECOM_ENCODING_AES_KEY/],
  ])('changes nothing when %s', async ([, answers, why], { expect }) => {
    const { it, ran, words } = world(answers)
    expect(await deploy(config, it)).toBe(false)
    expect(changed(ran)).toEqual([])
    expect(words()).toMatch(why)
    expect(words()).toContain('什么都没有改动')
  })

  test('takes the code’s absence when it has been used, and only then', async ({ expect }) => {
    const names = SECRETS.filter((name) => name !== 'ACTIVATION_CODE').map((name) => ({ name }))
    const list = { 'secret list': JSON.stringify(names) }
    expect(await deploy(config, world({ ...list, 'd1 execute': '[{"results":[{"used":2}]}]' }).it)).toBe(true)
    expect(await deploy(config, world({ ...list, 'd1 execute': '[{"results":[{"used":0}]}]' }).it)).toBe(
      false,
    )
    expect(await deploy(config, world({ ...list, 'd1 execute': 'fails: no such table' }).it)).toBe(false)
  })

  test('stops when the migrations fail', async ({ expect }) => {
    const { it, ran } = world({ 'd1 migrations apply': 'fails' })
    expect(await deploy(config, it)).toBe(false)
    expect(changed(ran)).toEqual(['d1 migrations apply DB --remote'])
  })

  test('says what /healthz says', async ({ expect }) => {
    const checks = { wecom: { state: 'error', why: 'missing: WECOM_TOKEN' } }
    const { it, ran, words } = world({}, { ok: false, checks })
    expect(await deploy(config, it)).toBe(false)
    expect(words()).toContain('wecom: error — missing: WECOM_TOKEN')
    expect(ran.filter((one) => one.endsWith('/healthz')).length).toBeGreaterThan(1)
  })

  test('says where to look when /healthz cannot be reached from here', async ({ expect }) => {
    const { it, words } = world({}, undefined)
    it.fetch = async () => Promise.reject(new Error('no route'))
    expect(await deploy(config, it, 'https://bot.example.cn')).toBe(false)
    expect(words()).toContain('https://bot.example.cn')
    expect(words()).toContain('已经部署')
  })
})
