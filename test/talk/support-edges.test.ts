import { beforeAll, beforeEach, describe, test } from 'vitest'
import { rows, run } from '../schema/lines.ts'
import { newMember } from '../support/members.ts'
import { lettersTo, personOf, plain } from '../support/roster.ts'
import {
  type Answer,
  admin,
  at,
  onDingtalk,
  onWecom,
  type Speaker,
  secretary,
  send,
  settledTalk,
  type Talk,
} from '../support/talk.ts'
import { readWecom, wecomRequest, wecomTap } from '../support/wecom.ts'

const TODAY = at('2026-11-23 09:00')
let talk: Talk
beforeAll(async () => {
  talk = await settledTalk(TODAY)
})
beforeEach(() => {
  talk.now = TODAY
})

let households = 500
const newCode = () => `H${++households}`

async function paired(platform: 'wecom' | 'dingtalk' = 'wecom'): Promise<{ who: Speaker; code: string }> {
  const [who, code] = [await newMember(talk, platform), newCode()]
  await talk.private(secretary, `/结对 ${who.name} ${code} 住户同意`)
  return { who, code }
}

const visitsOf = async (who: Speaker) =>
  (
    await rows<{ what: string }>(
      "select substr(day, 6) || ' ' || answers as what from visit where person_id = ? order by day",
      await personOf(who),
    )
  ).map(({ what }) => what)

const wordsOf = async (who: Speaker) =>
  (
    await rows<{ text: string }>(
      "select part || '=' || text as text from support_text where person_id = ? order by subject_id, part",
      await personOf(who),
    )
  ).map(({ text }) => text)

/** Taps a button of a card in the private chat. */
const tapPrivately = async (who: Speaker, key: string): Promise<Answer> =>
  readWecom(
    await send(wecomRequest({ message: wecomTap({ from: who.id, key, task: 'task_v' }), now: talk.now })),
  )

describe('a visit of an earlier day', () => {
  test('is written down with its day, in whatever way it is said', async ({ expect }) => {
    const { who, code } = await paired()
    const noted = await talk.private(who, `/走访 ${code} 昨天 缺降压药`)
    expect(plain(noted.text)).toContain(`已记 11月22日走访 ${code}`)
    expect(noted.text).toContain('本月走访 1/1 户')
    expect((await talk.private(who, `/走访 上周五下午 ${code}，都好`)).text).toContain('已记 11月20日走访')
    expect((await talk.private(who, `/走訪 ${code} 11月3日`)).text).toContain('第 1 问')
    expect((await talk.private(who, `/走访 ${code} 昨天摔了一跤`)).text).toContain('已记 11月23日走访')
    expect(await visitsOf(who)).toEqual(['11-03 {}', '11-20 {}', '11-22 {}', '11-23 {}'])
    expect(await wordsOf(who)).toEqual(['note=缺降压药', 'note=都好', 'note=昨天摔了一跤'])
  })

  test('its questions are answered for that day, though a later visit is known', async ({ expect }) => {
    const { who, code } = await paired()
    await talk.private(who, `/走访 ${code} 都好`)
    const begun = await talk.private(who, `/走访 ${code} 11-20`)
    expect(begun.text).toContain('已记 11月20日走访')
    await talk.private(who, '2')
    await talk.private(who, '楼道灯坏了')
    expect(await visitsOf(who)).toEqual(['11-20 {"society":2,"yard":9}', '11-23 {}'])
    const stopped = await talk.private(who, '停')
    expect(stopped.text).toContain(`/走访 ${code} 11-20`)
    const on = await talk.private(who, '1')
    expect(plain(on.text)).toContain('已答 2/8')
    // Long ago, but written down today: the form waits as long as any other.
    talk.now = TODAY + 3 * 86_400_000
    expect(plain((await talk.private(who, `/走访 ${code} 11-20 继续`)).text)).toContain('已答 2/8')
    const order = await talk.private(who, `/走访 ${code} 11-20 转点单`)
    const number = Number(/(\d+) 号/.exec(order.text)?.[1])
    const [text] = await rows<{ text: string }>(
      "select text from order_text where order_id = ? and part = 'details'",
      number,
    )
    expect(text?.text).toContain('楼道灯坏了')
    expect(text?.text).not.toContain('都好')
  })

  test('not of a day ahead, nor longer ago than hours may be', async ({ expect }) => {
    const { who, code } = await paired()
    expect((await talk.private(who, `/走访 ${code} 明天`)).text).toContain('11月24日还没有到')
    expect((await talk.private(who, `/走访 ${code} 10-10 都好`)).text).toContain('最早补记到 10月23日')
    expect((await talk.private(who, `/走访 ${code} 2月30日`)).text).toContain('没有「2月30日」')
    expect(await visitsOf(who)).toEqual([])
  })

  test('of a closed month it counts in the open one; a closed month’s figures never change', async ({
    expect,
  }) => {
    const { who, code } = await paired()
    const counted = () =>
      rows<{ month: string; visits: number; households: number }>(
        `select month, visits, households from visit_count where scope = 'unit' and month <> '2026-11'
          and scope_id = (select unit_id from person where id = ?) order by month`,
        person,
      )
    const person = await personOf(who)
    const before = await counted()
    talk.now = at('2026-12-05 23:00')
    await talk.private(who, `/走访 ${code} 11-25 都好`)
    expect(await counted()).toEqual(before)
    talk.now = at('2026-12-06 09:00')
    await talk.private(who, `/走访 ${code} 11-26 都好`)
    await talk.private(who, `/走访 ${code} 12-01 都好`)
    expect((await counted()).at(-1)).toEqual({ month: '2026-12', visits: 2, households: 1 })
    await talk.private(who, `/走访 ${code} 撤回`)
    await talk.private(who, `/走访 ${code} 11-26 撤回`)
    expect((await counted()).at(-1)).toMatchObject({ visits: 0, households: 0 })
    expect((await talk.private(who, `/走访 ${code} 11-25 撤回`)).text).toContain('没有可撤回的')
    expect(await visitsOf(who)).toEqual(['11-25 {}'])
  })
})

