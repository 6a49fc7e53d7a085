import { env } from 'cloudflare:workers'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, test } from 'vitest'
import { leaveDaysWithin } from '../../src/domain/roster/leave.ts'
import { db, Store } from '../../src/store/d1.ts'
import { isOnLeave, leaveDaysOf, ownLeavesQuery } from '../../src/store/leave.ts'
import { rows, run } from '../schema/lines.ts'
import { wrong } from '../store/town.ts'
import { newMember } from '../support/members.ts'
import { lettersTo, personOf, plain, planShift, shiftsOf } from '../support/roster.ts'
import { at, onWecom, secretary, settledTalk, Talk } from '../support/talk.ts'

const TODAY = at('2026-11-23 09:00')
let talk: Talk
beforeAll(async () => {
  talk = await settledTalk(TODAY)
})
beforeEach(() => {
  talk.now = TODAY
})

describe('/请假', () => {
  test('is taken for days, opens the shifts, and tells the secretary why and what is missing', async ({
    expect,
  }) => {
    const who = await newMember(talk)
    await planShift(who, '2026-11-25')
    await planShift(who, '2026-11-28')
    const said = await talk.group(who, '/请假 11-25到11-27 家里老人住院')
    expect(said.text).toContain('已请假：11月25日（周三）至11月27日（周五），3天')
    expect(said.text).toContain('您的班空出来了：11月25日（周三） 09:00–12:00')
    expect(said.text).toContain('不算落后')
    expect(said.text).not.toContain('住院')
    expect(said.text).toContain('有 1 位同志有私信')
    expect(await shiftsOf(who)).toEqual(['11-25 leave', '11-28 planned'])
    const told = (await lettersTo(secretary)).join()
    expect(told).toContain(`${who.name}请假：11月25日（周三）至11月27日（周五），理由：家里老人住院`)
    expect(told).toContain('东湖社区空出的班：11月25日（周三） 09:00–12:00')
    expect(told).toContain('当天没有别人值班：11月25日（周三）')
  })

  test('needs no reason, a part of a day is the whole day, and in private the reason is repeated', async ({
    expect,
  }) => {
    const who = await newMember(talk)
    expect((await talk.private(who, '/请假 下周三')).text).toContain('已请假：12月2日（周三）')
    expect((await lettersTo(secretary)).join()).toContain(`这几天没有${who.name}的班要补`)
    const half = await talk.private(who, '/请假 11-26上午 看牙')
    expect(half.text).toContain('已请假：11月26日（周四）')
    expect(half.text).toContain('写的是上午，请假按整天算')
    expect(half.text).toContain('理由：看牙')
    expect((await talk.private(who, '/请假 明天起3天 出差')).text).toContain('您 11月26日（周四）已经')
    const all = await talk.private(who, '/请假')
    expect(all.text).toContain('11月26日（周四）：看牙')
    expect(all.text).toContain('今年一共请假 2 天')
    expect((await talk.group(who, '/请假')).text).not.toContain('看牙')
  })

  test('refuses what is over, too far, or no day at all', async ({ expect }) => {
    const who = await newMember(talk)
    expect((await talk.private(who, '/请假 昨天 病了')).text).toContain('已经过去')
    expect((await talk.private(who, '/请假 2028-01-05 旅行')).text).toContain('太远了')
    expect((await talk.private(who, '/请假 出差')).text).toContain('没有看到日期')
    expect((await talk.private(who, '/请假 11-27到11-25')).text).toContain('早于开始日期')
    expect((await talk.private(who, '/请假 今天 发烧')).text).toContain('已请假：11月23日（周一）')
    expect((await talk.group(onWecom('nobody'), '/请假 11-25')).text).toContain('还没有登记')
  })

  test('leave that is there already is answered, and the rest of the days offered', async ({ expect }) => {
    const who = await newMember(talk)
    await talk.private(who, '/请假 11-25到11-27 出差')
    const twice = await talk.private(who, '/请假 11-26到11-29 出差')
    expect(plain(twice.text)).toContain('您 11月25日（周三）至11月27日（周五）已经请了假')
    expect(twice.buttons).toEqual([expect.objectContaining({ command: '/请假 11-28到11-29' })])
    expect(await rows('select id from leave where person_id = ?', await personOf(who))).toHaveLength(1)
  })

  test('/撤销 takes it back within ten minutes, and the shifts with it', async ({ expect }) => {
    const who = await newMember(talk)
    await planShift(who, '2026-11-25')
    await talk.group(who, '/请假 11-25 出差')
    expect(await shiftsOf(who)).toEqual(['11-25 leave'])
    const undone = await talk.group(who, '/撤销')
    expect(undone.text).toContain('已取消请假')
    expect(undone.text).toContain('还是您的班：11月25日（周三） 09:00–12:00')
    expect(await shiftsOf(who)).toEqual(['11-25 planned'])
    expect((await lettersTo(secretary)).join()).toContain(`${who.name}不请假了`)
    await talk.group(who, '/请假 11-25 出差')
    talk.now += 11 * 60_000
    expect((await talk.group(who, '/撤销')).text).toContain('没有可以撤销的')
  })

  test('/请假 取消 takes days back later; what was given to somebody else stays with them', async ({
    expect,
  }) => {
    const who = await newMember(talk)
    const other = await newMember(talk)
    await planShift(who, '2026-11-25')
    await planShift(who, '2026-11-26')
    await planShift(who, '2026-11-27')
    await talk.private(who, '/请假 11-25到11-27 出差')
    talk.now += 60 * 60_000
    await talk.private(secretary, `/换班 11-25 ${who.name} ${other.name}`)
    expect(await shiftsOf(other)).toEqual(['11-25 planned'])
    const back = await talk.private(who, '/请假 取消 11-26')
    expect(plain(back.text)).toContain('已取消请假11月26日（周四）')
    expect(back.text).toContain('还在请假：11月25日（周三）')
    expect(back.text).toContain('还在请假：11月27日（周五）')
    expect(await shiftsOf(who)).toEqual(['11-25 swapped', '11-26 planned', '11-27 leave'])
    expect((await talk.private(who, '/请假 取消')).text).toContain('您请了几次假')
    await talk.private(who, '/请假 取消 11-25')
    await talk.private(who, '/请假 取消 11-27')
    expect(await shiftsOf(who)).toEqual(['11-25 swapped', '11-26 planned', '11-27 planned'])
    expect(await shiftsOf(other)).toEqual(['11-25 planned'])
    expect((await talk.private(who, '/请假 取消')).text).toContain('没有请假')
  })

  test('a shift planned for somebody else since is not taken back', async ({ expect }) => {
    const who = await newMember(talk)
    const other = await newMember(talk)
    await planShift(who, '2026-11-25')
    await talk.private(who, '/请假 11-25 出差')
    await planShift(other, '2026-11-25', '08:00', '11:00')
    await rows('update shift set planned_at = ? where person_id = ?', TODAY + 1, await personOf(other))
    expect((await talk.private(who, '/请假 取消 11-25')).text).toContain('还是您的班：无')
    expect(await shiftsOf(who)).toEqual(['11-25 leave'])
  })

  test('from a running leave only what is ahead is taken back', async ({ expect }) => {
    const who = await newMember(talk)
    await talk.private(who, '/请假 今天到11-27 出差')
    talk.now = at('2026-11-25 09:00')
    const back = plain((await talk.private(who, '/请假 取消')).text)
    expect(back).toContain('已取消请假11月25日（周三）至11月27日')
    talk.now = TODAY
    expect((await talk.private(who, '/我的')).text).toContain('请假2天')
  })

  test('twice at one instant is once', async ({ expect }) => {
    const who = await newMember(talk)
    await Promise.all([talk.private(who, '/请假 11-25到11-27'), talk.private(who, '/请假 11-26到11-28')])
    expect(await rows('select id from leave where person_id = ?', await personOf(who))).toHaveLength(1)
    await Promise.all([talk.private(who, '/请假 取消'), talk.private(who, '/撤销')])
    expect(
      await rows('select id from leave where ended_at is null and person_id = ?', await personOf(who)),
    ).toHaveLength(0)
    expect(await wrong()).toEqual([])
  })

  test('a secretary’s own leave is told to the administrators', async ({ expect }) => {
    const north = new Talk(TODAY, 'north')
    const boss = onWecom('boss', '管理员')
    const head = onWecom('bei', '贝书记')
    await north.group(boss, '/绑定社区 北苑社区')
    await north.group(head, '/登记 贝书记 北苑社区')
    await north.group(boss, '/任命 @贝书记 书记')
    await north.private(head, '/请假 11-30 体检')
    expect((await lettersTo(boss)).join()).toContain('贝书记请假：11月30日')
  })
})

