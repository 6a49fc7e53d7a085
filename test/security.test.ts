/// <reference types="vite/types/importMeta.d.ts" />
import { beforeAll, describe, test, vi } from 'vitest'
import { namesPerson } from '../src/commands/args/args.ts'
import { commands } from '../src/commands/registry.ts'
import { rows } from './schema/lines.ts'
import { dingtalkRequest, dingtalkSign, dingtalkText, readDingtalk } from './support/dingtalk.ts'
import { newMember } from './support/members.ts'
import {
  admin,
  at,
  onDingtalk,
  onWecom,
  type Speaker,
  secretary,
  send,
  settledTalk,
  Talk,
} from './support/talk.ts'

/** Attacks of docs/security.md that belong to no one command: names, roles, taps, enumeration, replays, ways out. */
let talk: Talk
/** The neighbours: a community whose people are nobody's business here. */
let west: Talk
const westSecretary = onWecom('west-li', '西门书记')
const westMember = onWecom('west-zhang', '欧阳西')

const sources = Object.entries(
  import.meta.glob<string>('../src/**/*.{ts,tsx}', { query: '?raw', import: 'default', eager: true }),
)

beforeAll(async () => {
  vi.spyOn(console, 'info').mockImplementation(() => {})
  talk = await settledTalk(at('2026-11-23 09:00'))
  west = new Talk(talk.now, 'west')
  await west.group(admin, '/绑定社区 西湖社区')
  await west.group(westSecretary, '/登记 西门书记 西湖社区')
  await west.group(admin, '/任命 @西门书记 书记')
  await west.group(westMember, '/登记 欧阳西 市审计局')
  await west.group(westSecretary, '/通过 欧阳西')
  await talk.group(secretary, '/派单 陪老人看病｜时间：11月28日 9:00-11:00｜人数：2')
  order = (await rows<{ id: number }>('select max(id) as id from "order"'))[0]?.id ?? 0
})

const roles = () => rows('select person_id, role, community_id, unit_id, ended_at from role order by id')
let order = 0
const people = (key: string) => rows<{ id: number }>('select id from person where key = ?', key)

describe('a name gives nothing', () => {
  test.for([
    ...[
      '全部',
      '所有人',
      '全体成员',
      'all',
      'ALL',
      'ａｌｌ',
      '所有',
      '全都',
      '全部通过',
      "全部'",
      '全员',
      '大家',
    ],
    ...['系统', '系统通知', '红搭档', '红\u200b搭档', '小红搭档'],
  ])('what would pass for everybody or for the bot is none: %s', async (name, { expect }) => {
    const answer = await talk.group(onWecom(`pass-${name}`), `/登记 ${name} 市财政局`)
    expect(answer.text).toContain('看起来不是姓名')
    expect(await people(name)).toEqual([])
  })

  test.for([
    'W\u0430ng Xiaoming',
    '王\u30a8',
    '李\u4e00\u0433',
    '\u05d0\u05d1\u05d2',
    '王\u3127',
    '\u202e芳王2',
    // Latin letters that only look like a to z.
    'Wan\u0261 Xiaoming',
    '\u1d00\u1d05\u1d0d\u026a\u0274',
    'L\u0131 Ming',
  ])('signs of different scripts, or read from the right, are none: %s', async (name, { expect }) => {
    const answer = await talk.group(onWecom(`mixed-${name}`), `/登记 ${name} 市财政局`)
    expect(answer.text).toContain('看起来不是姓名')
  })

  test.for(['管理员', '书记', '社区书记', '网格长', '联络员'])(
    'a title as a name gives no role: %s',
    async (name, { expect }) => {
      const before = await roles()
      const who = onWecom(`titled-${name}`, name)
      await talk.group(who, `/登记 ${name} 市财政局`)
      await talk.group(secretary, `/通过 ${name}`)
      for (const text of [
        `/任命 @${name} ${name}`,
        '/设置 年度目标 1',
        '/审核',
        '/公告 全体注意',
        '/派单 假单',
      ])
        await talk.private(who, text)
      expect(await roles()).toEqual(before)
      expect(
        await rows('select 1 from audit where actor_id = (select id from person where key = ?)', name),
      ).toEqual([])
    },
  )

  test.for(['李\u200b书记', '李\u2060书记', '李書記', '李\u202c书记', '\uf9e1书记'])(
    'who writes a name so that it looks like another’s is told apart by number: %j',
    async (name, { expect }) => {
      const twin = onWecom(`twin-${name}`, name)
      await talk.group(twin, `/登记 ${name} 市财政局`)
      const before = await roles()
      const asked = await talk.private(admin, '/任命 李书记 街道 湖滨街道')
      expect(asked.text).toMatch(/叫「李书记」的有 [2-9] 位，没有任命/)
      expect(await roles()).toEqual(before)
      // One's own row is no help either: the account decides who speaks, not the name.
      expect((await talk.group(twin, '/审核')).text).toContain('由社区书记、网格长和管理员使用')
    },
  )

  test.for(['帮助', '签到', '同意', '确认'])(
    'a command’s name as a name stays a name, and the command a command: %s',
    async (name, { expect }) => {
      const who = onWecom(`called-${name}`, name)
      await talk.group(who, `/登记 ${name} 市财政局`)
      await talk.group(secretary, `/通过 ${name}`)
      expect(await rows('select state from person where key = ?', name)).toEqual([{ state: 'verified' }])
      const before = await roles()
      expect((await talk.group(admin, `/任命 @${name}`)).text).toContain('请写任命什么')
      expect(await roles()).toEqual(before)
      expect((await talk.private(secretary, '/帮助')).text).toContain('您在这里可以发')
    },
  )
})

