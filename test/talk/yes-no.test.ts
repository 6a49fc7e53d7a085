import { beforeAll, describe, test } from 'vitest'
import { rows } from '../schema/lines.ts'
import { newMember } from '../support/members.ts'
import { PairTown, pairingsOf } from '../support/pairs.ts'
import { planShift } from '../support/roster.ts'
import { at, type Speaker, secretary, settledTalk, type Talk } from '../support/talk.ts'

const HOUR = 3_600_000
const today = at('2026-11-23 09:00')
let talk: Talk
let members: Speaker[]
beforeAll(async () => {
  talk = await settledTalk(today)
  members = [await newMember(talk), await newMember(talk, 'dingtalk')]
})
const drafts = async () =>
  (await rows<{ n: number }>("select count(*) as n from outbox where dedupe like 'announcement/%'"))[0]?.n

describe('yes and no to a question', () => {
  test('yes runs the near miss that was asked about, on both platforms, in private only', async ({
    expect,
  }) => {
    for (const [i, who] of members.entries()) {
      expect((await talk.private(who, '/签倒')).text).toContain('您要找的是 /签到 吗')
      expect((await talk.private(who, ['是的。', '好的'][i] ?? '')).text).toContain('已报到')
      expect((await talk.private(who, '好的')).text).toContain('我只听得懂命令')
      talk.now += HOUR
      await talk.private(who, '/签退 打扫楼道')
      expect((await talk.group(who, '/签倒')).text).toContain('您要找的是 /签到 吗')
      expect((await talk.group(who, '是')).kind).toBe('empty')
      expect((await talk.private(who, '/我的')).text).toContain('没有在值守')
    }
  })

  test('no does nothing, says so, and closes the question', async ({ expect }) => {
    for (const who of members) {
      await talk.private(who, '/签倒')
      expect((await talk.private(who, '不是')).text).toContain('没有办，什么也没改')
      expect((await talk.private(who, '是')).text).toContain('我只听得懂命令')
      expect((await talk.private(who, '/我的')).text).toContain('没有在值守')
    }
  })

  test('what is just a list is never run by 好的, and an old question neither', async ({ expect }) => {
    for (const who of members) {
      await talk.private(who, '/我的')
      for (const word of ['好的', '嗯', '可以', '对', '算了'])
        expect((await talk.private(who, word)).text).toContain('我只听得懂命令')
      await talk.private(who, '/签倒')
      talk.now += 3 * HOUR
      expect((await talk.private(who, '是')).text).toContain('我只听得懂命令')
      expect((await talk.private(who, '/我的')).text).toContain('没有在值守')
    }
  })

  test('an announcement goes by 好的, and is dropped by 算了', async ({ expect }) => {
    talk.now = at('2026-11-24 10:00')
    await talk.private(secretary, '/公告 今晚八点停水')
    expect((await talk.private(secretary, '算了')).text).not.toContain('我只听得懂命令')
    expect(await drafts()).toBe(0)
    expect((await talk.private(secretary, '好的')).text).toContain('我只听得懂命令')
    await talk.private(secretary, '/公告 明晚八点停水')
    await talk.private(secretary, '好的')
    expect(await drafts()).toBeGreaterThan(0)
  })

  test('the question about a partner hears yes; a no names the command that others hear of', async ({
    expect,
  }) => {
    const town = await PairTown.settle(today)
    const [one, other] = await town.askedPair()
    expect((await town.private(one, '/搭档')).text).toContain('想请您')
    const no = await town.private(one, '不')
    expect(no.text).toContain('要回绝，请发：/婉拒 搭档')
    expect(await pairingsOf(one)).toEqual(['asked'])
    await town.private(one, '/搭档')
    expect((await town.private(one, '好的')).text).toContain('还在等对方')
    await town.private(other, '/搭档')
    await town.private(other, '可以')
    expect(await pairingsOf(one)).toEqual(['active'])
  })

  test('a swap that is asked for hears yes; what was said of an order runs as the command that was meant', async ({
    expect,
  }) => {
    const town = await PairTown.settle(today)
    const [one, other] = [await town.join('member'), await town.join('member')]
    await planShift(one, '2026-11-25')
    await town.private(one, `/换班 11-25 ${other.name}`)
    expect((await town.private(other, '/换班')).text).toContain('同意 S')
    expect((await town.private(other, '不')).text).toContain('要回绝，请发：/换班 不同意 S')
    await town.private(other, '/换班')
    expect((await town.private(other, '對')).text).not.toContain('我只听得懂')
    expect((await rows<{ state: string }>('select state from swap'))[0]?.state).not.toBe('asked')
    expect((await town.private(one, '99号我来')).text).toContain('您要发的是 /接单 99 吗')
    expect((await town.private(one, '是')).text).toContain('99')
  })

  test('whoever reads what goes with /注销 may say yes, or no', async ({ expect }) => {
    const [, who] = members as [Speaker, Speaker]
    expect((await talk.private(who, '/注销')).text).toContain('确定要注销')
    expect((await talk.private(who, '不')).text).toContain('没有办')
    expect((await talk.private(who, '好的')).text).toContain('我只听得懂命令')
    await talk.private(who, '/注销')
    // It may mean no more than that it was read, and nothing brings it back.
    expect((await talk.private(who, '好的')).text).toContain('确定要注销')
    expect((await talk.private(who, '是')).text).toContain('已注销')
  })
})

describe('a plain sentence after /签退', () => {
  test('is the word on what was done, in private on both platforms', async ({ expect }) => {
    talk.now = at('2026-11-25 09:00')
    for (const who of [await newMember(talk), await newMember(talk, 'dingtalk')]) {
      await talk.private(who, '/报到')
      talk.now += HOUR
      expect((await talk.private(who, '/签退')).text).toContain('直接回一句话')
      for (const word of ['谢谢', '好的', '收到谢谢书记', '怎么撤销呢', '签退忘了怎么办'])
        expect((await talk.private(who, word)).text).toContain('我只听得懂命令')
      const said = await talk.private(who, '给三楼老人读报')
      expect(said.text).toMatch(/已补上 T\d+ 的内容/)
      expect(said.text).toContain('给三楼老人读报')
      expect((await talk.private(who, '又扫了一遍楼道')).text).toContain('我只听得懂命令')
    }
  })

  test('never ends another duty, and is talk where nothing asks for it', async ({ expect }) => {
    const who = await newMember(talk)
    expect((await talk.private(who, '给三楼老人读报')).text).toContain('我只听得懂命令')
    await talk.private(who, '/报到')
    talk.now += HOUR
    await talk.private(who, '/签退')
    await talk.group(who, '/签退 打扫楼道')
    await talk.group(who, '/报到')
    talk.now += HOUR
    expect((await talk.private(who, '去二号楼看看老人')).text).toContain('我只听得懂命令')
    expect((await talk.group(who, '/我的')).text).toContain('正在')
  })
})
