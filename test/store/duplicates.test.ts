import { beforeAll, describe, test, vi } from 'vitest'
import { rows } from '../schema/lines.ts'
import { entryIn, newMember } from '../support/members.ts'
import {
  admin,
  at,
  forward,
  onDingtalk,
  onWecom,
  type Speaker,
  secretary,
  settledTalk,
  type Talk,
} from '../support/talk.ts'
import { added, bring, counts, seen, wrong } from './town.ts'

/** How often one callback comes at the same instant. */
const TIMES = 50
let talk: Talk
let boss: Speaker

beforeAll(async () => {
  vi.spyOn(console, 'info').mockImplementation(() => {})
  talk = await settledTalk(at('2026-11-23 09:00'))
  boss = onDingtalk('boss-d', '管理员')
})

let strangers = 0
let announcements = 0
interface Said {
  who: Speaker
  text: string
}
type Added = { [table: string]: number }

const order = async (): Promise<number> => {
  await talk.group(secretary, '/派单 陪老人看病｜时间：11月28日 9:00-11:00｜人数：2')
  return (await rows<{ id: number }>('select max(id) as id from "order"'))[0]?.id ?? 0
}

/** What is said by somebody of a platform, and which rows it adds, once; letters besides. */
const cases: [name: string, (platform: Speaker['platform']) => Promise<Said>, Added][] = [
  [
    '/登记',
    async (platform) => {
      strangers += 1
      const id = `fifty-${strangers}`
      return {
        who: platform === 'wecom' ? onWecom(id) : onDingtalk(id),
        text: `/登记 伍拾${'甲乙丙丁'[strangers]} 市财政局`,
      }
    },
    { person: 1 },
  ],
  ['/报到', async (platform) => ({ who: await newMember(talk, platform), text: '/报到' }), { duty: 1 }],
  [
    '/工时',
    async (platform) => ({ who: await newMember(talk, platform), text: '/工时 昨天 14:00-16:00 搬书' }),
    { hour_entry: 1, note: 1 },
  ],
  [
    '/接单',
    async (platform) => {
      const id = await order()
      return { who: await newMember(talk, platform), text: `/接单 ${id}` }
    },
    { claim: 1 },
  ],
  [
    '/通过',
    async (platform) => {
      const entry = entryIn((await talk.group(await newMember(talk), '/工时 昨天 14:00-16:00 搬书')).text)
      return { who: platform === 'wecom' ? secretary : boss, text: `/通过 ${entry}` }
    },
    { verdict: 1, audit: 1 },
  ],
  [
    '/派单',
    async (platform) => ({
      who: platform === 'wecom' ? secretary : boss,
      text: '/派单 清扫积雪｜时间：11月29日 9:00-11:00｜人数：2',
    }),
    { order: 1 },
  ],
  [
    '/公告 发送',
    async (platform) => {
      const who = platform === 'wecom' ? secretary : boss
      announcements += 1
      await talk.group(who, `/公告 ${announcements}号楼今晚停水`)
      return { who, text: '/公告 发送' }
    },
    { announcement: 1, announcement_place: 1, announcement_draft: -1, audit: 1 },
  ],
]

/** The gateway's way parts from the callback's before the inbox: some are enough. */
const byGateway = cases.filter(([name]) => ['/登记', '/工时', '/公告 发送'].includes(name))
const tried = [
  ...cases.map((one) => ['callback', ...one] as const),
  ...byGateway.map((one) => ['gateway', ...one] as const),
]
describe.for(['wecom', 'dingtalk'] as const)('fifty of one message of %s at the same instant', (platform) => {
  test.for(tried)(
    'by %s: %s has one effect, and fifty times the one answer',
    async ([way, name, say, once], { expect }) => {
      const { who, text } = await say(platform)
      const id = `fifty-${platform}-${way}-${name}`
      const before = await counts()
      const one = async () => {
        if (way === 'callback') return bring(talk, { who, text, inGroup: true, id })
        return forward(platform, talk.message(who, text, true, id), talk.now)
      }
      const answers = await Promise.all(Array.from({ length: TIMES }, one))
      const different = new Set(answers.map((answer) => JSON.stringify(seen(answer))))
      expect([...different]).toHaveLength(1)
      expect(answers[0]?.text).not.toMatch(/出错了|没有/)
      expect(await added(before)).toMatchObject({ ...once, inbox: 1 })
      expect(await wrong()).toEqual([])
    },
  )
})

test('fifty of one tap, and fifty of one opened chat', async ({ expect }) => {
  const who = await newMember(talk)
  const before = await counts()
  const taps = await Promise.all(
    Array.from({ length: TIMES }, () => talk.tap(who, '/报到', 'card_fifty', 'fifty-tap')),
  )
  expect(new Set(taps.map(({ text }) => text)).size).toBe(1)
  expect(await added(before)).toEqual({ duty: 1, inbox: 1 })
  await talk.private(admin, '/我的')
  const opened = await Promise.all(Array.from({ length: TIMES }, () => talk.enter(who, 'fifty-enter')))
  expect(new Set(opened.map(({ text }) => text)).size).toBe(1)
  expect(await wrong()).toEqual([])
})
