import { beforeAll, describe, test } from 'vitest'
import { rows } from '../schema/lines.ts'
import { wrong } from '../store/town.ts'
import { entryIn, newMember } from '../support/members.ts'
import { admin, at, onWecom, type Speaker, secretary, settledTalk, Talk } from '../support/talk.ts'

let east: Talk
let west: Talk
const westSecretary = onWecom('xi', '奚书记')
beforeAll(async () => {
  east = await settledTalk(at('2026-11-23 09:00'))
  west = new Talk(east.now, 'west')
  await west.group(admin, '/绑定社区 西园社区')
  await west.group(westSecretary, '/登记 奚书记 西园社区')
  await west.group(admin, '/任命 @奚书记 书记')
  await new Talk(east.now, 'north').group(admin, '/绑定社区 北苑社区')
})

const home = async (who: Speaker) =>
  (
    await rows<{ community: string; state: string; grid_id: number | null }>(
      `select c.name as community, p.state, p.grid_id from person p join community c on c.id = p.community_id where p.name = ?`,
      who.name,
    )
  )[0]

describe('moving to another community', () => {
  test('both secretaries are asked, both agree, and the person moves', async ({ expect }) => {
    const who = await newMember(east)
    const entry = entryIn((await east.group(who, '/工时 昨天 9:00-10:00 搬书')).text)
    await east.group(who, '/报到')
    expect((await east.private(who, '/转社区 西园社区')).text).toContain('两边的书记都同意后生效')
    expect((await east.private(secretary, '/审核')).text).toContain(`转出：${who.name}，市财政局，到西园社区`)
    expect((await west.private(westSecretary, '/审核')).text).toContain(
      `转入：${who.name}，市财政局，从东湖社区`,
    )
    const half = await west.group(westSecretary, `/通过 ${who.name}`)
    expect(half.text).toContain('还在等另一边的书记')
    expect((await east.private(who, '/我的')).text).toContain('西园社区同意您转社区，还在等东湖社区的书记')
    expect(await home(who)).toMatchObject({ community: '东湖社区' })
    expect((await west.private(westSecretary, '/审核')).text).not.toContain(who.name)
    const done = await east.private(secretary, `/通过 ${who.name}`)
    expect(done.text).toContain(`${who.name}已从东湖社区转到西园社区`)
    expect(await home(who)).toEqual({ community: '西园社区', state: 'verified', grid_id: null })
    const told = await east.private(who, '/我的')
    expect(told.text).toContain('您已从东湖社区转到西园社区')
    expect(told.text).toContain('正在东湖社区值守')
    expect((await east.private(secretary, '/审核')).text).toContain(`T${entry} ${who.name}`)
    expect((await west.private(westSecretary, '/帮助')).text).toContain(`${who.name}已从东湖社区转到西园社区`)
    expect((await west.group(who, '/登记 改 市财政局')).text).not.toContain('您已在东湖社区登记')
    expect(
      await rows(
        "select count(*) as n from audit where action = 'transfer.agree' and message in (select key from inbox)",
      ),
    ).toEqual([{ n: 2 }])
    expect(await wrong()).toEqual([])
  })

  test('a volunteer’s unit is the community, so it changes too', async ({ expect }) => {
    const who = onWecom('vol', '柳志愿')
    await east.group(who, '/登记 柳志愿 志愿者')
    await east.group(secretary, '/通过 柳志愿')
    await east.group(who, '/转社区 西园社区')
    await east.group(secretary, '/通过 柳志愿')
    await west.group(westSecretary, '/通过 柳志愿')
    const unit = await rows(
      "select u.name from person p join unit u on u.id = p.unit_id where p.name = '柳志愿'",
    )
    expect(unit).toEqual([{ name: '西园社区' }])
  })

  test('one no ends it, with a reason that only the person hears', async ({ expect }) => {
    const who = await newMember(east)
    await east.group(who, '/转社区 西园社区')
    expect((await east.group(secretary, `/驳回 ${who.name}`)).text).toContain('要写理由')
    const no = await east.group(secretary, `/驳回 ${who.name} 岗位没人接`)
    expect(no.text).toContain(`没有同意${who.name}从东湖社区转到西园社区`)
    expect(no.text).not.toContain('岗位没人接')
    expect((await east.private(who, '/我的')).text).toContain('没有通过：岗位没人接')
    expect((await west.private(westSecretary, `/通过 ${who.name}`)).text).toContain('没有找到')
    expect((await east.group(who, '/转社区 西园社区')).text).toContain('已提出')
  })

  test('the person sees how it stands, takes it back, or asks for another', async ({ expect }) => {
    const who = await newMember(east)
    expect((await east.private(who, '/转社区 无名社区')).text).toContain('没有「无名社区」这个社区')
    expect((await east.private(who, '/转社区 东湖社区')).text).toContain('您就在东湖社区')
    await east.private(who, '/转社区 西园社区')
    expect((await east.private(who, '/转社区 西园社区')).text).toContain('还在等东湖社区和西园社区的书记')
    expect((await east.private(who, '/转社区 北苑社区')).text).toContain('原来转到西园社区的申请已撤回')
    expect((await east.private(who, '/撤销')).text).toContain('已撤回从东湖社区转到北苑社区的申请')
    await east.private(who, '/转社区 西园社区')
    expect((await east.private(who, '/转社区 东湖社区')).text).toContain('已撤回从东湖社区转到西园社区')
    expect((await east.private(secretary, '/审核')).text).not.toContain(`转出：${who.name}`)
  })

  test('/撤销 takes back what was done last', async ({ expect }) => {
    const who = await newMember(east)
    await east.private(who, '/转社区 西园社区')
    east.now += 60_000
    const entry = entryIn((await east.group(who, '/工时 1小时 走访')).text)
    expect((await east.private(who, '/撤销')).text).toContain(`已撤销 T${entry}`)
    expect((await east.private(who, '/撤销')).text).toContain('已撤回从东湖社区转到西园社区')
    east.now -= 60_000
  })

  test('an administrator answers for a community without a secretary, and for no other', async ({
    expect,
  }) => {
    const who = await newMember(east)
    await east.private(who, '/转社区 北苑社区')
    expect((await east.private(admin, '/通过 全部')).text).not.toContain('已从')
    expect((await east.private(admin, `/通过 ${who.name}`)).text).toContain('还在等另一边的书记')
    expect((await east.private(admin, `/通过 ${who.name}`)).text).not.toContain('已从')
    expect((await east.private(secretary, `/通过 ${who.name}`)).text).toContain('转到北苑社区')
  })

  test('strangers to the matter decide nothing, and nobody decides about themselves', async ({ expect }) => {
    const who = await newMember(east)
    await east.private(who, '/转社区 北苑社区')
    expect((await west.private(westSecretary, `/通过 ${who.name}`)).text).toContain('没有找到')
    await west.private(westSecretary, '/转社区 北苑社区')
    expect((await west.private(westSecretary, '/通过 奚书记')).text).not.toContain('已同意奚书记')
    expect((await west.private(admin, '/通过 奚书记')).text).toContain('奚书记已从西园社区转到北苑社区')
  })

  test('both agree at the same instant: moved once, told once', async ({ expect }) => {
    for (let i = 0; i < 4; i++) {
      const who = await newMember(east)
      await east.private(who, '/转社区 西园社区')
      await west.group(admin, '/任命 @奚书记 书记')
      const said = await Promise.all([
        east.private(secretary, `/通过 ${who.name}`),
        west.private(westSecretary, `/通过 ${who.name}`),
      ])
      expect(said.filter(({ text }) => text.includes('以前的工时留在东湖社区'))).toHaveLength(1)
      expect(await home(who)).toMatchObject({ community: '西园社区' })
      expect(
        await rows(
          "select id from outbox where dedupe like 'transferred/%' and person_id = (select id from person where name = ?)",
          who.name,
        ),
      ).toHaveLength(1)
    }
    expect(await wrong()).toEqual([])
  })

  test('a request and its withdrawal race with a yes: one of them holds', async ({ expect }) => {
    for (let i = 0; i < 4; i++) {
      const who = await newMember(east)
      await Promise.all([east.private(who, '/转社区 西园社区'), east.private(who, '/转社区 北苑社区')])
      const open = await rows(
        'select id from transfer where ended_at is null and person_id = (select id from person where name = ?)',
        who.name,
      )
      expect(open).toHaveLength(1)
      await Promise.all([east.private(who, '/撤销'), east.private(secretary, `/通过 ${who.name}`)])
      expect(await wrong()).toEqual([])
    }
  })
})
