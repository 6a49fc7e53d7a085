import { env } from 'cloudflare:workers'
import { beforeEach, describe, test } from 'vitest'
import { entryIn, newMember } from '../support/members.ts'
import { at, secretary, settledTalk, type Talk } from '../support/talk.ts'

let talk: Talk
const today = at('2026-11-23 18:00')
beforeEach(async () => {
  talk ??= await settledTalk(today)
  talk.now = today
})

describe('hours by hand', () => {
  test('are repeated as understood, with number, day and length', async ({ expect }) => {
    const who = await newMember(talk)
    const said: [string, RegExp][] = [
      ['/工时 两个半小时 帮独居老人买菜', /已记 T\d+：11月23日（周一），2小时30分钟，待核/],
      ['gs 昨天下午3点到5点 劳动仲裁咨询', /11月22日（周日） 15:00–17:00，2小时，待核/],
      ['/工时 11月19日 0830-1100 打扫', /11月19日（周四） 08:30–11:00，2小时30分钟，待核。\n事由：打扫/],
      ['/工時 上週五 90分鐘 打掃樓道', /11月20日（周五），1小时30分钟/],
      ['/工时 帮孤寡老人晒被子 11月3日 两小时', /11月3日（周二），2小时，待核。\n事由：帮孤寡老人晒被子/],
    ]
    for (const [text, answer] of said) {
      // A card breaks its long first line at the colon.
      expect((await talk.private(who, text)).text.replace(/(T\d+)\n/, '$1：')).toMatch(answer)
    }
  })

  test('over midnight are two entries', async ({ expect }) => {
    const who = await newMember(talk)
    const answer = await talk.private(who, '/工时 前天晚上10点到昨天凌晨1点 守水位')
    expect(answer.text).toContain('22:00–24:00，2小时')
    expect(answer.text).toContain('00:00–01:00，1小时')
  })

  test('ask for what is missing, with an example', async ({ expect }) => {
    const who = await newMember(talk)
    expect((await talk.group(who, '/工时 2小时')).text).toContain('还缺事由')
    const wrong = await talk.group(who, '/工时 帮忙')
    expect(wrong.text).toContain('用法：')
    expect(wrong.text).toContain('例如：')
  })

  test('of two days in one message neither is booked, and none goes under in the words', async ({
    expect,
  }) => {
    const who = await newMember(talk as Talk)
    const two = await (talk as Talk).private(who, '/工时 昨天 2小时 打扫；前天 3小时 读报')
    expect(two.text).toContain('一次只记一天')
    expect((await (talk as Talk).private(who, '/工时 大半天 打扫')).text).toContain('「大半天」不够准')
    expect((await (talk as Talk).private(who, '/工时')).text).toContain('待核 0分钟')
    const one = await (talk as Talk).private(who, '/工时 昨天2小时 整理前天的照片')
    expect(one.text).toContain('整理前天的照片')
  })

  test('lie in the past, at most 31 days back', async ({ expect }) => {
    const who = await newMember(talk)
    for (const text of ['/工时 明天 2小时 打扫', '/工时 12月1日 2小时 打扫']) {
      expect((await talk.group(who, text)).text).toContain('还没有到')
    }
    expect((await talk.group(who, '/工时 今天 19:00-21:00 打扫')).text).toContain('还没有到')
    expect((await talk.group(who, '/工时 10月23日 2小时 打扫')).text).toContain('已记')
    expect((await talk.group(who, '/工时 10月22日 2小时 打扫')).text).toContain('超过 31 天')
  })

  test('never overlap: another entry is named, a running duty too; touching is fine', async ({ expect }) => {
    const who = await newMember(talk)
    const first = entryIn((await talk.group(who, '/工时 14:00-16:00 整理图书')).text)
    expect((await talk.group(who, '/工时 15:30-17:00 打扫')).text).toContain(`与 T${first}`)
    expect((await talk.group(who, '/工时 16:00-17:00 打扫')).text).toContain('已记')
    await talk.group(who, '/报到')
    talk.now += 60 * 60_000
    expect((await talk.group(who, '/工时 18:10-18:40 打扫')).text).toContain('还没有签退')
    expect((await talk.group(who, '/工时 17:00-18:00 打扫')).text).toContain('已记')
  })

  test('above eight hours a day are pointed out, above twelve refused', async ({ expect }) => {
    const who = await newMember(talk)
    await talk.group(who, '/工时 8小时 秋季大扫除')
    expect((await talk.group(who, '/工时 4小时 秋季大扫除')).text).toContain('当天超过 8小时')
    const refused = await talk.group(who, '/工时 1小时 秋季大扫除')
    expect(refused.text).toContain('已有 12小时')
    expect(refused.text).toContain('上限')
    expect((await talk.group(who, '/工时 昨天 1小时 秋季大扫除')).text).toContain('已记')
  })

  test('alone list my month; in a group without words', async ({ expect }) => {
    const who = await newMember(talk)
    expect((await talk.private(who, '/工时')).text).toContain('还没有记录')
    await talk.private(who, '/工时 2小时 陪诊王奶奶')
    const inPrivate = await talk.private(who, 'gs')
    expect(inPrivate.text).toMatch(/待核 2小时[\s\S]*陪诊王奶奶/)
    const inGroup = await talk.group(who, '/工时')
    expect(inGroup.text).toContain('待核 2小时')
    expect(inGroup.text).not.toContain('陪诊王奶奶')
  })
})

