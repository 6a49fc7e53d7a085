import { beforeAll, describe, test, vi } from 'vitest'
import { mostInMinute } from '../../src/domain/flood.ts'
import { rows, run } from '../schema/lines.ts'
import { newMember } from '../support/members.ts'
import { at, onDingtalk, onWecom, secretary, settledTalk, type Talk } from '../support/talk.ts'

/** A limit of messages a minute, for a person and for a group, with a kind answer; what was refused is not lost. */
let talk: Talk
const MINUTE = 60_000

beforeAll(async () => {
  vi.spyOn(console, 'info').mockImplementation(() => {})
  talk = await settledTalk(at('2026-11-23 09:00'))
})

const handled = async () => (await rows<{ n: number }>('select count(*) as n from inbox'))[0]?.n

describe.each(['wecom', 'dingtalk'] as const)('%s', (platform) => {
  test('a member who floods is told to wait, others are not, and a minute later all is well', async ({
    expect,
  }) => {
    talk.now += 2 * MINUTE
    const who = await newMember(talk, platform)
    const other = await newMember(talk, platform)
    talk.now += 1 * MINUTE
    for (let i = 0; i < mostInMinute.member; i++) {
      const { text } = await talk.private(who, '/我的')
      expect(text).not.toContain('太多')
    }
    const before = await handled()
    const refused = await talk.private(who, '/工时 昨天 1小时 扫雪', `late-${platform}`)
    expect(refused.text).toContain(`您这一分钟发了 ${mostInMinute.member} 条`)
    expect(refused.text).toContain('请过一分钟再发')
    expect((await talk.group(who, '/我的')).text).toContain('太多')
    expect(await handled()).toBe(before)
    expect((await talk.private(other, '/我的')).text).not.toContain('太多')

    talk.now += 1 * MINUTE
    const again = await talk.private(who, '/工时 昨天 1小时 扫雪', `late-${platform}`)
    expect(again.text).toMatch(/T\d+/)
  })
})

test('a crowd of one sender’s messages at one instant is no way around it', async ({ expect }) => {
  talk.now += 2 * MINUTE
  const who = await newMember(talk)
  talk.now += 1 * MINUTE
  const said = await Promise.all(Array.from({ length: 200 }, () => talk.private(who, '/我的')))
  expect(said.filter(({ text }) => !text.includes('太多')).length).toBeLessThanOrEqual(mostInMinute.member)
})

test('a stranger in private is limited too, and leaves no trace of an id after leaving', async ({
  expect,
}) => {
  talk.now += 2 * MINUTE
  const stranger = onDingtalk('flooding-stranger', '过路人')
  for (let i = 0; i < mostInMinute.member; i++) await talk.private(stranger, '在吗')
  expect((await talk.private(stranger, '在吗')).text).toContain('太多')
  talk.now += 1 * MINUTE
  await talk.group(stranger, '/登记 过路人 志愿者')
  await talk.private(stranger, '/注销')
  await talk.private(stranger, '/注销 确认')
  expect(await rows("select 1 from traffic where key like '%flooding-stranger%'")).toEqual([])
})

test('a stranger in a group has a limit of their own, the same as in private, and takes nobody else’s', async ({
  expect,
}) => {
  talk.now += 2 * MINUTE
  const stranger = onWecom('loud-stranger', '路人')
  const member = await newMember(talk)
  talk.now += 1 * MINUTE
  for (let i = 0; i < mostInMinute.member; i++)
    expect((await talk.group(stranger, '在吗')).text).not.toContain('太多')
  expect((await talk.group(stranger, '在吗')).text).toContain(`您这一分钟发了 ${mostInMinute.member} 条`)
  expect((await talk.private(stranger, '在吗')).text).toContain('太多')
  expect((await talk.group(member, '/我的')).text).not.toContain('太多')
  talk.now += 1 * MINUTE
  expect((await talk.group(stranger, '/登记 路人 志愿者')).text).not.toContain('太多')
})

test('who holds a role may work through long lists; a group has a limit of its own', async ({ expect }) => {
  talk.now += 2 * MINUTE
  await talk.group(secretary, '/我的')
  const set = (messages: number, like: string) =>
    run('update traffic set messages = ? where key like ? and minute = ?', messages, like, talk.now / 60_000)
  await set(mostInMinute.member, 'person/%')
  expect((await talk.group(secretary, '/我的')).text).not.toContain('太多')
  await set(mostInMinute.role, 'person/%')
  expect((await talk.group(secretary, '/我的')).text).toContain(`${mostInMinute.role} 条`)
  await set(1, 'person/%')
  await set(mostInMinute.group, '%/group/%')
  expect((await talk.group(secretary, '/我的')).text).toContain('本群这一分钟')
  expect((await talk.private(secretary, '/我的')).text).not.toContain('太多')
  expect((await talk.private(onWecom('calm', '路人'), '在吗')).text).not.toContain('太多')
})
