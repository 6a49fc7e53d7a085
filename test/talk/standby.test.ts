import { beforeAll, describe, test } from 'vitest'
import { rows } from '../schema/lines.ts'
import { lettersTo } from '../support/letters.ts'
import { newMember } from '../support/members.ts'
import {
  admin,
  at,
  onDingtalk,
  onWecom,
  type Speaker,
  secretary,
  settledTalk,
  type Talk,
} from '../support/talk.ts'

let talk: Talk
const liaison = onDingtalk('lian', '联络员')
const other = onWecom('qi', '齐队长')
let people: Speaker[]
const idOf = async (name: string) =>
  (await rows<{ id: number }>('select id from person where name = ?', name))[0]?.id ?? 0
const called = async () =>
  (
    await rows<{ name: string }>(
      `select p.name from rally_call k join person p on p.id = k.person_id
        where k.rally_id = (select max(id) from rally) order by p.id`,
    )
  ).map(({ name }) => name)

beforeAll(async () => {
  talk = await settledTalk(at('2026-11-23 09:00'))
  people = []
  for (let i = 0; i < 8; i++) people.push(await newMember(talk, i % 2 === 0 ? 'wecom' : 'dingtalk'))
  await talk.group(liaison, '/登记 联络员 市财政局')
  await talk.group(other, '/登记 齐队长 市体育局')
  await talk.group(secretary, '/通过 全部')
  await talk.group(admin, '/任命 @联络员 联络员 市财政局')
  await talk.group(admin, '/任命 @齐队长 联络员 市体育局')
})

describe('standing lists (R099)', () => {
  test('a unit without 突击队 is shown so, to its liaison and to administrators', async ({ expect }) => {
    expect((await talk.private(liaison, '/常备队伍')).text).toContain('⚠ 无突击队')
    const all = (await talk.private(admin, '/常备队伍')).text
    expect(all).toContain('共 2 个单位')
    expect(all).toContain('⚠ 无突击队 2 个单位')
    expect(all).toContain('无突击队的：市财政局、市体育局')
    expect((await talk.group(admin, '/常备队伍')).text).not.toContain('市体育局')
    expect((await talk.group(people[0] as Speaker, '/常备队伍')).text).toContain('由单位联络员管')
    expect((await talk.private(secretary, '/队伍')).text).toContain('由单位联络员管')
  })

  test('its liaison puts people on, all or nobody; somebody may be on several', async ({ expect }) => {
    const [, , , , , , six, seven] = people as [
      Speaker,
      Speaker,
      Speaker,
      Speaker,
      Speaker,
      Speaker,
      Speaker,
      Speaker,
    ]
    expect((await talk.private(liaison, `/常备队伍 ${six.name}`)).text).toContain('哪支队伍')
    expect((await talk.private(liaison, `/常备队伍 突击队 ${six.name} 没这人`)).text).toContain(
      '没有找到：没这人',
    )
    expect((await talk.private(liaison, '/常备队伍 突击队 齐队长')).text).toContain('没有找到：齐队长')
    expect(await rows('select * from standby')).toEqual([])
    const put = await talk.private(liaison, `/常備隊伍 突擊隊 ${six.name}、${seven.name}`)
    expect(put.text).toContain(`市财政局 突击队，已列入：${six.name}、${seven.name}`)
    await talk.private(liaison, `/常备队伍 工作队 ${seven.name}`)
    const shown = (await talk.private(liaison, '/常备队伍')).text
    expect(shown).toContain('突击队 2 人，工作队 1 人，党员网格员 0 人')
    expect(shown).toContain('⚠ 无党员网格员')
    expect(shown).toContain(`突击队：${six.name}、${seven.name}`)
    const inGroup = (await talk.group(liaison, '/常备队伍')).text
    expect(inGroup).toContain('突击队 2 人')
    expect(inGroup).not.toContain(six.name)
    expect((await talk.private(admin, '/常备队伍 市财政局')).text).toContain(`突击队：${six.name}`)
    expect((await talk.private(admin, '/常备队伍')).text).toContain('无突击队的：市体育局')
    expect((await lettersTo(await idOf(six.name))).join()).toContain('您已列入市财政局突击队')
    expect((await talk.private(six, '/我的数据')).text).toContain('常备队伍：突击队')
    expect(await rows("select action from audit where action like 'standby.%'")).toHaveLength(2)
  })

  test('a rally calls them first', async ({ expect }) => {
    const [, , , , , , six, seven] = people as [
      Speaker,
      Speaker,
      Speaker,
      Speaker,
      Speaker,
      Speaker,
      Speaker,
      Speaker,
    ]
    await talk.private(secretary, '/集结 搬沙袋 1人')
    const names = await called()
    expect(names).toHaveLength(3)
    expect(names).toContain(six.name)
    expect(names).toContain(seven.name)
    await talk.private(secretary, '/结束集结')
  })

  test('who is taken off, leaves the unit or is forgotten stands there no more', async ({ expect }) => {
    const [, , , , , , six, seven] = people as [
      Speaker,
      Speaker,
      Speaker,
      Speaker,
      Speaker,
      Speaker,
      Speaker,
      Speaker,
    ]
    expect((await talk.private(liaison, `/常备队伍 突击队 移出 ${seven.name}`)).text).toContain('已移出')
    expect((await talk.private(liaison, '/常备队伍')).text).toContain('突击队 1 人，工作队 1 人')
    await talk.private(six, '/注销')
    await talk.private(six, '/注销 确认')
    expect(await rows("select * from standby where team = 'strike'")).toEqual([])
    await talk.group(seven, `/登记 ${seven.name} 市体育局`)
    const [now] = await rows<{ name: string }>(
      'select u.name from person p join unit u on u.id = p.unit_id where p.name = ?',
      seven.name,
    )
    expect(await rows('select * from standby')).toHaveLength(now?.name === '市体育局' ? 0 : 1)
  })
})