describe('codes in strange writing', () => {
  test.for([
    ['h', (n: number) => `h${n}`],
    ['full width', (n: number) => `Ｈ${n}`],
    ['apart', (n: number) => `H ${n}`],
    ['户', (n: number) => `户 ${n}`],
    ['號户', (n: number) => `${n}號戶`],
    ['12户', (n: number) => `${n}户`],
    ['zeros', (n: number) => `H-00${n}`],
  ] as const)('%s', async ([, written], { expect }) => {
    const [who, number] = [await newMember(talk), ++households]
    expect((await talk.private(secretary, `/结对 ${who.name} ${written(number)} 住户同意`)).text).toContain(
      '已结对',
    )
    expect((await talk.private(who, `/走访 ${written(number)} 缺药`)).text).toContain('已记')
    expect((await talk.private(who, `/走访 H${number}`)).text).toContain('第 1 问')
    expect(await visitsOf(who)).toEqual(['11-23 {}'])
  })

  test('right behind a name, and right before a word', async ({ expect }) => {
    const [who, code] = [await newMember(talk), newCode()]
    expect((await talk.private(secretary, `/结对${who.name}${code} 住户同意`)).text).toContain('已结对')
    expect(plain((await talk.private(who, `/走访${code.slice(1)}号户缺药`)).text)).toContain('记下缺药')
  })
})

