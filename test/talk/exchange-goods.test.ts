import { beforeAll, beforeEach, describe, test } from 'vitest'
import { rows } from '../schema/lines.ts'
import { balancesOf, earn, newNeighbour, unbalanced } from '../support/exchange.ts'
import { newMember } from '../support/members.ts'
import { lettersTo, personOf, plain } from '../support/roster.ts'
import {
  admin,
  at,
  onDingtalk,
  onWecom,
  type Speaker,
  secretary,
  settledTalk,
  Talk,
} from '../support/talk.ts'

const TODAY = at('2026-11-23 09:00')
let talk: Talk
beforeAll(async () => {
  talk = await settledTalk(TODAY)
})
beforeEach(async () => {
  talk.now = TODAY
  // The shelf is empty, so that a list has room for what a test puts there.
  const there = await rows<{ name: string }>(
    "select g.name from goods g join account a on a.goods_id = g.id and a.holder = 'stock' and a.balance > 0",
  )
  for (const { name } of there) await talk.private(secretary, `/兑换 下架 ${name}`)
})

let goods = 0
/** Goods of its own for each test, on the shelf. */
async function shelved(pieces = 5, points = 20): Promise<string> {
  goods += 1
  const name = `毛巾${'甲乙丙丁戊己庚辛壬癸'[goods % 10]}${goods > 9 ? '二' : '一'}`
  await talk.private(secretary, `/兑换 上架 ${name} ${pieces}件 ${points}分`)
  return name
}
const codeIn = (text: string): string =>
  /取货码 ?(\d{4})/.exec(text.replaceAll('：', ' ').replaceAll('  ', ' '))?.[1] ?? ''
const private_ = async (who: Speaker, text: string) => plain((await talk.private(who, text)).text)

describe('the shelf', () => {
  test('上架 with pieces and points; the price stays, and may be changed', async ({ expect }) => {
    const first = await private_(secretary, '/兑换 上架 洗衣液 20件 50分')
    expect(first).toContain('已上架洗衣液 20 件，每件 50 分，现有 20 件')
    expect(first).toContain('/兑换 洗衣液')
    expect(await private_(secretary, '/兑换 上架 洗衣液 5瓶')).toContain(
      '洗衣液 5 件，每件 50 分，现有 25 件',
    )
    expect(await private_(secretary, '/兑换 上架 洗衣液 40分')).toContain('已改价洗衣液每件 40 分')
    expect(await private_(secretary, '/兑换 下架 洗衣液 5件')).toContain('已下架洗衣液 5 件，还剩 20 件')
    expect(await private_(secretary, '/兑换 下架 洗衣液 50件')).toContain('只剩 20 件，不够 50 件')
    expect(await private_(secretary, '/兑换')).toContain(
      '物资对账洗衣液（每件40分）上架 20＝剩 20＋待领 0＋已领 0',
    )
    const acts = await rows<{ action: string }>(
      "select action from audit where action like 'exchange.%' order by id",
    )
    expect(acts.map(({ action }) => action)).toEqual([
      'exchange.shelve',
      'exchange.shelve',
      'exchange.shelve',
      'exchange.unshelve',
    ])
    expect(await private_(secretary, '/兑换 下架 洗衣液')).toContain('已下架洗衣液 20 件，还剩 0 件')
  })

  test('/撤销 takes a slip back, as long as the pieces are there', async ({ expect }) => {
    const name = await shelved(2)
    await talk.private(secretary, `/兑换 上架 ${name} 200件`)
    expect(await private_(secretary, '/撤销')).toContain(`已撤销${name} 200 件的上架或下架没有算`)
    await talk.private(secretary, `/兑换 上架 ${name} 1件`)
    const who = await newNeighbour(talk)
    await earn(who, 60)
    await talk.private(who, `/兑换 ${name} 3件`)
    expect(await private_(secretary, '/撤销')).toContain('没有撤销物资已经兑走')
    expect(await unbalanced()).toEqual([])
  })

  test('a name that means something else in 兑换 is none for goods', async ({ expect }) => {
    for (const name of ['时长', '明细', '物资', '核销'])
      expect(await private_(secretary, `/兑换 上架 ${name} 3件 20分`)).toMatch(
        /有别的意思，不能当物品名|没有看到物品名/,
      )
    expect(await rows("select name from goods where name in ('时长', '明细', '物资', '核销')")).toEqual([])
  })

  test('what is missing is asked for; others are told who does it', async ({ expect }) => {
    expect(await private_(secretary, '/兑换 上架 拖把')).toContain('要写每件多少分')
    expect(await private_(secretary, '/兑换 上架 拖把 30分')).toContain('要写上架几件')
    expect(await private_(secretary, '/兑换 上架 拖把 0件 30分')).toContain('不是能用的件数')
    expect(await private_(secretary, '/兑换 下架 没有的')).toContain('架上没有')
    const who = await newNeighbour(talk)
    expect(await private_(who, '/兑换 上架 拖把 3件 30分')).toContain('由社区书记来办')
    expect(await private_(who, '/兑换 核销 1234')).toContain('由社区书记来办')
    expect(plain((await talk.group(admin, '/兑换 上架 拖把 3件 30分')).text)).toContain('已上架拖把 3 件')
    const west = new Talk(TODAY, 'west')
    await west.group(admin, '/绑定社区 西园社区')
    expect((await west.group(secretary, '/兑换 上架 拖把 3件 30分')).text).toContain('由社区书记来办')
  })
})

