import { beforeAll, test } from 'vitest'
import { rows } from '../schema/lines.ts'
import { Clock } from '../support/clock.ts'
import { lettersLike } from '../support/letters.ts'
import { newMember } from '../support/members.ts'
import { admin, at, onWecom, type Speaker, secretary, settledTalk, type Talk } from '../support/talk.ts'

let talk: Talk
let member: Speaker
const liaison = onWecom('lz', '甲联络')
const clock = new Clock()

beforeAll(async () => {
  talk = await settledTalk(at('2026-11-23 10:00'))
  member = await newMember(talk)
  await talk.group(liaison, '/登记 甲联络 区税务局')
  await talk.group(secretary, '/通过 甲联络')
  await talk.group(admin, '/任命 @甲联络 联络员 区税务局')
  const wishes = [
    '独居老人 防滑垫 100元',
    '防滑垫两块 80元',
    '残障人士 浴室防滑垫 90元',
    '留守儿童 书包 60元',
    '想要防滑垫 70元',
  ]
  for (const wish of wishes) await talk.private(secretary, `/心愿 ${wish}`)
})

test('from three similar wishes on they are offered to the unit’s liaison in private; the letter before is replaced', async ({
  expect,
}) => {
  await talk.group(secretary, '/派单 1')
  await talk.group(secretary, '/派单 2')
  expect(await lettersLike('wish/shared/')).toEqual([])
  const third = await talk.group(secretary, '/派单 3')
  expect(third.text).toContain('共性心愿，建议区税务局认领(3件)：1、2、3号')
  expect(third.text).not.toContain('甲联络')
  expect(await lettersLike('wish/shared/')).toHaveLength(1)
  await talk.group(secretary, '/派单 5')
  const letters = await lettersLike('wish/shared/')
  expect(letters).toHaveLength(1)
  expect(letters[0]).toContain('共性心愿 4 件')
  expect(letters[0]).toContain('/心愿 认领 1')
  expect((await talk.group(secretary, '/派单 4')).text).not.toContain('共性')
})

test('the wall shows numbers, kinds of households and groups, and no names', async ({ expect }) => {
  const wall = await talk.group(member, '/心愿')
  expect(wall.text).toContain('待认领5 进行中0 本月圆梦0')
  expect(wall.text).toContain('1、2、3、5号 防滑垫 100元 等4件，共性心愿')
  expect(wall.text).toContain('4号 书包 60元，留守儿童')
  expect(wall.text.split('\n').length).toBeLessThanOrEqual(12)
})

test('the liaison takes the whole group for the unit, once, beside the own three claims', async ({
  expect,
}) => {
  expect((await talk.private(member, '/心愿 认领 1')).text).toContain('联络员')
  await talk.group(member, '/接单 2')
  const taken = await talk.private(liaison, '/心愿 认领 3')
  expect(taken.text).toContain('区税务局已认领 3 件微心愿：1、3、5号')
  expect(await lettersLike('wish/shared/')).toEqual([])
  expect((await talk.private(liaison, '/心愿 认领 3')).text).toContain('已经有人认领')
  expect((await talk.group(liaison, '/接单 4')).text).toContain('您接了 4 号')
  const claims = await rows<{ order_id: number; for_unit: number }>(
    "select order_id, for_unit from claim where state = 'held' order by order_id",
  )
  expect(claims.map(({ order_id, for_unit }) => [order_id, for_unit])).toEqual([
    [1, 1],
    [2, 0],
    [3, 1],
    [4, 0],
    [5, 1],
  ])
  expect(await rows("select subject from audit where action = 'wish.together'")).toHaveLength(1)
})

test('two days after delivery the beneficiary is reminded once, and the secretary hears of it', async ({
  expect,
}) => {
  await talk.private(liaison, '/完成 1')
  await clock.tick('2026-11-25 09:00')
  expect(await lettersLike('order/finished/1/0/remind')).toEqual([])
  await clock.tick('2026-11-26 09:00')
  const reminded = await lettersLike('order/finished/1/0/remind')
  expect(reminded).toHaveLength(1)
  await clock.tick('2026-11-27 09:00')
  expect(await lettersLike('order/finished/1/0/remind')).toEqual(reminded)
  talk.now = at('2026-11-27 10:00')
  expect((await talk.private(secretary, '/签收 1')).text).toContain('圆梦')
})

test('on Monday at nine every group has the wall, once', async ({ expect }) => {
  await clock.tick('2026-11-30 09:00')
  await clock.tick('2026-11-30 09:05')
  const walls = await lettersLike('wish/wall/')
  expect(walls).toHaveLength(2)
  for (const wall of walls) expect(wall).toContain('东湖社区心愿墙\n待认领0 进行中4 本月圆梦1')
})
