import { beforeAll, beforeEach, describe, test } from 'vitest'
import { rows } from '../schema/lines.ts'
import { newMember } from '../support/members.ts'
import { lettersTo, personOf, plain } from '../support/roster.ts'
import { admin, at, type Speaker, secretary, settledTalk, type Talk } from '../support/talk.ts'

const TODAY = at('2026-11-23 09:00')
const DAY = 86_400_000
let talk: Talk
beforeAll(async () => {
  talk = await settledTalk(TODAY)
})
beforeEach(() => {
  talk.now = TODAY
})

let households = 200
/** A member with a household of their own. */
async function paired(
  words = '',
  platform: 'wecom' | 'dingtalk' = 'wecom',
): Promise<{ who: Speaker; code: string }> {
  const [who, code] = [await newMember(talk, platform), `H${++households}`]
  await talk.private(secretary, `/结对 ${who.name} ${code} ${words} 住户同意`)
  return { who, code }
}

const visitsOf = (who: Speaker) =>
  personOf(who).then((person) =>
    rows<{ day: string; answers: string; finished_at: number | null; order_id: number | null }>(
      'select day, answers, finished_at, order_id from visit where person_id = ? order by id',
      person,
    ),
  )
const wordsOf = async (who: Speaker) =>
  (
    await rows<{ text: string }>(
      "select part || '=' || text as text from support_text where about = 'visit' and person_id = ? order by part",
      await personOf(who),
    )
  ).map(({ text }) => text)

describe('/走访, the form', () => {
  test('eight questions, answered by bare numbers and in words, in private', async ({ expect }) => {
    const { who, code } = await paired('卫生')
    const begun = await talk.private(who, `/走访 ${code}`)
    expect(begun.text).toContain(`已记 11月23日走访 ${code}`)
    expect(plain(begun.text)).toContain('本月走访 1/1 户')
    expect(plain(begun.text)).toContain('第 1 问（共 8 问）社情小区邻里怎么样？')
    expect(begun.text).toMatch(/1 平安和睦\s2 有些小矛盾\s3 有要紧的事\s4 跳过\s5 停/)
    expect((await visitsOf(who)).length).toBe(1)

    const second = await talk.private(who, '1')
    expect(plain(second.text)).toContain('记下平安和睦')
    expect(second.text).toContain('第 2 问')
    const third = await talk.private(who, '楼道灯坏了两盏')
    expect(plain(third.text)).toContain('记下楼道灯坏了两盏')
    expect(third.text).toContain('第 3 问')
    await talk.private(who, '３')
    const fifth = await talk.private(who, '卫生')
    expect(plain(fifth.text)).toContain('记下卫生')
    expect(fifth.text).toContain('第 5 问')
    await talk.private(who, '3')
    await talk.private(who, '跳过')
    const eighth = await talk.private(who, '满意')
    expect(plain(eighth.text)).toContain('记下很满意')
    const done = await talk.private(who, '2')
    expect(done.text).toContain(`${code} 的走访记好了，答了 8/8 问`)
    expect(done.text).toContain('住户要尽快帮忙（卫生）')
    expect(done.text).toContain(`1 /走访 ${code} 转点单`)
    expect(done.text).toContain('/工时 1小时 走访结对户')
    const [visit] = await visitsOf(who)
    expect(JSON.parse(visit?.answers ?? '')).toEqual({
      society: 1,
      yard: 9,
      home: 3,
      people: 2,
      help: 3,
      knows: 0,
      content: 1,
      mood: 2,
    })
    expect(visit?.finished_at).not.toBe(null)
    expect(await wordsOf(who)).toEqual(['yard=楼道灯坏了两盏'])
    // What comes after the form is talk again, and a visit is no entry of the ledger.
    expect((await talk.private(who, '谢谢')).text).toContain('我只听得懂命令')
    expect(await rows('select id from hour_entry where person_id = ?', await personOf(who))).toEqual([])
  })

  test('stops and goes on where it stopped, also days later; then it is too late', async ({ expect }) => {
    const { who, code } = await paired()
    await talk.private(who, `/走访 ${code}`)
    await talk.private(who, '1')
    const stopped = await talk.private(who, '停')
    expect(stopped.text).toContain('已答 1/8')
    expect(plain(stopped.text)).toContain('走访已经算数')
    expect((await talk.private(who, '楼下很吵')).text).toContain('我只听得懂命令')
    talk.now = TODAY + 2 * DAY
    const on = await talk.private(who, `/走訪 ${code}`)
    expect(plain(on.text)).toContain('已答 1/8')
    expect(on.text).toContain('第 2 问')
    expect((await visitsOf(who)).map(({ day }) => day)).toEqual(['2026-11-23'])
    await talk.private(who, '2')
    talk.now = TODAY + 5 * DAY
    const anew = await talk.private(who, `/走访 ${code}`)
    expect(anew.text).toContain('已记 11月28日走访')
    expect(anew.text).toContain('第 1 问')
    expect((await visitsOf(who)).map(({ day }) => day)).toEqual(['2026-11-23', '2026-11-28'])
  })

  test('a command in between is a command; the form goes on by its name, and an answer may be changed', async ({
    expect,
  }) => {
    const { who, code } = await paired()
    await talk.private(who, `/走访 ${code}`)
    expect((await talk.private(who, '/我的')).text).toContain('目标')
    expect((await talk.private(who, '楼下很吵')).text).toContain('我只听得懂命令')
    const answer = await talk.private(who, `/走访 ${code} 第1问 2`)
    expect(plain(answer.text)).toContain('记下有些小矛盾')
    expect(plain((await talk.private(who, `/走访 ${code} 第1问 3`)).text)).toContain('记下有要紧的事')
    expect((await talk.private(who, `/走访 ${code} 第1问 7`)).text).toContain('没有 7 这个选项')
    expect(JSON.parse((await visitsOf(who))[0]?.answers ?? '')).toEqual({ society: 3 })
  })

  test('a text with an address, a telephone, a number of a card or a name is refused and kept nowhere; the question stays', async ({
    expect,
  }) => {
    const { who, code } = await paired()
    await talk.private(who, `/走访 ${code}`)
    for (const [said, what] of [
      ['住在3栋402室', '住址'],
      ['电话13912345678', '电话号码'],
      ['身份证440301195001011234', '证件号码'],
      ['王大爷摔了一跤', '姓名'],
    ] as const) {
      const no = await talk.private(who, said)
      expect(no.text).toContain(what)
      expect(no.text).not.toContain(said)
      expect(await rows('select id from inbox where instr(outcome, ?)', said)).toEqual([])
    }
    expect(plain((await talk.private(who, '老人摔了一跤，已送医')).text)).toContain(
      '记下老人摔了一跤，已送医',
    )
    expect(await wordsOf(who)).toEqual(['society=老人摔了一跤，已送医'])
  })

  test('works on DingTalk and in traditional characters', async ({ expect }) => {
    const { who, code } = await paired('', 'dingtalk')
    await talk.private(who, '/语言 繁')
    const begun = await talk.private(who, `/走訪 ${code}`)
    expect(begun.text).toContain('鄰里')
    expect((await talk.private(who, '跳過')).text).toContain('第 2 問')
  })
})

