import { env } from 'cloudflare:workers'
import { beforeAll, describe, test } from 'vitest'
import { entryIn, newMember } from '../support/members.ts'
import { admin, at, onDingtalk, onWecom, secretary, settledTalk, Talk } from '../support/talk.ts'

let talk: Talk
let west: Talk
const westSecretary = onWecom('xi')
beforeAll(async () => {
  talk = await settledTalk(at('2026-11-23 18:00'))
  west = new Talk(talk.now, 'west')
  await west.group(admin, '/绑定社区 西园社区')
  await west.group(westSecretary, '/登记 奚书记 西园社区')
  await west.group(admin, '/任命 @奚书记 书记')
})

describe('review', () => {
  test('is for secretaries, heads of grids and administrators', async ({ expect }) => {
    const who = await newMember(talk)
    for (const text of ['/审核', '/通过 全部', '/通过 1', '/驳回 1 不对']) {
      expect((await talk.group(who, text)).text).toContain('由社区书记、网格长和管理员使用')
    }
  })

  test('lists what waits, says yes to it and counts it', async ({ expect }) => {
    const who = await newMember(talk)
    const number = entryIn((await talk.private(who, '/工时 昨天 14:00-16:30 社区图书整理')).text)
    const list = await talk.private(secretary, '/审核')
    expect(list.text).toContain(
      `T${number} ${who.name} 11月22日 14:00–16:30 2小时30分钟 社区图书整理（手工填报）`,
    )
    const yes = await talk.group(secretary, `/通过 T${number}`)
    expect(yes.text).toContain(`已通过 1 条，共 2小时30分钟：T${number} ${who.name}`)
    expect((await talk.group(secretary, `/通过 ${number}`)).text).toContain('已经处理过，不用再处理')
    expect((await talk.private(who, '/我的')).text).toMatch(/工时 2.5小时[\s\S]*积分 25/)
  })

  test('everything at once: registrations first, then the hours of the newly verified', async ({
    expect,
  }) => {
    const wang = onDingtalk('wang')
    await talk.group(wang, '/登记 王芳 志愿者')
    const number = entryIn((await talk.group(wang, '/工时 2小时 助餐')).text)
    expect((await talk.group(secretary, `/通过 ${number}`)).text).toContain('/通过 王芳')
    const all = await talk.private(secretary, '/通过 全部')
    expect(all.text).toContain('已核实 1 人：王芳')
    expect(all.text).toContain(`T${number} 王芳`)
    expect((await talk.private(secretary, '/审核')).text).toContain('没有待审')
  })

  test('a no needs a reason, which only its owner hears', async ({ expect }) => {
    const who = await newMember(talk)
    const number = entryIn((await talk.group(who, '/工时 3小时 助餐')).text)
    expect((await talk.group(secretary, `/驳回 ${number}`)).text).toContain('要写理由')
    const no = await talk.group(secretary, `/驳回 ${number} 那天食堂没开`)
    expect(no.text).toContain(`已驳回 T${number}`)
    expect(no.text).not.toContain('那天食堂没开')
    expect((await talk.private(who, '/工时')).text).toMatch(/没有通过：那天食堂没开/)
    expect((await talk.group(who, '/工时')).text).not.toContain(`T${number}`)
    expect((await talk.group(secretary, `/通过 ${number}`)).text).toContain('已经处理过，不用再处理')
  })

  test('nobody decides about the own hours or another community', async ({ expect }) => {
    const own = entryIn((await talk.group(secretary, '/工时 1小时 走访')).text)
    expect((await talk.group(secretary, `/通过 ${own}`)).text).toContain('是您自己的')
    expect((await west.group(westSecretary, `/通过 ${own}`)).text).toContain(`您这里没有 T${own}`)
    expect((await west.private(westSecretary, `/驳回 ${own} 不对`)).text).toContain(`您这里没有 T${own}`)
    expect((await west.private(westSecretary, '/审核')).text).not.toContain(`T${own}`)
    expect((await talk.group(admin, `/通过 ${own}`)).text).toContain('已通过 1 条')
  })

  test('a head of a grid decides about the own grid only', async ({ expect }) => {
    const head = await newMember(talk)
    await talk.group(admin, `/任命 @${head.name} 网格长 3网格`)
    const inside = onWecom('in-3')
    await talk.group(inside, '/登记 内三 市财政局 3网格')
    await talk.group(onWecom('in-4'), '/登记 外四 市财政局 4网格')
    const list = await talk.private(head, '/审核')
    expect(list.text).toContain('内三')
    expect(list.text).not.toContain('外四')
    expect((await talk.private(head, '/通过 外四')).text).toContain('没有找到待核实的「外四」')
    expect((await talk.private(head, '/通过 全部')).text).toContain('已核实 1 人：内三')
    expect((await talk.private(secretary, '/通过 外四')).text).toContain('已核实 1 人：外四')
  })

  test('an administrator in private sees how much waits where, from kept totals', async ({ expect }) => {
    const who = await newMember(talk)
    await talk.group(who, '/工时 1小时 走访')
    await west.group(onWecom('w1'), '/登记 魏一 市财政局')
    const overview = await talk.private(admin, '/审核')
    expect(overview.text).toContain('东湖社区：登记 0 人，工时 1 条')
    expect(overview.text).toContain('西园社区：登记 1 人，工时 0 条')
    expect((await talk.private(admin, '/通过 全部')).text).toContain('请到要审的社区群里发')
    expect((await west.group(admin, '/通过 全部')).text).toContain('魏一')
  })

  test('ranges, lists and unknown numbers are understood', async ({ expect }) => {
    const who = await newMember(talk)
    const first = entryIn((await talk.group(who, '/工时 1小时 甲事')).text)
    const last = entryIn((await talk.group(who, '/工时 1小时 乙事')).text)
    const yes = await talk.group(secretary, `/通过 ${first}-${last}、99999`)
    expect(yes.text).toContain('已通过 2 条')
    expect(yes.text).toContain('没有 T99999')
    expect((await talk.group(secretary, '/通过')).text).toContain('请写编号')
  })

  test('namesakes are told apart by a number', async ({ expect }) => {
    await talk.group(onWecom('n1'), '/登记 同名 市财政局')
    await talk.group(onWecom('n2'), '/登记 同名 市司法局')
    const asked = await talk.group(secretary, '/通过 同名')
    expect(asked.text).toMatch(/P\d+ 同名，市财政局、P\d+ 同名，市司法局/)
    const [, number] = /(P\d+) 同名，市司法局/.exec(asked.text) ?? []
    expect((await talk.group(secretary, `/通过 @${number}`)).text).toContain('已核实 1 人')
    expect((await talk.group(secretary, '/驳回 同名 重复登记')).text).toContain('已退回同名的登记')
  })

  test('every act of a role is in the audit log, with its message', async ({ expect }) => {
    const { results } = await env.DB.prepare('select distinct action from audit order by action').all<{
      action: string
    }>()
    expect(results.map(({ action }) => action)).toEqual([
      'group.bind',
      'hours.approve',
      'hours.reject',
      'person.reject',
      'person.verify',
      'role.activate',
      'role.grant',
    ])
    const loose = await env.DB.prepare(
      'select count(*) as n from audit where message not in (select key from inbox)',
    ).first('n')
    expect(loose).toBe(0)
  })
})
