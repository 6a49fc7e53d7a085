import { beforeAll, test } from 'vitest'
import { rows } from '../schema/lines.ts'
import { lettersLike } from '../support/letters.ts'
import { newMember } from '../support/members.ts'
import {
  type Answer,
  admin,
  at,
  onDingtalk,
  type Speaker,
  secretary,
  settledTalk,
  type Talk,
} from '../support/talk.ts'

let talk: Talk
let member: Speaker
let other: Speaker
const resident = onDingtalk('res1', '王奶奶')
/** The number in the first line of an answer. */
const numberIn = ({ text }: Answer): number => Number(/(\d+) ?号/.exec(text)?.[1])
const state = async (id: number) =>
  (await rows<{ state: string }>('select state from "order" where id = ?', id))[0]?.state
const wish = (text: string) => talk.private(resident, `/心愿 ${text}`).then(numberIn)

beforeAll(async () => {
  talk = await settledTalk(at('2026-11-23 09:00'))
  member = await newMember(talk)
  other = await newMember(talk)
  await talk.group(resident, '/登记 王奶奶 东湖社区 居民')
  await talk.group(secretary, '/通过 王奶奶')
})

test('above the limit nothing is kept and a project is proposed; an administrator may set the limit', async ({
  expect,
}) => {
  const before = await rows('select id from "order"')
  const answer = await talk.private(resident, '/心愿 护理床 1200元')
  expect(answer.text).toContain('超出1000元')
  expect(answer.text).toContain('转为办实事项目？')
  expect(answer.buttons.map(({ command }) => command)).toContain('/点单 护理床（办实事项目，约1200元）')
  expect(await rows('select id from "order"')).toEqual(before)
  expect((await talk.private(resident, '/心愿 護理床 1,200元')).text).toContain('超出1000元')
  await talk.private(admin, '/设置 心愿上限 800元')
  expect((await talk.private(resident, '/心愿 轮椅 900元')).text).toContain('超出800元')
  await talk.private(admin, '/设置 心愿上限 1000元')
  const project = await talk.private(resident, '/点单 护理床（办实事项目，约1200元）')
  expect(project.text).toContain('已收到')
})

test('names, doors and telephones stay off the card; who claims it gets them in private; the receipt closes it', async ({
  expect,
}) => {
  const typed = await talk.private(resident, '/心愿 独居老人张秀英 防滑垫一块 3栋2单元501 13812345678 120元')
  expect(typed.text).toContain('防滑垫一块 120元')
  expect(typed.text).toContain('姓名、住址、电话号码不上心愿墙')
  const id = numberIn(typed)
  const [letter] = await lettersLike('order/new/')
  expect((await lettersLike('order/new/')).join()).toContain('13812345678')
  expect(letter).toBeDefined()

  const card = (await talk.group(secretary, `/派单 ${id}`)).text
  expect(card).toContain(`【${id}号 微心愿】防滑垫一块 120元\n独居老人`)
  for (const secret of ['张秀英', '501', '3栋', '138'])
    for (const text of [
      card,
      (await talk.group(member, `/订单 ${id}`)).text,
      (await talk.private(member, `/订单 ${id}`)).text,
      (await talk.private(member, '/心愿')).text,
    ])
      expect(text).not.toContain(secret)
  expect(await state(id)).toBe('open')

  expect((await talk.group(resident, `/接单 ${id}`)).text).toContain('您自己提的')
  const claimed = (await talk.group(member, `/接单 ${id}`)).text
  expect(claimed).not.toContain('138')
  expect((await lettersLike(`order/contact/${id}/`)).join()).toContain('张秀英 13812345678')
  expect((await talk.private(member, `/订单 ${id}`)).text).toContain('3栋2单元501')
  expect((await talk.private(other, `/订单 ${id}`)).text).not.toContain('138')

  expect((await talk.group(resident, `/签收 ${id}`)).text).toContain('还没有送到')
  const done = (await talk.group(member, `/完成 ${id} 2小时`)).text
  expect(done).toContain('送达')
  expect(done).toContain('不记工时和积分')
  expect((await talk.group(secretary, `/核销 ${id} 好`)).text).toContain('由受益人签收')
  expect((await talk.group(member, `/签收 ${id}`)).text).toContain('要由受益人来签收')
  expect((await talk.group(other, `/签收 ${id}`)).text).toContain('由提心愿的人来签收')
  expect((await lettersLike(`order/finished/${id}/`)).join()).toContain(`/签收 ${id}`)
  expect((await talk.private(resident, '收到')).text).toContain(`/签收 ${id}`)
  expect(await state(id)).toBe('done')

  const receipt = (await talk.group(resident, `/簽收 ${id} 很好用`)).text
  expect(receipt).toContain('圆梦了')
  expect(await state(id)).toBe('verified')
  expect((await lettersLike(`wish/received/${id}/`)).join()).toContain('很好用')
  expect((await talk.group(resident, `/签收 ${id}`)).text).toContain('已经签收过')
  expect(await rows('select id from hour_entry where order_id = ?', id)).toEqual([])
  expect((await talk.private(member, `/怎么算 ${id}`)).text).toContain('不记工时和积分')
  expect((await talk.private(member, '/五个一')).text).toContain('困难群众')
})