describe('/走访, in a line and in a group', () => {
  test('`/走访 H12 缺药` says how the month stands', async ({ expect }) => {
    const { who, code } = await paired()
    const second = `A-${households}`
    await talk.private(secretary, `/结对 ${who.name} ${second} 住户同意`)
    const noted = await talk.private(who, `/走访 ${code} 缺降压药`)
    expect(plain(noted.text)).toContain('记下缺降压药')
    expect(plain(noted.text)).toContain('本月走访 1/2 户')
    await talk.private(who, `/走访 ${code} 腿疼`)
    expect(await wordsOf(who)).toEqual(['note=缺降压药；腿疼'])
    expect((await visitsOf(who)).length).toBe(1)
    // However the code is written.
    expect((await talk.private(who, `/走访 a${households} 都好`)).text).toContain('本月走访 2/2 户')
    const list = await talk.private(who, '/走访')
    expect(list.text).toContain(`${code}（没有写需求）本月走访 1/1 次，上次 11月23日`)
    expect((await talk.private(who, '/我的')).text).toContain('结对 2 户，本月走访够的 2/2 户')
  })

  test('in a group only that it is written down; the form goes on in private', async ({ expect }) => {
    const { who, code } = await paired()
    const said = await talk.group(who, `/走访 ${code} 老人缺药`)
    expect(said.text).toContain('已记走访')
    expect(said.text).not.toContain('缺药')
    expect(await wordsOf(who)).toEqual(['note=老人缺药'])
    const other = await paired()
    const form = await talk.group(other.who, `/走访 ${other.code}`)
    expect(form.text).toContain('已记走访')
    expect(form.text).not.toContain('社情')
    expect(form.text).toContain('有 1 位同志有私信')
    expect((await lettersTo(other.who)).at(-1)).toContain(`/走访 ${other.code}`)
    expect((await talk.group(other.who, `/走访 ${other.code} 第1问 2`)).text).toContain('没有记')
    const on = await talk.private(other.who, `/走访 ${other.code}`)
    expect(on.text).toContain('第 1 问')
    expect(on.text).not.toContain('私信')
    expect(await lettersTo(other.who)).not.toContainEqual(expect.stringContaining('8 个小问题'))
  })

  test('taken back the same day', async ({ expect }) => {
    const { who, code } = await paired()
    await talk.private(who, `/走访 ${code} 记错人了`)
    expect((await talk.private(who, `/走访 ${code} 撤回`)).text).toContain('已撤回')
    expect([await visitsOf(who), await wordsOf(who)]).toEqual([[], []])
    expect((await talk.private(who, `/走访 ${code} 撤回`)).text).toContain('没有可撤回的')
  })

  test('only one’s own household, with a code', async ({ expect }) => {
    const [{ code }, stranger] = [await paired(), await newMember(talk)]
    expect((await talk.private(stranger, `/走访 ${code} 缺药`)).text).toContain(`您没有和 ${code} 结对`)
    expect((await talk.private(stranger, '/走访')).text).toContain('还没有结对的住户')
    const no = await talk.private(stranger, '/走访 5栋301 缺药')
    expect(no.text).toContain('住址')
    expect(no.text).toContain('例如：/走访 H12 缺降压药')
    expect((await talk.private(stranger, '/走访 缺药')).text).toContain('没有看到户码')
  })
})

