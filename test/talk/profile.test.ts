import { env } from 'cloudflare:workers'
import { beforeEach, describe, test } from 'vitest'
import { entryIn, newMember } from '../support/members.ts'
import { at, onWecom, secretary, settledTalk, type Talk } from '../support/talk.ts'

let talk: Talk
const today = at('2026-11-23 18:00')
beforeEach(async () => {
  talk ??= await settledTalk(today)
  talk.now = today
})

describe('a duty after the fact', () => {
  test('waits for the secretary, and says what was understood', async ({ expect }) => {
    const who = await newMember(talk)
    const answer = await talk.private(who, '/补报 昨天 14:00-17:00 秋季大扫除')
    const entry = entryIn(answer.text)
    expect(answer.text.replace(/(T\d+)\n/, '$1：')).toMatch(
      /已记 T\d+：11月22日（周日） 14:00–17:00，3小时，待核/,
    )
    expect(answer.text).toContain('事由：秋季大扫除')
    expect((await talk.private(secretary, '/审核')).text).toContain(
      `T${entry} ${who.name} 11月22日 14:00–17:00 3小时 秋季大扫除（补报）`,
    )
    const kind = await env.DB.prepare('select kind from hour_entry where id = ?').bind(entry).first('kind')
    expect(kind).toBe('makeup')
    expect((await talk.private(secretary, `/通过 ${entry}`)).text).toContain('已通过 1 条')
    expect((await talk.private(who, '/我的')).text).toContain('工时 3小时')
  })

  test('may be half a day, by any of its names', async ({ expect }) => {
    const who = await newMember(talk)
    expect((await talk.group(who, '/補報 上周六 半天 清理小廣告')).text).toContain('4小时')
    expect((await talk.group(who, 'bb 昨天 9:00-10:00 打扫')).text).toContain('已记')
    expect((await talk.group(who, '/makeup 11-20 9:00-10:00 打扫')).text).toContain('11月20日')
  })

  test('over midnight is two entries', async ({ expect }) => {
    const who = await newMember(talk)
    const { text } = await talk.private(who, '/补报 前天晚上10点到昨天凌晨1点 守水位')
    expect(text).toContain('22:00–24:00，2小时')
    expect(text).toContain('00:00–01:00，1小时')
  })

  test('follows the rules of hours', async ({ expect }) => {
    const who = await newMember(talk)
    const first = entryIn((await talk.group(who, '/补报 昨天 8:00-16:00 大扫除')).text)
    const said: [string, string][] = [
      ['/补报 昨天 15:00-17:00 打扫', `与 T${first}`],
      ['/补报 昨天 5小时 打扫', '上限'],
      ['/补报 昨天 4小时 打扫', '当天超过 8小时'],
      ['/补报 明天 2小时 打扫', '还没有到'],
      ['/补报 10月22日 2小时 打扫', '超过 31 天'],
      ['/补报 前天 2小时', '还缺事由'],
      ['/补报 打扫', '没有看到是哪天'],
      ['/补报', '没有看到是哪天'],
      ['/补报 前天 16:00-14:00 打扫', '早于开始时间'],
    ]
    for (const [text, answer] of said)
      expect([text, (await talk.group(who, text)).text]).toEqual([text, expect.stringContaining(answer)])
    await talk.group(who, '/报到')
    talk.now += 60 * 60_000
    expect((await talk.group(who, '/补报 18:10-18:40 打扫')).text).toContain('还没有签退')
    expect((await talk.group(onWecom('nobody'), '/补报 昨天 2小时 打扫')).text).toContain('还没有登记')
  })

  test('is duty: my month keeps it apart from other service, corrections too', async ({ expect }) => {
    const who = await newMember(talk)
    const makeup = entryIn((await talk.private(who, '/补报 昨天 14:00-17:00 秋季大扫除')).text)
    await talk.private(secretary, `/通过 ${makeup}`)
    expect((await talk.private(who, '/工时')).text).not.toContain('其中')
    const manual = entryIn((await talk.private(who, '/工时 2小时 陪诊')).text)
    await talk.private(secretary, `/通过 ${manual}`)
    await talk.private(secretary, `/更正 ${makeup} 1小时 早走了`)
    expect((await talk.private(who, '/工时')).text).toMatch(
      /已通过 3小时，待核 0分钟[\s\S]*其中值守 1小时，其他服务 2小时/,
    )
    expect((await talk.group(who, '/工时')).text).not.toContain('其中')
  })

  test('can be undone, and after the 5th counts in the open month', async ({ expect }) => {
    const who = await newMember(talk)
    const entry = entryIn((await talk.private(who, '/补报 昨天 2小时 打扫')).text)
    expect((await talk.private(who, '/撤销')).text).toContain(`已撤销 T${entry}`)
    talk.now = at('2026-12-06 00:10')
    const late = entryIn((await talk.private(who, '/补报 11月30日 3小时 大扫除')).text)
    await talk.private(secretary, `/通过 ${late}`)
    expect((await talk.private(who, '/工时')).text).toMatch(
      /12月工时：已通过 3小时[\s\S]*11月30日 3小时 已通过/,
    )
  })
})