test.for([
  '/任命 管理员 网格长 2网格',
  '/任命 网格长 管理员',
  '/任命 书记 联络员 市财政局',
  '/任命 联络员 书记',
  '/免去 联络员 书记',
  // Nor does a community that is mistyped become the one of the group.
  '/任命 书记员 书记 东胡社区',
])('where a name is a title nobody is appointed by a guess: %s', async (text, { expect }) => {
  for (const name of ['管理员', '书记', '网格长', '联络员', '书记员']) {
    await talk.group(onWecom(`titled-${name}`, name), `/登记 ${name} 市财政局`)
    await talk.group(secretary, `/通过 ${name}`)
  }
  const before = await roles()
  expect((await talk.group(admin, text)).text).toMatch(/看不出「.+」是人还是职务|社区不清楚/)
  expect(await roles()).toEqual(before)
})

describe('nobody gains a role by typing', () => {
  const attempts = [
    '/任命 @我 管理员',
    '/任命 @马某 书记',
    '／任命　＠马某　管理员',
    '/任\u200b命 @马某 管理员',
    '/任命 @书记 管理员',
    '/appoint @马某 管理员',
    'rm @马某 管理员',
    '/激活 管理员',
    '/激活 test-activation-code',
    '/免去 @李书记 书记',
    '/绑定社区 西湖社区',
    '/设置 年度目标 0',
    '/更正 1 10小时 改大',
    '/通过 全部',
    '/切换 战时',
    "/登记 马某' OR 1=1 市财政局",
  ]
  test.for<[string, () => Promise<Speaker>]>([
    ['a stranger', async () => onDingtalk('rogue-0', '马某')],
    ['a member', () => newMember(talk)],
    ['a member by DingTalk', () => newMember(talk, 'dingtalk')],
    [
      'a liaison of another unit',
      async () => {
        const who = await newMember(talk, 'wecom', '市司法局')
        await talk.group(admin, `/任命 @${who.name} 联络员 市司法局`)
        return who
      },
    ],
    ['a secretary of another community', async () => westSecretary],
  ])('%s, in the group, in private or by a tap', async ([, rogue], { expect }) => {
    const who = await rogue()
    const state = async () => [
      await roles(),
      await rows('select * from policy order by rowid'),
      await rows('select count(*) as n from verdict'),
      await rows('select id, community_id from "group" order by id'),
    ]
    const before = await state()
    for (const text of attempts) {
      await talk.group(who, text)
      await talk.private(who, text)
      await talk.tap(who, text, 'task_forged')
    }
    expect(await state()).toEqual(before)
  })
})