describe('leave makes the target less (R025)', () => {
  test('/我的 shows it, and how far behind the pace, in private only', async ({ expect }) => {
    const who = await newMember(talk)
    expect((await talk.private(who, '/我的')).text).toContain('按今天的进度还差 17小时52分钟')
    await talk.private(who, '/请假 明天起5天 出差')
    const mine = (await talk.private(who, '/我的')).text
    expect(mine).toContain('请假5天，目标19.7小时')
    expect(mine).toContain('离目标还差 19小时44分钟')
    const seen = (await talk.group(who, '/我的')).text
    expect(seen).not.toContain('请假')
    expect(seen).not.toContain('进度')
  })

  test('lists count the same days: in one expression, for a community, and in the rule', async ({
    expect,
  }) => {
    const [who, other] = [await newMember(talk), await newMember(talk)]
    const [id, otherId] = [await personOf(who), await personOf(other)]
    await talk.private(who, '/请假 12-30到2027-01-02')
    await talk.private(who, '/请假 11-25到11-27')
    // Two accounts that were joined may have brought leave that overlaps.
    await run(
      "insert into leave (person_id, from_day, to_day, at, message) values (?, '2026-11-27', '2026-11-28', 1, 'x')",
      id,
    )
    const rest = ['2026-01-01', '2026-12-31'] as const
    const [mine, days, away] = await new Store(env.DB).batch([
      ownLeavesQuery(id, '2026-01-01'),
      sql<{
        days: number
        none: number
      }>`select ${leaveDaysOf(id, ...rest)} as days, ${leaveDaysOf(otherId, ...rest)} as none`.compile(db),
      sql<{ yes: number; no: number; other: number }>`select ${isOnLeave(id, '2026-11-28')} as yes,
        ${isOnLeave(id, '2026-11-29')} as no, ${isOnLeave(otherId, '2026-11-28')} as other`.compile(db),
    ])
    expect(leaveDaysWithin(mine, ...rest)).toBe(6)
    expect(days).toEqual([{ days: 6, none: 0 }])
    expect(away).toEqual([{ yes: 1, no: 0, other: 0 }])
  })

  test('/我的数据 shows leave, /注销 takes it away', async ({ expect }) => {
    const who = await newMember(talk)
    await planShift(who, '2026-11-25')
    await talk.private(who, '/请假 11-26 私事保密')
    const pages = [await talk.private(who, '/我的数据'), await talk.private(who, '/我的数据 2')]
    expect(pages.map(({ text }) => text).join()).toContain('私事保密')
    const id = await personOf(who)
    await talk.private(who, '/注销')
    await talk.private(who, '/注销 确认')
    expect(await rows('select id from leave where person_id = ?', id)).toEqual([])
    expect(await rows("select id from outbox where say like '%私事保密%'")).toEqual([])
    expect(await rows("select id from inbox where outcome like '%私事保密%'")).toEqual([])
  })
})