describe('转点单', () => {
  test('one tap makes a request of the community, linked with the visit; nothing private is in what a group reads', async ({
    expect,
  }) => {
    const { who, code } = await paired('卫生')
    await talk.private(who, `/走访 ${code} 缺降压药两盒`)
    const made = await talk.private(who, '1')
    const number = Number(/(\d+) 号/.exec(made.text)?.[1])
    expect(number).toBeGreaterThan(0)
    const [visit] = await visitsOf(who)
    expect(visit?.order_id).toBe(number)
    const texts = await rows<{ part: string; text: string }>(
      'select part, text from order_text where order_id = ? order by part',
      number,
    )
    expect(texts).toEqual([
      { part: 'details', text: `结对户 ${code}，走访记录：\n缺降压药两盒` },
      { part: 'title', text: '结对户需要帮助（卫生）' },
    ])
    expect((await lettersTo(secretary)).at(-1)).toContain('结对户需要帮助（卫生）')
    const group = await talk.group(secretary, `/派单 ${number}`)
    expect(group.text).toContain('结对户需要帮助（卫生）')
    expect(group.text).not.toContain('降压药')
    expect(group.text).not.toContain(code)
    expect((await talk.private(who, `/走访 ${code} 转点单`)).text).toContain(`已转成 ${number} 号点单`)
  })

  test('twice at one instant: one order', async ({ expect }) => {
    const { who, code } = await paired()
    await talk.private(who, `/走访 ${code} 灯坏了`)
    const [before] = await rows<{ count: number }>('select count(*) as count from "order"')
    await Promise.all([1, 2].map(() => talk.private(who, `/走访 ${code} 转点单 修灯`)))
    const [after] = await rows<{ count: number }>('select count(*) as count from "order"')
    expect((after?.count ?? 0) - (before?.count ?? 0)).toBe(1)
  })
})

test('listed apart in the month report, counts only', async ({ expect }) => {
  const { who, code } = await paired()
  await talk.private(who, `/走访 ${code} 都好`)
  const report = await talk.private(secretary, '/月报')
  expect(report.text).toMatch(/1\+1结对服务：结对 \d+ 户，走访够的 \d+ 户，走访 \d+ 户 \d+ 次/)
  const group = await talk.group(secretary, '/月报')
  expect(group.text).toContain('1+1结对服务')
  expect(group.text).not.toContain(code)
  expect((await talk.private(admin, '/月报')).text).toMatch(/1\+1结对服务：走访 \d+ 户 \d+ 次/)
  const [kept] = await rows<{ visits: number; households: number }>(
    "select visits, households from visit_count where scope = 'community' and month = '2026-11'",
  )
  const [counted] = await rows<{ visits: number; households: number }>(
    "select count(*) as visits, count(distinct support_pair_id) as households from visit where day like '2026-11%'",
  )
  expect(kept).toEqual(counted)
})