test('a tap with another command than its card had is only what its sender may type', async ({ expect }) => {
  const [one, other] = [await newMember(talk), await newMember(talk)]
  await talk.group(one, '/工时 昨天 2小时 打扫')
  const [entry] = await rows<{ id: number }>('select max(id) as id from hour_entry')
  const forged = await talk.tap(other, `/通过 ${entry?.id}`, 'task_of_somebody_else')
  expect(forged.text).toContain('由社区书记、网格长和管理员使用')
  // Nor does a tap speak for whom the card was made.
  await talk.tap(other, '/撤销', 'task_of_somebody_else')
  expect(await rows('select 1 from verdict where entry_id = ?', entry?.id ?? 0)).toEqual([])
})

describe('people cannot be tried out', () => {
  /** What is said of somebody of the neighbours, by name or by number, and of nobody at all, made alike. */
  async function same(
    who: Speaker,
    said: (name: string) => string,
    expect: (value: unknown) => { toBe: (v: unknown) => void },
  ) {
    const id = (await people('欧阳西'))[0]?.id ?? 0
    const of = async (name: string) =>
      (await talk.private(who, said(name))).text.replaceAll(name, '某某').replaceAll(name.slice(1), '某某')
    // Letters that wait are shown once, below the first answer.
    await talk.private(who, '/我的')
    expect(await of('欧阳西')).toBe(await of('欧阳无'))
    expect(await of(`@P${id}`)).toBe(await of('@P99999'))
  }

  // 排班 names whoever is planned, of anywhere (rule 8.16): who is planned is told, and it is written down.
  const naming = commands
    .filter(({ name, args }) => namesPerson(args) && name !== '排班')
    .map(({ name }) => name)
  const ways: { [command: string]: (name: string) => string } = {
    指派: (name) => `/指派 ${order} ${name}`,
    改派: (name) => `/改派 ${order} ${name} 李书记`,
    核销: (name) => `/核销 ${order} 好 ${name} 1小时`,
    任命: (name) => `/任命 ${name} 网格长 2网格`,
    换班: (name) => `/换班 11-25 ${name}`,
    更正: (name) => `/更正 ${name} 2小时 理由`,
    驳回: (name) => `/驳回 ${name} 理由`,
    免去: (name) => `/免去 ${name} 网格长`,
    结对: (name) => `/结对 ${name} H77 教育`,
    搭档: (name) => `/搭档 想和 ${name}`,
  }
  test.for(naming)(
    'a member and a secretary hear of a neighbour what they hear of nobody: /%s',
    async (name, { expect }) => {
      const say = ways[name] ?? ((who: string) => `/${name} ${who}`)
      await same(await newMember(talk), say, expect)
      await same(secretary, say, expect)
    },
  )

  test('nor by numbers: entries, pairs and orders of a neighbour are what none are', async ({ expect }) => {
    const helper = onWecom('west-helper', '司马西')
    await west.group(helper, '/登记 司马西 志愿者')
    await west.group(westSecretary, '/通过 司马西')
    for (const text of ['/配对', '/确认配对']) await west.group(westSecretary, text)
    await west.group(westMember, '/工时 昨天 2小时 打扫')
    await west.group(westSecretary, '/派单 修灯｜时间：11月28日 9:00-11:00')
    const last = async (table: string) =>
      (await rows<{ id: number }>(`select max(id) as id from "${table}"`))[0]?.id ?? 0
    const [entry, theirs] = [await last('hour_entry'), await last('order')]
    expect(await rows('select 1 from pairing')).toHaveLength(1)

    const liaison = await newMember(talk, 'wecom', '市林业局')
    await talk.group(admin, `/任命 @${liaison.name} 联络员 市林业局`)
    await talk.private(liaison, '/单位报到 东湖社区')
    await talk.group(secretary, '/通过 市林业局')
    const questions: [Speaker, string, (string | number)[]][] = [
      ...['/通过 N', '/驳回 N 不对', '/更正 N 1小时 不对', '/通过 T99998 N', '/怎么算 TN'].map(
        (text): [Speaker, string, (string | number)[]] => [secretary, text, [entry, 99999]],
      ),
      ...['订单 N', '接单 N', '催单 N', '取消单 N 不要了', '核销 N 好', '推荐 N', '调剂 N 同意'].map(
        (text): [Speaker, string, (string | number)[]] => [secretary, `/${text}`, [theirs, 99999]],
      ),
      [secretary, '/解除搭档 N 调走了', ['司马西', '司马无']],
      [liaison, '/排班 11-27 9:00-12:00 N', ['欧阳西', '欧阳无']],
    ]
    for (const [who, text, both] of questions)
      for (const way of ['private', 'group'] as const) {
        await talk.private(who, '/私信')
        const [of, ofNone] = [await said(both[0]), await said(both[1])]
        async function said(one: string | number | undefined) {
          const answer = await talk[way](who, text.replaceAll('N', String(one)))
          return answer.text.replaceAll(new RegExp(`(?<!\\d)${one}(?!\\d)`, 'g'), 'N')
        }
        expect([text, way, of]).toEqual([text, way, ofNone])
      }
  })
})