test('who has taken one on is told how a wish is done, never to write hours', async ({ expect }) => {
  const id = await wish('热水袋 40元')
  await talk.group(secretary, `/派单 ${id}`)
  await talk.group(secretary, `/指派 ${id} ${other.name}`)
  expect((await lettersLike(`order/assigned/${id}/`)).join()).toContain(`送到后请发：/完成 ${id}，`)
  const mine = (await talk.private(other, '/我的')).text
  expect(mine).toContain(`手上 1 单：${id} 号热水袋 40元。${id} 号送到后发：/完成 ${id}\n`)
  expect(mine).not.toContain('小时 做了什么')
  expect(mine).not.toContain(`/完成 ${id} 2小时`)
  await talk.group(secretary, `/催单 ${id}`)
  expect((await lettersLike(`order/nudge/${id}/`)).join()).toContain(`送到后请发：/完成 ${id}，`)
  await talk.private(other, `/完成 ${id}`)
  expect((await talk.private(other, '/撤销')).text).toContain(`微心愿 ${id} 号送达，这个不能撤销`)
  expect((await talk.private(other, '/我的')).text).toContain(`${id} 号等签收`)
})

test('in a group it is said that everybody has read it; traditional words are understood', async ({
  expect,
}) => {
  const answer = await talk.group(resident, '/心願 留守兒童 書包 電話13911112222 60元')
  expect(answer.text).toContain('群里大家都看得到')
  expect(answer.text).not.toContain('139')
  const [row] = await rows<{ household: string; thing: string; cents: number }>(
    'select household, thing, cents from wish where order_id = ?',
    numberIn(answer),
  )
  expect(row).toEqual({ household: 'left_child', thing: '书包', cents: 6000 })
})

test('without an amount or a thing it says what to type; without anything it shows the wall', async ({
  expect,
}) => {
  expect((await talk.private(resident, '/心愿 护腰垫')).text).toContain('没有看到金额')
  expect((await talk.private(resident, '/心愿 13812345678 100元')).text).toContain('没有看出想要什么')
  expect((await talk.private(resident, '/心愿')).text).toContain('待认领')
})

test('the secretary reminds first and may say it in their place the day after; it is on record', async ({
  expect,
}) => {
  const id = await wish('台灯 80元')
  await talk.group(secretary, `/派单 ${id}`)
  await talk.group(member, `/接单 ${id}`)
  await talk.group(member, `/完成 ${id}`)
  expect((await talk.private(secretary, `/签收 ${id}`)).text).toContain('已提醒')
  expect(await state(id)).toBe('done')
  expect((await talk.private(secretary, `/签收 ${id}`)).text).toContain('满一天')
  talk.now = at('2026-11-24 10:00')
  expect((await talk.private(secretary, `/签收 ${id}`)).text).toContain('圆梦')
  expect(await rows("select subject from audit where action = 'wish.receive'")).toEqual([
    { subject: `order:${id}` },
  ])
})

test('who gives it back sees who and where no more; a rating in private is no receipt', async ({
  expect,
}) => {
  const id = await wish('电饭煲 老周家 13900001111 200元')
  await talk.group(secretary, `/派单 ${id}`)
  await talk.group(member, `/接单 ${id}`)
  expect((await talk.private(member, `/订单 ${id}`)).text).toContain('13900001111')
  await talk.group(member, `/退单 ${id} 买不到`)
  expect((await talk.private(member, `/订单 ${id}`)).text).not.toContain('1390000')
  await talk.group(other, `/接单 ${id}`)
  await talk.private(other, `/退单 ${id}`)
  expect((await talk.private(other, '/私信')).text).not.toContain('1390000')
  await talk.group(other, `/接单 ${id}`)
  await talk.group(other, `/完成 ${id}`)
  const rated = await talk.private(resident, `/满意 ${id} 1`)
  expect(rated.text).toContain(`还请签收：/签收 ${id}`)
  expect(await state(id)).toBe('done')
  const answers = await Promise.all([
    talk.group(resident, `/签收 ${id}`),
    talk.private(resident, `/签收 ${id}`),
  ])
  expect(answers.filter(({ text }) => text.includes('圆梦了'))).toHaveLength(1)
  expect(await lettersLike(`wish/received/${id}/`)).toHaveLength(1)
})

test('what is not right is delivered anew; not a wish has no receipt', async ({ expect }) => {
  const id = await wish('雨伞 30元')
  await talk.group(secretary, `/派单 ${id}`)
  await talk.group(member, `/接单 ${id}`)
  await talk.group(member, `/完成 ${id}`)
  await talk.private(resident, `/满意 ${id} 3 没收到`)
  expect(await state(id)).toBe('reopened')
  await talk.group(member, `/完成 ${id}`)
  await talk.private(resident, `/签收 ${id}`)
  expect(await state(id)).toBe('verified')
  const request = numberIn(await talk.private(resident, '/点单 家里水管漏水'))
  expect((await talk.private(resident, `/签收 ${request}`)).text).toContain('不是微心愿')
})

test('what is stored is shown, and goes with the person: words, contact and thing', async ({ expect }) => {
  const id = await wish('残障人士 轮椅坡道板 13700001111 500元')
  const pages = [await talk.private(resident, '/我的数据'), await talk.private(resident, '/我的数据 2')]
  expect(pages.map(({ text }) => text).join()).toContain('残障人士')
  await talk.private(resident, '/注销')
  await talk.private(resident, '/注销 确认')
  expect(await rows('select text from order_text where order_id = ?', id)).toEqual([])
  expect(await rows('select thing from wish where order_id = ?', id)).toEqual([{ thing: '' }])
  expect(await state(id)).toBe('cancelled')
})
