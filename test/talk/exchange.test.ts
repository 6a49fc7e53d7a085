import { beforeAll, beforeEach, describe, test } from 'vitest'
import { rows } from '../schema/lines.ts'
import { balancesOf, earn, newNeighbour, unbalanced } from '../support/exchange.ts'
import { newMember } from '../support/members.ts'
import { admin, at, onWecom, secretary, settledTalk, type Talk } from '../support/talk.ts'

const TODAY = at('2026-11-23 09:00')
let talk: Talk
beforeAll(async () => {
  talk = await settledTalk(TODAY)
})
beforeEach(() => {
  talk.now = TODAY
})

describe('/兑换 10分 时长', () => {
  test('ten points are an hour 折算, apart from the 20 hours and from every figure of hours', async ({
    expect,
  }) => {
    const who = await newMember(talk)
    await earn(who, 45)
    const before = await talk.private(who, '/排行')
    const done = await talk.private(who, '/兑换 10分 时长')
    expect(done.text).toContain('已兑换\n10 分 → +1小时（折算，不计入年度 20小时）')
    expect(done.text).toContain('可用积分还有 35 分，今年还可折算 4小时')
    expect(done.text).toContain('/撤销')
    expect(await balancesOf(who)).toEqual({ points: -10, minutes: 60, goods: 0 })
    const mine = (await talk.private(who, '/我的')).text
    expect(mine).toContain('年工时 4.5小时，目标 20小时')
    expect(mine).toContain('可用积分 35（已用 10），折算时长 1小时，另算，不计入工时')
    const top = before.text.split('\n').slice(0, 5).join('\n')
    expect((await talk.private(who, '/排行')).text).toContain(top)
    expect(await unbalanced()).toEqual([])
  })

  test.for([
    ['/兑换10分时长', -10, 60],
    ['/兑换 时长 20', -20, 120],
    ['/兌換 十分 換 時長', -10, 60],
    ['/兑换 1小时', -10, 60],
    ['/兑换 15分 时长', -15, 90],
    ['exchange 10分 时长', -10, 60],
  ] as const)('%s', async ([text, points, minutes], { expect }) => {
    const who = await newNeighbour(talk)
    await earn(who, 30)
    expect((await talk.private(who, text)).text).toContain('已兑换')
    expect(await balancesOf(who)).toEqual({ points, minutes, goods: 0 })
  })

  test('at most five hours a year; the next year anew', async ({ expect }) => {
    const who = await newMember(talk)
    await earn(who, 200)
    await talk.private(who, '/兑换 40分 时长')
    const over = await talk.private(who, '/兑换 20分 时长')
    expect(over.text).toContain('没有兑换：一年最多折算 5小时，今年还可折算 1小时')
    expect((await talk.private(who, '/兑换 10分 时长')).text).toContain('今年还可折算 0分钟')
    expect((await talk.private(who, '/兑换 10分 时长')).text).toContain('没有兑换：一年最多折算 5小时')
    talk.now = at('2027-01-02 09:00')
    expect((await talk.private(who, '/兑换 10分 时长')).text).toContain('今年还可折算 4小时')
    expect(await balancesOf(who)).toEqual({ points: -60, minutes: 360, goods: 0 })
  })

  test('never more than was earned; in a group nothing is said of how much', async ({ expect }) => {
    const who = await newMember(talk)
    await earn(who, 13)
    const short = await talk.private(who, '/兑换 20分 时长')
    expect(short.text).toContain('积分不够，没有兑换：要 20 分，可用 13 分')
    const there = await talk.group(who, '/兑换 20分 时长')
    expect(there.text).toContain('积分不够')
    expect(there.text).not.toContain('13')
    const done = await talk.group(who, '/兑换 10分 时长')
    expect(done.text).toContain('+1小时（折算')
    expect(done.text).not.toContain('可用积分')
    expect(await balancesOf(who)).toEqual({ points: -10, minutes: 60, goods: 0 })
  })

  test('points that wait for a yes are not earned yet', async ({ expect }) => {
    const who = await newMember(talk)
    await talk.group(who, '/工时 昨天 9:00-12:00 搬书')
    expect((await talk.private(who, '/兑换 10分 时长')).text).toContain('可用 0 分')
  })

  test('what is unclear is asked: how many points, for what, no whole hours', async ({ expect }) => {
    const who = await newMember(talk)
    await earn(who, 50)
    expect((await talk.private(who, '/兑换 时长')).text).toContain('没有写用多少积分')
    expect((await talk.private(who, '/兑换 10分 2小时')).text).toContain('10 分折算 1小时，和写的时长不一样')
    expect((await talk.private(who, '/兑换 -10分 时长')).text).toContain('积分「-10分」不对')
    expect(await balancesOf(who)).toEqual({ points: 0, minutes: 0, goods: 0 })
    const what = await talk.private(who, '/兑换 10分')
    expect(what.text).toContain('还没有兑换')
    expect(what.text).toContain('1 /兑换 10分 时长')
    expect((await talk.private(who, '1')).text).toContain('已兑换\n10 分')
    expect((await talk.private(onWecom('nobody'), '/兑换 10分 时长')).text).toContain('/登记')
  })

  test('the rate and the year’s most are set by an administrator', async ({ expect }) => {
    const who = await newMember(talk)
    await earn(who, 100)
    expect((await talk.private(admin, '/设置 兑换比例 7分')).text).toContain('10分 → 7分')
    expect((await talk.private(admin, '/设置 折算上限 1小时')).text).toContain('5小时 → 1小时')
    expect((await talk.private(who, '/兑换 10分 时长')).text).toContain('7 分折算 1 小时，请写 7 的倍数')
    expect((await talk.private(who, '/兑换 7分 时长')).text).toContain('7 分 → +1小时')
    expect((await talk.private(who, '/兑换 7分 时长')).text).toContain('一年最多折算 1小时')
    expect((await talk.private(admin, '/设置')).text).toContain(
      '兑换比例 7分折算1小时，折算上限 1小时（每年）',
    )
    await talk.private(admin, '/设置 兑换比例 10分')
    await talk.private(admin, '/设置 折算上限 5小时')
  })

  test('/撤销 puts both sides back, within ten minutes, one after the other', async ({ expect }) => {
    const who = await newMember(talk)
    await earn(who, 50)
    await talk.private(who, '/兑换 10分 时长')
    await talk.private(who, '/兑换 20分 时长')
    expect((await talk.private(who, '/撤销')).text).toContain('20 分退给您，折算时长 2小时 收回')
    expect((await talk.private(who, '/撤销')).text).toContain('10 分退给您，折算时长 1小时 收回')
    expect(await balancesOf(who)).toEqual({ points: 0, minutes: 0, goods: 0 })
    await talk.private(who, '/兑换 10分 时长')
    talk.now += 11 * 60_000
    expect((await talk.private(who, '/撤销')).text).toContain('兑换过了 10 分钟，不能撤销')
    await talk.group(who, '/工时 昨天 9:00-12:00 搬书')
    expect((await talk.private(who, '/撤销')).text).toContain('已撤销')
    expect(await balancesOf(who)).toEqual({ points: -10, minutes: 60, goods: 0 })
    expect(await unbalanced()).toEqual([])
  })

  test('a correction after the exchange is said, and nothing more is given', async ({ expect }) => {
    const who = await newMember(talk)
    const done = await talk.group(who, '/工时 昨天 9:00-12:00 搬书')
    const entry = /T(\d+)/.exec(done.text)?.[1]
    await talk.private(secretary, `/通过 ${entry}`)
    await talk.private(who, '/兑换 30分 时长')
    await talk.private(secretary, `/更正 ${entry} 1小时 记多了`)
    const shown = (await talk.private(who, '/兑换')).text
    expect(shown).toContain('可用积分 0 分：挣得 10，已用 30')
    expect(shown).toContain('已用的比挣得的多 20 分')
    expect((await talk.private(who, '/兑换 10分 时长')).text).toContain('可用 0 分')
    await earn(who, 30)
    expect((await talk.private(who, '/兑换 10分 时长')).text).toContain('可用积分还有 0 分')
  })
})

