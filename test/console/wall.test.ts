import { beforeAll, test } from 'vitest'
import { Browser, textOf } from '../support/console.ts'
import { newMember } from '../support/members.ts'
import { admin, at, onWecom, secretary, settledTalk, Talk } from '../support/talk.ts'

let talk: Talk
const away = onWecom('xi', '奚书记')

beforeAll(async () => {
  talk = await settledTalk(at('2026-11-23 10:00'))
  const west = new Talk(talk.now, 'west')
  await west.group(admin, '/绑定社区 西园社区')
  await west.group(away, '/登记 奚书记 西园社区')
  await west.group(admin, '/任命 @奚书记 书记')
  const member = await newMember(talk)
  const texts = [
    '独居老人张秀英 防滑垫 3栋2单元501 13812345678 120元',
    '防滑垫 80元',
    '<b>书包</b> 60元',
    '浴室防滑垫 90元',
    '台灯 50元',
    '还没有派出的雨伞 30元',
  ]
  for (const text of texts) await talk.private(secretary, `/心愿 ${text}`)
  for (const number of [1, 2, 3, 4, 5]) await talk.group(secretary, `/派单 ${number}`)
  await talk.group(member, '/接单 5')
})

test('shows what the group’s wall shows, to print: numbers, kinds of households, no names', async ({
  expect,
}) => {
  const html = await (await Browser.of(talk, secretary)).page('/console/wall')
  const page = textOf(html)
  expect(page).toContain('东湖社区心愿墙')
  expect(page).toContain('待认领4 进行中1 本月圆梦0')
  expect(page).toContain('2026年11月23日')
  expect(page).toMatch(/1 防滑垫 120元 独居老人 共性心愿，可由单位认领 2 防滑垫 80元 居民家庭 共性/)
  expect(page).toContain('/接单 1')
  expect(html).toContain('data-prints')
  expect(html).not.toContain('<b>书包')
  for (const secret of ['张秀英', '501', '138', '雨伞', '台灯', '李书记 提'])
    expect(page.includes(secret)).toBe(false)
})

test('is of one’s own communities only; an administrator chooses; a member has none', async ({ expect }) => {
  const other = textOf(await (await Browser.of(talk, away)).page('/console/wall?place=东湖社区'))
  expect(other).toContain('西园社区心愿墙')
  expect(other).not.toContain('防滑垫')
  const chosen = textOf(await (await Browser.of(talk, admin)).page('/console/wall?place=东湖社区'))
  expect(chosen).toContain('东湖社区心愿墙')
  const browser = await Browser.of(talk, await newMember(talk))
  expect((await browser.get('/console/wall')).status).not.toBe(200)
})

test('an empty wall says how to wish', async ({ expect }) => {
  const page = textOf(await (await Browser.of(talk, away)).page('/console/wall'))
  expect(page).toContain('现在没有等认领的')
})