describe('skills', () => {
  test('are kept as typed, shown, replaced and cleared', async ({ expect }) => {
    const who = await newMember(talk)
    expect((await talk.private(who, '/专长')).text).toContain('还没有写专长')
    expect((await talk.private(who, '/专长 法律、醫療 法律')).text).toContain('已记专长：法律、醫療。')
    expect((await talk.group(who, '/專長')).text).toContain('您的专长：法律、醫療。')
    const { results } = await env.DB.prepare(
      'select s.key, s.name from skill s join person p on p.id = s.person_id where p.name = ? order by s.place',
    )
      .bind(who.name)
      .all()
    expect(results).toEqual([
      { key: '法律', name: '法律' },
      { key: '医疗', name: '醫療' },
    ])
    await talk.private(who, '/skills 医疗 ＥＸＣＥＬ 医疗 醫療')
    expect((await talk.private(who, '/专长')).text).toContain('您的专长：医疗、ＥＸＣＥＬ。')
    expect((await talk.private(who, '/专长 清空')).text).toContain('已清空')
    expect((await talk.private(who, '/专长')).text).toContain('还没有写专长')
    await talk.private(who, '/专长 维修')
    expect((await talk.private(who, '/专长 无')).text).toContain('已清空')
  })

  test('are at most ten short words', async ({ expect }) => {
    const who = await newMember(talk)
    await talk.private(who, '/专长 法律')
    const ten = '一 二 三 四 五 六 七 八 九 十'
    expect((await talk.private(who, `/专长 ${ten} 十一`)).text).toContain('写了 11 样，最多 10 样')
    expect((await talk.private(who, '/专长 我会修电脑也会修打印机')).text).toContain('最多 10 个字')
    expect((await talk.private(who, '/专长')).text).toContain('您的专长：法律。')
    expect((await talk.private(who, `/专长 ${ten}`)).text).toContain('已记')
    expect((await talk.private(who, '/专长 会修电脑和打印机呀')).text).toContain('已记')
  })

  test('are for who has registered', async ({ expect }) => {
    const nobody = onWecom('nobody')
    for (const text of ['/专长 法律', '/空闲 周末', '/提醒 关'])
      expect((await talk.private(nobody, text)).text).toContain('还没有登记')
  })
})

describe('free times', () => {
  test('are understood, shown in private, replaced and cleared', async ({ expect }) => {
    const who = await newMember(talk)
    expect((await talk.private(who, '/空闲')).text).toContain('还没有写空闲时间')
    const kept = await talk.private(who, '/空闲 周末 晚上')
    expect(kept.text).toMatch(/已记空闲时间[\s\S]*工作日：晚上\n周末：全天/)
    expect((await talk.private(who, '/空闲')).text).toMatch(/工作日：晚上\n周末：全天/)
    const inGroup = await talk.group(who, '/空闲')
    expect(inGroup.text).toContain('请私聊我看')
    expect(inGroup.text).not.toContain('周末：')
    await talk.private(who, '/free 周二晚 周六上午')
    expect((await talk.private(who, '/空閒')).text).toMatch(/您的空闲时间：\n周二：晚上\n周六：上午/)
    expect((await talk.private(who, '/空闲 没有')).text).toContain('已清空')
    expect((await talk.private(who, '/空闲')).text).toContain('还没有写')
  })

  test('that fit nothing are refused with the choices, and nothing changes', async ({ expect }) => {
    const who = await newMember(talk)
    await talk.private(who, '/空闲 周末')
    const no = await talk.private(who, '/空闲 周末 有时候')
    expect(no.text).toContain('「有时候」没看懂')
    expect(no.text).toContain('工作日、周末、周一到周日')
    expect((await talk.private(who, '/空闲')).text).toContain('周末：全天')
  })

  test('answer in at most twelve lines, in traditional script too', async ({ expect }) => {
    const who = await newMember(talk)
    await talk.private(who, '/語言 繁')
    const all = await talk.private(who, '/空閒 週一上午 週二下午 週三晚 週四上午 週五下午 週六 週日晚')
    expect(all.text).toContain('週三：晚上')
    expect(all.text.split('\n').length).toBeLessThanOrEqual(12)
  })
})

describe('the reminder setting', () => {
  test('is on, can be off or evenings only, and says what it will mean', async ({ expect }) => {
    const who = await newMember(talk)
    const now = await talk.private(who, '/提醒')
    expect(now.text).toContain('提醒现在是：开')
    expect(now.text).toContain('一周最多 3 条')
    expect(now.text).toContain('您下次私聊我时给您看')
    const said: [string, string, string][] = [
      ['/提醒 晚上', '提醒已设为：晚上', '18:00–21:00'],
      ['/提醒 关闭', '提醒已设为：关', '不会主动私信'],
      ['/notify on', '提醒已设为：开', '08:00–21:00'],
    ]
    for (const [text, set, means] of said) {
      const answer = await talk.group(who, text)
      expect(answer.text).toContain(set)
      expect(answer.text).toContain(means)
      expect(answer.text).toContain('应急集结不受这个设置限制')
    }
    await talk.private(who, '/提醒 关')
    const off = await talk.private(who, '/提醒')
    expect(off.text).toContain('提醒现在是：关')
    expect(off.buttons.map(({ command }) => command)).toEqual(['/提醒 开', '/提醒 晚上'])
    expect((await talk.private(who, '/提醒 随便')).text).toContain('请写 开、关 或 晚上')
  })
})

test('help explains each of them', async ({ expect }) => {
  const who = await newMember(talk)
  for (const name of ['补报', '怎么算', '专长', '空闲', '提醒'])
    expect((await talk.private(who, `/帮助 ${name}`)).text).toContain(`用法：/${name}`)
  expect((await talk.private(secretary, '/帮助 更正')).text).toContain('/更正 31 2小时')
  const card = await talk.private(who, '/帮助')
  expect(card.text).toContain('/补报')
  expect(card.text).not.toContain('/更正')
})