describe('what was signed once is not signed for anything else', () => {
  test('DingTalk: the same message with other words, or from somebody else, has no second effect', async ({
    expect,
  }) => {
    const who = await newMember(talk, 'dingtalk')
    const chat = talk.dingtalkGroup
    const first = dingtalkText({
      from: who.id,
      name: who.name,
      chat,
      id: 'replayed',
      text: '/工时 昨天 1小时 扫雪',
    })
    await send(dingtalkRequest({ message: first, now: talk.now }))
    const count = () => rows('select count(*) as n from hour_entry')
    const before = await count()
    for (const from of [who.id, 'somebody-else']) {
      const other = dingtalkText({
        from,
        name: who.name,
        chat,
        id: 'replayed',
        text: '/工时 前天 5小时 别的',
      })
      expect((await send(dingtalkRequest({ message: other, now: talk.now }))).status).toBe(200)
    }
    expect(await count()).toEqual(before)
  })

  test('the answer to an id is told again in its own conversation only', async ({ expect }) => {
    const who = await newMember(talk, 'dingtalk')
    const say = async (from: string, chat?: string) => {
      const message = dingtalkText({ from, text: '/我的', chat, id: 'one-id' })
      return readDingtalk(await send(dingtalkRequest({ message, now: talk.now })))
    }
    const { text } = await say(who.id)
    expect(text).toContain('目标')
    expect((await say(who.id)).text).toBe(text)
    for (const other of [
      await say(who.id, talk.dingtalkGroup),
      await say('somebody-else'),
      await say('x', 'cid-y=='),
    ])
      expect([other.kind, other.text]).toEqual(['empty', ''])
  })

  test('DingTalk: a signature is worth nothing an hour later, nor with another time', async ({ expect }) => {
    const message = dingtalkText({ from: 'late', text: '/帮助' })
    const sign = dingtalkSign(String(talk.now))
    const later = talk.now + 3_600_001
    const stale = dingtalkRequest({ message, now: later, timestamp: String(talk.now), sign })
    expect((await send(stale)).status).toBe(403)
    expect((await send(dingtalkRequest({ message, now: later, sign }))).status).toBe(403)
  })
})