describe('what is private', () => {
  test('a bare name is stored nowhere: not with a pair, not with a visit, not in an answer', async ({
    expect,
  }) => {
    const { who, code } = await paired()
    const other = newCode()
    for (const [speaker, said] of [
      [secretary, `/结对 ${who.name} ${other} 李秀英 住户同意`],
      [who, `/走访 ${code} 李秀英缺药`],
      [who, `/走访 ${code} 老李腿疼`],
      [who, `/走访 ${code} 转点单 给李秀英家修灯`],
    ] as const)
      expect((await talk.private(speaker, said)).text).toContain('姓名')
    await talk.private(who, `/走访 ${code}`)
    expect((await talk.private(who, '住户叫李秀英')).text).toContain('没有保存')
    for (const [table, column] of [
      ['inbox', "outcome || coalesce(choices, '')"],
      ['support_text', 'text'],
      ['outbox', 'say'],
      ['order_text', 'text'],
    ])
      expect(
        await rows(`select 1 from ${table} where instr(${column}, '秀英') or instr(${column}, '老李')`),
      ).toEqual([])
    expect(await rows('select 1 from support_pair where code = ?', other)).toEqual([])
  })

  test('the title of an order names no household; its category is that of the words', async ({ expect }) => {
    const { who, code } = await paired()
    await talk.private(who, `/走访 ${code} 灯坏了`)
    expect((await talk.private(who, `/走访 ${code} 转点单 给${code}修灯`)).text).toContain('请不写户码')
    const made = await talk.private(who, `/走访 ${code} 转点单 修A4打印机`)
    expect(made.text).toContain('修A4打印机')
    expect(made.text).not.toContain('类别：教育')
  })

  test('a group does not hear a no, nor why', async ({ expect }) => {
    const [who, code] = [await newMember(talk), newCode()]
    await talk.private(who, `/结对 ${code}`)
    const no = await talk.group(secretary, `/结对 不同意 ${code} 身体不好`)
    expect(no.text).toContain('已记下')
    expect(no.text).not.toMatch(/没有同意|身体不好/)
    expect(no.text).not.toContain(who.name)
    expect((await lettersTo(who)).at(-1)).toContain('没有同意')
  })
})

describe('consent', () => {
  test('nobody who is not verified gets a household; once they are, the same question stands', async ({
    expect,
  }) => {
    const [fresh, code] = [onWecom('edge-new', '待核实员'), newCode()]
    await talk.group(fresh, '/登记 待核实员 市财政局')
    await talk.private(fresh, `/结对 ${code}`)
    expect((await talk.private(secretary, `/结对 同意 ${code} 住户同意`)).text).toContain('还没有核实')
    await talk.private(secretary, '/通过 待核实员')
    expect((await talk.private(secretary, `/结对 同意 ${code} 住户同意`)).text).toContain('已结对')
  })

  test('of two secretaries one answers, and the other’s letter is taken back', async ({ expect }) => {
    const second = onDingtalk('edge-s2', '赵二书记')
    await talk.group(second, '/登记 赵二书记 东湖社区')
    await talk.group(onDingtalk('boss-d', '管理员'), '/任命 @赵二书记 书记')
    const [who, code] = [await newMember(talk), newCode()]
    await talk.private(who, `/结对 ${code}`)
    const asked = async (one: Speaker) =>
      (await lettersTo(one)).filter((text) => text.includes(`和 ${code} 结对`)).length
    expect([await asked(secretary), await asked(second)]).toEqual([1, 1])
    const both = await Promise.all(
      [secretary, second].map((one) => talk.private(one, `/结对 同意 ${code} 住户同意`)),
    )
    expect(both.filter(({ text }) => text.startsWith('已结对'))).toHaveLength(1)
    expect(await asked(second)).toBe(0)
    expect((await talk.private(second, `/结对 不同意 ${code}`)).text).toContain('没有您能办的')
    await run(
      "update role set ended_at = 1 where person_id = ? and role = 'secretary'",
      await personOf(second),
    )
  })
})

