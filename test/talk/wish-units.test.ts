import { beforeAll, test } from 'vitest'
import { rows } from '../schema/lines.ts'
import { lettersLike } from '../support/letters.ts'
import { newMember } from '../support/members.ts'
import { lettersTo } from '../support/roster.ts'
import { admin, at, onWecom, type Speaker, secretary, settledTalk, Talk } from '../support/talk.ts'

let talk: Talk
let member: Speaker
const [tax, water, away] = [onWecom('l1', '甲联络'), onWecom('l2', '乙联络'), onWecom('l3', '丙联络')]
const asked = () => lettersLike('wish/shared/')

/** Some wishes for a thing, published by the secretary; the numbers. */
async function wishes(...texts: string[]): Promise<number[]> {
  const numbers = []
  for (const text of texts) {
    const number = Number(/(\d+) ?号/.exec((await talk.private(secretary, `/心愿 ${text}`)).text)?.[1])
    await talk.group(secretary, `/派单 ${number}`)
    numbers.push(number)
  }
  return numbers
}

beforeAll(async () => {
  talk = await settledTalk(at('2026-11-23 10:00'))
  const west = new Talk(talk.now, 'west')
  await west.group(admin, '/绑定社区 西园社区')
  member = await newMember(talk)
  for (const [place, who, unit] of [
    [talk, tax, '区税务局'],
    [talk, water, '区水务局'],
    [west, away, '区审计局'],
  ] as const) {
    await place.group(who, `/登记 ${who.name} ${unit}`)
    await place.group(admin, `/通过 ${who.name}`)
    await place.group(admin, `/任命 @${who.name} 联络员 ${unit}`)
  }
})

test('what one unit does not take is offered to the next, in private; nobody else says so', async ({
  expect,
}) => {
  const [first] = await wishes('防滑垫 80元', '防滑垫 90元', '浴室防滑垫 100元')
  expect((await asked()).join()).toContain('建议区税务局认领(3件)')
  for (const who of [away, member])
    expect((await talk.private(who, `/心愿 婉拒 ${first}`)).text).toContain('由本社区驻点单位的联络员来办')
  const there = await talk.group(tax, `/心愿 婉拒 ${first}`)
  expect(there.text).toContain('请私聊我发')
  expect(await rows('select 1 from wish_refusal')).toEqual([])

  const refused = await talk.private(tax, `/心愿 婉拒 ${first} 没有经费`)
  expect(refused.text).toContain('区税务局这次不认领这 3 件：1、2、3号')
  expect(refused.text).toContain('已改请区水务局')
  expect(refused.text).not.toContain('建议区税务局认领')
  // The next letter has the number of the one that was taken back, and is not taken for it.
  expect(
    await rows("select 1 from outbox where dedupe like 'wish/shared/%' and shown_at is null"),
  ).toHaveLength(1)
  const letters = await asked()
  expect(letters).toHaveLength(1)
  expect(letters[0]).toContain('建议区水务局认领(3件)')
  expect((await lettersTo(secretary)).at(-1)).toContain(
    '区税务局这次不认领共性心愿 3 件（1、2、3号），已改请区水务局',
  )
  expect(JSON.stringify(await rows('select say from outbox where group_id is not null'))).not.toContain(
    '不认领',
  )
  expect((await talk.private(tax, '/心愿 不认领 2')).text).toContain('已经说过不认领')
  expect(await rows("select 1 from audit where action = 'wish.pass'")).toHaveLength(1)

  expect(await asked()).toHaveLength(1)
  expect((await talk.private(water, '/心願 暫不認領 2')).text).toContain('没有别的驻点单位可请')
  expect((await lettersTo(secretary)).at(-1)).toContain('先由个人认领')
  expect(await asked()).toEqual([])
})

test('a unit that has refused is not asked again for these; who changed their mind may take them', async ({
  expect,
}) => {
  const card = await talk.private(secretary, '/心愿 防滑垫 70元')
  const number = Number(/(\d+) ?号/.exec(card.text)?.[1])
  expect((await talk.group(secretary, `/派单 ${number}`)).text).not.toContain('共性心愿')
  expect(await asked()).toEqual([])
  expect((await talk.private(tax, '/心愿 认领 1')).text).toContain('区税务局已认领 4 件')
})

test('the letter holds though somebody took the first of them: the rest is taken by its number', async ({
  expect,
}) => {
  const [first, ...others] = await wishes('书包 60元', '书包 70元', '书包 80元')
  expect((await asked()).join()).toContain(`/心愿 认领 ${first}`)
  await talk.group(member, `/接单 ${first}`)
  const taken = await talk.private(water, `/心愿 认领 ${first}`)
  expect(taken.text).toContain(`区水务局已认领 2 件微心愿：${others.join('、')}号`)
  expect(taken.text).toContain(`/完成 ${others[0]}`)
  expect(await asked()).toEqual([])
  expect((await talk.private(water, `/心愿 婉拒 ${first}`)).text).toContain('已经有人认领')
})

test('two units that take the same wishes at one instant: each wish has one', async ({ expect }) => {
  const [first] = await wishes('台灯 60元', '台灯 70元', '台灯 80元', '台灯 90元')
  const answers = await Promise.all([
    talk.private(tax, `/心愿 认领 ${first}`),
    talk.private(water, `/心愿 认领 ${first}`),
  ])
  expect(answers.filter(({ text }) => text.includes('已认领 4 件'))).toHaveLength(1)
  const held = await rows(
    "select order_id from claim where order_id >= ? and state = 'held' group by order_id having count(*) = 1",
    first ?? 0,
  )
  expect(held).toHaveLength(4)
})