describe('ways out', () => {
  test.for([
    'http://169.254.169.254/latest/meta-data/',
    'https://169.254.169.254/cgi-bin/webhook/send?key=12345678',
    'https://127.0.0.1/cgi-bin/webhook/send?key=12345678',
    'https://[::1]/robot/send?access_token=12345678',
    'https://attacker.example/robot/send?access_token=12345678',
    'https://oapi.dingtalk.com.attacker.example/robot/send?access_token=12345678',
    'https://oapi.dingtalk.com%2eattacker.example/robot/send?access_token=12345678',
    'https://qyapi。weixin。qq。com.attacker.example/cgi-bin/webhook/send?key=12345678',
    'file:///etc/passwd',
    // Loopback and the cloud's metadata, as numbers.
    ...[
      '2130706433',
      '0x7f000001',
      '017700000001',
      '127.1',
      '0',
      '[::ffff:169.254.169.254]',
      '[fd00:ec2::254]',
    ].map((host) => `https://${host}/cgi-bin/webhook/send?key=12345678`),
    // Names that lead there, or that only look like the platform's.
    'https://127.0.0.1.nip.io/cgi-bin/webhook/send?key=12345678',
    'https://localhost/cgi-bin/webhook/send?key=12345678',
    'https://qyapi.weixin.qq.com./cgi-bin/webhook/send?key=12345678',
    'https://qyapi.weixin.qq.com.evil.example/cgi-bin/webhook/send?key=12345678',
    'https://qyapi-weixin.qq.com/cgi-bin/webhook/send?key=12345678',
    'https://qyapi.wеixin.qq.com/cgi-bin/webhook/send?key=12345678',
    // Userinfo on either side, ports, another scheme, another path, more than the one parameter.
    'https://qyapi.weixin.qq.com@evil.example/cgi-bin/webhook/send?key=12345678',
    'https://evil.example@qyapi.weixin.qq.com/cgi-bin/webhook/send?key=12345678',
    'https://qyapi.weixin.qq.com:8443/cgi-bin/webhook/send?key=12345678',
    'https://qyapi.weixin.qq.com:22/cgi-bin/webhook/send?key=12345678',
    'http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=12345678',
    'https://evil.example\\@qyapi.weixin.qq.com/cgi-bin/webhook/send?key=12345678',
    'https:\\\\evil.example\\cgi-bin\\webhook\\send?key=12345678',
    'https://qyapi.weixin.qq.com/cgi-bin/webhook/send/../../media/get?key=12345678',
    'https://qyapi.weixin.qq.com/cgi-bin/gettoken?key=12345678',
    'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=12345678&next=https://evil.example',
    'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=12345678#@evil.example',
    'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=..%2f..%2fx1234',
  ])('a webhook that leads elsewhere is not bound: %s', async (address, { expect }) => {
    const answer = await talk.private(admin, `/绑定推送 ${address}`)
    expect(answer.text).toContain('这不是群机器人的推送地址')
    expect(await rows('select 1 from "group" where push_url is not null')).toEqual([])
    expect(await rows('select 1 from push_draft')).toEqual([])
  })

  test('the Worker asks nobody but the platforms, and follows no redirect', ({ expect }) => {
    const worker = sources.filter(([path]) => !/\/src\/(?:gateway|simulator)\//.test(path.replace('..', '')))
    const asking = worker.filter(([, text]) =>
      /(?<![.\w])fetch\(/.test(text.replace(/^\s*(?:\/\/|\*|\/\*\*).*$/gm, '')),
    )
    expect(asking.map(([path]) => path.replace('../src/', '')).sort()).toEqual([
      'platforms/dingtalk/webhook.ts',
      'platforms/post-json.ts',
    ])
    for (const [, text] of asking) expect(text).toContain("redirect: 'manual'")
  })
})

test('signatures, seals and secrets are compared in constant time', ({ expect }) => {
  const holders = [
    'platforms/wecom/envelope.ts',
    'platforms/dingtalk/sign.ts',
    'console/seal.ts',
    'platforms/gateway.ts',
  ]
  for (const path of holders) {
    const [, text] = sources.find(([one]) => one.endsWith(`/src/${path}`)) ?? []
    expect([path, /timingSafeEqual\(|crypto\.subtle\.verify\(/.test(text ?? '')]).toEqual([path, true])
  }
  const careless = sources.filter(
    ([path, text]) =>
      /\/(?:platforms|console|http)\//.test(path) &&
      /(?:signature|theirs|given|sign|secret)\s*[!=]==\s*(?!undefined|null)[a-z]/.test(text),
  )
  expect(careless.map(([path]) => path)).toEqual([])
})