describe('/兑换 and its statement', () => {
  test('opening, earned, spent, given back: they add up to what is there', async ({ expect }) => {
    const who = await newMember(talk)
    await earn(who, 60, '2026-10-20')
    talk.now = at('2026-10-30 09:00')
    await talk.private(who, '/兑换 10分 时长')
    talk.now = TODAY
    await earn(who, 25)
    await talk.private(who, '/兑换 20分 时长')
    await talk.private(who, '/撤销')
    await talk.private(who, '/兑换 10分 时长')
    const shown = (await talk.private(who, '/兑换')).text
    expect(shown).toContain('可用积分 65 分：挣得 85，已用 20。')
    expect(shown).toContain('折算时长 2小时（不计入年度 20小时），今年还可折算 3小时')
    expect(shown).toContain('11月对账：月初 50＋挣得 25－兑换 30＋退回 20＝结余 65 分')
    expect(shown).toContain('物资兑换仅限群众')
    expect(shown.split('\n').length).toBeLessThanOrEqual(12)
    const rows = (await talk.private(who, '/兑换 明细')).text
    expect(rows).toContain('11月23日 换折算时长 1小时：－10 分')
    expect(rows).toContain('换折算时长 2小时：－20 分（已退回）')
    expect(rows).toContain('退回折算时长 2小时：＋20 分')
    expect(rows).toContain('明细结余 65 分，账上可用 65 分，相符')
    const last = (await talk.private(who, '/兑换 明细 上月')).text
    expect(last).toContain('10月对账\n月初 0＋挣得 60－兑换 10＋退回 0＝结余 50 分')
    expect((await talk.private(who, '/兑换 明细 下月')).text).toContain('没有明细')
    expect((await talk.group(who, '/兑换 明细')).text).toContain('私聊')
  })

  test('in a group only what there is', async ({ expect }) => {
    const who = await newMember(talk)
    await earn(who, 77)
    const there = (await talk.group(who, '/兑换')).text
    expect(there).toContain('东湖社区')
    expect(there).toContain('自己的积分请私聊我发：/兑换')
    expect(there).not.toContain('77')
  })

  test('in traditional characters', async ({ expect }) => {
    const who = await newMember(talk)
    await earn(who, 20)
    await talk.private(who, '/语言 繁')
    expect((await talk.private(who, '/兌換 10分 時長')).text).toContain('已兌換\n10 分 → +1小時')
    expect((await talk.private(who, '/兌換')).text).toContain('11月對賬')
  })

  test('the month report counts it apart, what is taken back less', async ({ expect }) => {
    const [before] = await rows<{ points: number; minutes: number }>(
      "select points, minutes from exchange_count where month = '2026-11'",
    )
    const who = await newMember(talk)
    await earn(who, 50)
    await talk.private(who, '/兑换 20分 时长')
    await talk.private(who, '/兑换 20分 时长')
    await talk.private(who, '/撤销')
    const [points, hours] = [(before?.points ?? 0) + 20, ((before?.minutes ?? 0) + 120) / 60]
    const report = (await talk.group(secretary, '/月报')).text
    expect(report).toContain(`积分兑换：用 ${points} 分，换折算时长 ${Math.floor(hours)}小时`)
    expect((await talk.private(secretary, '/月报')).text).toContain(`积分兑换：用 ${points} 分`)
    expect((await talk.private(admin, '/月报')).text).toContain(`积分兑换：用 ${points} 分`)
    expect(await unbalanced()).toEqual([])
  })

  test('a month in which more came back than was exchanged says so, and nothing below nought', async ({
    expect,
  }) => {
    const who = await newNeighbour(talk)
    await earn(who, 50)
    talk.now = at('2027-05-31 23:00')
    await talk.private(secretary, '/兑换 上架 雨衣 3件 20分')
    const code = /取货码 ?(\d{4})/.exec((await talk.private(who, '/兑换 雨衣')).text)?.[1]
    talk.now = at('2027-06-01 00:10')
    await talk.private(who, `/兑换 退回 ${code}`)
    for (const keeper of [secretary, admin])
      expect((await talk.private(keeper, '/月报')).text).toContain(
        '积分兑换（退回的多）：退回 20 分、退回物资 1 件',
      )
    expect((await talk.private(secretary, '/月报 上月')).text).toContain(
      '积分兑换：用 20 分，换折算时长 0分钟（不计入工时）、物资 1 件',
    )
  })
})