describe('/兑换 洗衣液', () => {
  test('a volunteer gets a code, there is one less, and the secretary hands it over', async ({ expect }) => {
    const name = await shelved(2, 20)
    const who = await newNeighbour(talk)
    await earn(who, 30)
    const done = await private_(who, `/兑换 ${name}`)
    expect(done).toContain(`已兑换${name} 1 件，用 20 分`)
    expect(done).toContain('可用积分还有 10 分')
    const code = codeIn(done)
    expect(code).toMatch(/^\d{4}$/)
    expect(done).toContain(`/兑换 退回 ${code}`)
    expect(await balancesOf(who)).toEqual({ points: -20, minutes: 0, goods: 1 })
    expect(await private_(who, '/兑换')).toContain(`待领${name} 1 件，取货码 ${code}`)
    const shelf = await private_(secretary, '/兑换')
    expect(shelf).toContain(`${name}（每件20分）上架 2＝剩 1＋待领 1＋已领 0`)
    expect(shelf).toContain(`${who.name} ${name}1件`)
    expect(shelf).not.toContain(code)

    const given = await private_(secretary, `/兑换 核销 ${code}`)
    expect(given).toContain(`已核销${who.name}，${name} 1 件`)
    expect((await lettersTo(who)).at(-1)).toContain(`您的${name} 1 件已经领走（取货码 ${code}）`)
    expect(await private_(secretary, '/兑换')).toContain(`${name}（每件20分）上架 2＝剩 1＋待领 0＋已领 1`)
    expect(await private_(secretary, `/兑换 ${code}`)).toContain('已经领过了')
    expect(await private_(who, `/兑换 退回 ${code}`)).toContain('已经领走，没有退')
    expect(await unbalanced()).toEqual([])
  })

  test('a resident may, a member may not', async ({ expect }) => {
    const name = await shelved()
    const [resident, member] = [await newNeighbour(talk, '居民'), await newMember(talk)]
    await earn(resident, 20)
    await earn(member, 100)
    expect(await private_(resident, `/兑换 20分 ${name}`)).toContain('已兑换')
    const no = await private_(member, `/兑换 ${name}`)
    expect(no).toContain('物资兑换仅限群众')
    expect(no).toContain('/兑换 10分 时长')
    expect(await balancesOf(member)).toEqual({ points: 0, minutes: 0, goods: 0 })
  })

  test('in a group the code goes to the person alone', async ({ expect }) => {
    const name = await shelved()
    const who = await newNeighbour(talk, '志愿者', 'dingtalk')
    await earn(who, 77)
    const there = plain((await talk.group(who, `/兑换 ${name} 2件`)).text)
    expect(there).toContain(`已兑换${name} 2 件，用 40 分`)
    expect(there).not.toMatch(/\d{4}/)
    expect(there).not.toContain('37')
    const letter = (await lettersTo(who)).at(-1) ?? ''
    const code = codeIn(letter)
    expect(letter).toContain(`${name} 2 件的取货码：${code}`)
    const [kept] = await rows<{ code: string }>(
      'select u.code from pick_up u join exchange e on e.id = u.exchange_id where e.person_id = ?',
      await personOf(who),
    )
    expect(kept?.code).toBe(code)
  })

  test('too few points, sold out, too few pieces, another price, no such goods', async ({ expect }) => {
    const name = await shelved(2, 20)
    const who = await newNeighbour(talk)
    await earn(who, 25)
    expect(await private_(who, `/兑换 ${name} 3件`)).toContain('只剩 2 件，不够 3 件')
    expect(await private_(who, `/兑换 ${name} 2件`)).toContain('要 40 分，可用 25 分')
    expect(await private_(who, `/兑换 10分 ${name}`)).toContain('要 20 分，和写的不一样')
    const unknown = await private_(who, '/兑换 汽车')
    expect(unknown).toContain('没有「汽车」，没有兑换')
    expect(unknown).toContain('20分（剩')
    await talk.private(secretary, `/兑换 下架 ${name}`)
    expect(await private_(who, `/兑换 ${name}`)).toContain('兑完了，没有兑换')
    expect(await balancesOf(who)).toEqual({ points: 0, minutes: 0, goods: 0 })
  })

  test('退回 puts both sides back: by who exchanged, or by who keeps the shelf', async ({ expect }) => {
    const name = await shelved(2, 20)
    const who = await newNeighbour(talk)
    await earn(who, 40)
    const code = codeIn(await private_(who, `/兑换 ${name}`))
    expect(await private_(who, `/兑换 退回 ${code}`)).toContain(
      `已退回${name} 1 件，20 分退给您，取货码 ${code} 作废`,
    )
    expect(await balancesOf(who)).toEqual({ points: 0, minutes: 0, goods: 0 })
    expect(await private_(secretary, `/兑换 核销 ${code}`)).toContain('已经退回，不能再用')

    const next = codeIn(await private_(who, `/兑换 ${name}`))
    expect(await private_(await newNeighbour(talk), `/兑换 退回 ${next}`)).toContain('没有您能办的取货码')
    await talk.private(secretary, `/兑换 核销 ${next}`)
    talk.now += 86_400_000
    expect(await private_(secretary, `/兑换 退回 ${next}`)).toContain(
      `${who.name}的${name} 1 件，20 分退给本人`,
    )
    expect((await lettersTo(who)).at(-1)).toContain('由社区书记退回，20 分退给您')
    expect(await balancesOf(who)).toEqual({ points: 0, minutes: 0, goods: 0 })

    const last = codeIn(await private_(who, `/兑换 ${name}`))
    expect(await private_(who, '/撤销')).toContain(`${name} 1 件退回，20 分退给您`)
    expect(await private_(secretary, `/兑换 核销 ${last}`)).toContain('已经退回')
    const statement = await private_(who, '/兑换')
    expect(statement).toContain('月初 0＋挣得 40－兑换 60＋退回 60＝结余 40 分')
    expect(await unbalanced()).toEqual([])
  })

  test('nobody hands goods to themselves', async ({ expect }) => {
    const name = await shelved()
    const helper = await newNeighbour(talk)
    await talk.group(admin, `/任命 @${helper.name} 书记`)
    await earn(helper, 20)
    const code = codeIn(await private_(helper, `/兑换 ${name}`))
    expect(await private_(helper, `/兑换 核销 ${code}`)).toContain('是您自己的，没有办')
    expect(plain((await talk.group(admin, `/兑换 核销 ${code}`)).text)).toContain(`已核销${helper.name}`)
    expect(await private_(helper, `/兑换 退回 ${code}`)).toContain('是您自己的，没有办')
    await talk.group(admin, `/免去 @${helper.name} 书记`)
  })

  test('many goods: the answer stays short, and all stand in a list', async ({ expect }) => {
    for (const letter of 'ABCDEFGHIJ') await talk.private(secretary, `/兑换 上架 肥皂${letter} 3件 15分`)
    const who = await newNeighbour(talk)
    const shown = (await talk.private(who, '/兑换')).text
    expect(shown).toContain('10 种')
    expect(shown.split('\n').length).toBeLessThanOrEqual(12)
    expect((await talk.private(who, '/兑换 物资')).text).toContain('肥皂H 15分（剩3件）')
    expect((await talk.private(who, '/兑换 物资 2')).text).toContain('肥皂J 15分（剩3件）')
    expect((await talk.private(who, '/兑换 物资 3')).text).toContain('没有第 3 页')
    expect((await talk.group(who, '/兑换 物资')).text).toContain('肥皂A 15分（剩3件）')
    const kept = (await talk.private(secretary, '/兑换')).text
    expect(kept).toContain('全部发 /兑换 物资')
    expect(kept.split('\n').length).toBeLessThanOrEqual(12)
    expect((await talk.private(secretary, '/兑换 物资')).text).toContain('上架 3＝剩 3＋待领 0＋已领 0')
  })
})