describe('undo', () => {
  test('takes back the last own entry within ten minutes, and the one before it', async ({ expect }) => {
    const who = await newMember(talk)
    const first = entryIn((await talk.group(who, '/工时 14:00-15:00 打扫')).text)
    const second = entryIn((await talk.group(who, '/工时 15:00-16:00 打扫')).text)
    expect((await talk.group(who, '/撤销')).text).toContain(`已撤销 T${second}`)
    expect((await talk.group(who, '/撤销')).text).toContain(`已撤销 T${first}`)
    expect((await talk.group(who, '/撤销')).text).toContain('没有可以撤销的')
    expect((await talk.group(who, '/工时 14:30-15:30 打扫')).text).toContain('已记')
    talk.now += 11 * 60_000
    expect((await talk.group(who, '/撤销')).text).toContain('超过 10 分钟')
  })

  test('takes back the check-in just made', async ({ expect }) => {
    const who = await newMember(talk)
    await talk.group(who, '/报到')
    talk.now += 5 * 60_000
    expect((await talk.group(who, '/撤销')).text).toContain('已取消 18:00')
    expect((await talk.group(who, '/我的')).text).toContain('没有在值守')
  })

  test('does not undo what the secretary has decided', async ({ expect }) => {
    const who = await newMember(talk)
    const number = entryIn((await talk.group(who, '/工时 1小时 打扫')).text)
    await talk.group(secretary, `/通过 ${number}`)
    expect((await talk.group(who, '/撤销')).text).toContain('已经核定')
  })
})

describe('closed months', () => {
  test('a line after the 5th keeps its service day and counts in the open month', async ({ expect }) => {
    const who = await newMember(talk)
    talk.now = at('2026-12-05 23:00')
    const before = entryIn((await talk.private(who, '/工时 11月28日 1小时 大扫除')).text)
    const waiting = entryIn((await talk.private(who, '/工时 11月29日 2小时 大扫除')).text)
    await talk.group(secretary, `/通过 ${before}`)
    talk.now = at('2026-12-06 00:10')
    const after = entryIn((await talk.private(who, '/工时 11月30日 3小时 大扫除')).text)
    await talk.group(secretary, `/通过 ${waiting} ${after}`)
    const { results } = await env.DB.prepare(
      'select e.service_day, e.booking_month, v.booking_month as counts_in from hour_entry e join verdict v on v.entry_id = e.id where e.id in (?, ?, ?) order by e.id',
    )
      .bind(before, waiting, after)
      .all()
    expect(results).toEqual([
      { service_day: '2026-11-28', booking_month: '2026-11', counts_in: '2026-11' },
      { service_day: '2026-11-29', booking_month: '2026-11', counts_in: '2026-12' },
      { service_day: '2026-11-30', booking_month: '2026-12', counts_in: '2026-12' },
    ])
    expect((await talk.private(who, '/我的')).text).toContain('12月 5小时')
  })

  test('the year closes on 5 January', async ({ expect }) => {
    const who = await newMember(talk)
    talk.now = at('2027-01-05 20:00')
    const old = entryIn((await talk.private(who, '/工时 12月30日 2小时 年底慰问')).text)
    talk.now = at('2027-01-06 08:00')
    const late = entryIn((await talk.private(who, '/工时 12月31日 1小时 年底慰问')).text)
    const { results } = await env.DB.prepare(
      'select service_day, booking_month from hour_entry where id in (?, ?)',
    )
      .bind(old, late)
      .all()
    expect(results).toEqual([
      { service_day: '2026-12-30', booking_month: '2026-12' },
      { service_day: '2026-12-31', booking_month: '2027-01' },
    ])
  })
})