describe('the form', () => {
  test('by the buttons of a card, each tap the next question', async ({ expect }) => {
    const { who, code } = await paired()
    const begun = await talk.private(who, `/走访 ${code}`)
    expect(begun.kind).toBe('card')
    expect(begun.buttons.map(({ command }) => command)).toContain(`/走访 ${code} 第1问 2`)
    const second = await tapPrivately(who, `/走访 ${code} 第1问 2`)
    expect(second.kind).toBe('update')
    expect(second.text).toContain('第 2 问')
    // The same tap again changes nothing, and words answer what the card asks now.
    await tapPrivately(who, `/走访 ${code} 第1问 2`)
    expect((await talk.private(who, '院子里堆了杂物')).text).toContain('第 3 问')
    expect(await visitsOf(who)).toEqual(['11-23 {"society":2,"yard":9}'])
    expect((await tapPrivately(who, `/走访 ${code} 停`)).text).toContain('已答 2/8')
  })

  test('two at a time: each answer goes to its own; whoever else taps is refused', async ({ expect }) => {
    const [{ who, code }, stranger] = [await paired(), await newMember(talk)]
    const second = newCode()
    await talk.private(secretary, `/结对 ${who.name} ${second} 住户同意`)
    await talk.private(who, `/走访 ${code}`)
    await talk.private(who, `/走访 ${second}`)
    await talk.private(who, '3')
    await tapPrivately(who, `/走访 ${code} 第1问 1`)
    expect((await tapPrivately(stranger, `/走访 ${code} 第2问 1`)).text).toContain('您没有和')
    expect((await visitsOf(who)).sort()).toEqual(['11-23 {"society":1}', '11-23 {"society":3}'])
  })

  test('another question in between takes the numbers; the form goes on by its own words', async ({
    expect,
  }) => {
    const { who, code } = await paired()
    await talk.private(who, `/走访 ${code}`)
    await talk.private(who, '/我的')
    expect((await talk.private(who, '1')).text).not.toContain('第 2 问')
    expect((await talk.private(who, '/走访 继续')).text).toContain('第 1 问')
    expect((await talk.private(who, '跳过')).text).toContain('第 2 问')
    await talk.private(who, '/签退 巡楼')
  })

  test('after the pair has ended nothing is written, and no letter about it waits', async ({ expect }) => {
    const { who, code } = await paired()
    await talk.group(who, `/走访 ${code}`)
    await talk.private(secretary, `/结对 结束 ${code} 住户搬走了`)
    expect((await lettersTo(who)).join()).not.toContain('8 个小问题')
    expect((await talk.private(who, `/走访 ${code} 第1问 2`)).text).toContain('您没有和')
    expect((await talk.private(who, `/走访 ${code} 转点单`)).text).toContain('您没有和')
    expect(await visitsOf(who)).toEqual(['11-23 {}'])
  })

  test('what is taken back asks nothing any more', async ({ expect }) => {
    const { who, code } = await paired()
    await talk.group(who, `/走访 ${code}`)
    await talk.group(who, `/走访 ${code} 撤回`)
    expect((await lettersTo(who)).join()).not.toContain('8 个小问题')
    expect(await visitsOf(who)).toEqual([])
  })

  test('on DingTalk, in traditional characters, with words for an answer', async ({ expect }) => {
    const { who, code } = await paired('dingtalk')
    await talk.private(who, '/语言 繁')
    expect((await talk.private(who, `/走訪 ${code} 昨天`)).text).toContain('11月22日走訪')
    expect(plain((await talk.private(who, '鄰里有點吵')).text)).toContain('記下鄰里有點吵')
    expect((await talk.private(who, '停')).text).toContain('走訪已經算數')
  })
})

test('a need becomes one order, however often its message arrives', async ({ expect }) => {
  const { who, code } = await paired()
  await talk.private(who, `/走访 ${code} 灯坏了`)
  const once = await talk.private(who, `/走访 ${code} 转点单`, 'edge-order')
  const again = await talk.private(who, `/走访 ${code} 转点单`, 'edge-order')
  expect(again.text).toBe(once.text)
  expect((await talk.private(who, `/走访 ${code} 转点单`)).text).toContain('已转成')
  expect(await rows('select 1 from "order" where requester_id = ?', await personOf(who))).toHaveLength(1)
})

test('an administrator reads pairs and support pairs of all communities apart', async ({ expect }) => {
  await run(
    'insert into pair_count (community_id, asked, active) values (1, 2, 3) on conflict do update set asked = 2, active = 3',
  )
  const { who, code } = await paired()
  await talk.private(who, `/走访 ${code} 都好`)
  const { text } = await talk.private(admin, '/月报')
  expect(text).toContain('1+1红色搭档：现有 3 对，等答复 2 对')
  expect(text).toMatch(/1\+1结对服务：走访 \d+ 户 \d+ 次/)
  expect(text.split('\n').length).toBeLessThanOrEqual(12)
})