describe('people who join or leave', () => {
  test('/我的数据 tells of it; who leaves gives back what was not fetched', async ({ expect }) => {
    const name = await shelved(1, 20)
    const who = await newNeighbour(talk)
    await earn(who, 40)
    const code = codeIn(await private_(who, `/兑换 ${name}`))
    const pages = [await private_(who, '/我的数据'), await private_(who, '/我的数据 2')].join()
    expect(pages).toContain('兑换 1 次')
    await talk.private(who, '/注销')
    await talk.private(who, '/注销 确认')
    expect(await private_(secretary, `/兑换 核销 ${code}`)).toContain('已经退回')
    expect(await private_(secretary, '/兑换')).toContain(`${name}（每件20分）上架 1＝剩 1＋待领 0＋已领 0`)
    expect(await unbalanced()).toEqual([])
  })

  test('two accounts of one person: points, hours and what waits come together', async ({ expect }) => {
    const name = await shelved(2, 20)
    const [one, other] = [await newNeighbour(talk), onDingtalk('nb-dd', '邻居二号')]
    await talk.group(other, '/登记 邻居二号 志愿者')
    await talk.group(secretary, '/通过 邻居二号')
    await earn(one, 50)
    await earn(other, 60, '2026-11-19')
    await talk.private(one, '/兑换 10分 时长')
    await talk.private(other, '/兑换 20分 时长')
    const code = codeIn(await private_(other, `/兑换 ${name}`))
    const link = /绑定码：?\s?(\w{6})/.exec((await talk.private(one, '/绑定')).text)?.[1]
    expect((await talk.private(other, `/绑定 ${link}`)).text).toContain('绑定好了')
    expect(await balancesOf(one)).toEqual({ points: -50, minutes: 180, goods: 1 })
    const shown = await private_(other, '/兑换')
    expect(shown).toContain('可用积分 60 分挣得 110，已用 50')
    expect(shown).toContain('今年还可折算 2小时')
    expect(shown).toContain(`取货码 ${code}`)
    expect(await private_(one, `/兑换 退回 ${code}`)).toContain('20 分退给您')
    expect(await balancesOf(one)).toEqual({ points: -30, minutes: 180, goods: 0 })
    expect(await unbalanced()).toEqual([])
  })

  test('a stranger and a newcomer have nothing', async ({ expect }) => {
    expect((await talk.private(onWecom('stranger'), '/兑换 洗衣液')).text).toContain('/登记')
    const who = await newNeighbour(talk)
    expect(await private_(who, '/兑换')).toContain('可用积分 0 分挣得 0，已用 0')
  })
})
