import { env } from 'cloudflare:workers'
import { beforeAll, describe, test } from 'vitest'
import { admin, at, onDingtalk, onWecom, secretary, settledTalk, Talk } from '../support/talk.ts'

let talk: Talk
let west: Talk
beforeAll(async () => {
  talk = await settledTalk(at('2026-11-23 09:00'))
  west = new Talk(talk.now, 'west')
  await west.group(admin, '/绑定社区 西园社区')
})

describe('registering', () => {
  test('a stranger is asked to register before anything else', async ({ expect }) => {
    for (const text of ['/报到', '/签退', '/工时 2小时 扫地', '/我的', '/撤销', '/工时 二百小时 扫地']) {
      expect((await talk.group(onWecom('stranger'), text)).text).toContain('/登记 姓名 单位')
    }
    expect(
      await env.DB.prepare("select count(*) as n from identity where user_id = 'stranger'").first('n'),
    ).toBe(0)
  })

  test('a member gives name and unit, a volunteer needs no unit', async ({ expect }) => {
    const zhang = await talk.group(onWecom('zhang'), '/登记 张三 市财政局')
    expect(zhang.text).toContain('已登记：张三，市财政局，东湖社区（下沉党员）')
    expect(zhang.text).toContain('待核实')
    const wang = await talk.group(onDingtalk('wang'), '/dj 王芳 志愿者')
    expect(wang.text).toContain('已登记：王芳，东湖社区（社区志愿者）')
    expect((await talk.group(onWecom('chen'), '/登记 陈奶奶 居民')).text).toContain('居民')
    expect((await talk.group(onWecom('x1'), '/登记')).text).toContain('请写姓名和单位')
    expect((await talk.group(onWecom('x1'), '/登记 赵六')).text).toContain('还缺单位')
    expect((await talk.group(onWecom('x1'), '/登记 13800001111 市财政局')).text).toContain('不是姓名')
  })

  test('names and units stay as typed; traditional and full-width forms are the same unit', async ({
    expect,
  }) => {
    expect((await talk.group(onWecom('limei'), '/登記 李梅 市財政局')).text).toContain('李梅，市财政局')
    expect((await talk.group(onWecom('audit'), '／登記　李玉　市審計局')).text).toContain('李玉，市審計局')
    const units = await env.DB.prepare(
      "select count(*) as n from unit where key in ('市财政局', '市審計局')",
    ).first('n')
    expect(units).toBe(1)
  })

  test('the same again says so, a change waits for the secretary anew', async ({ expect }) => {
    const who = onWecom('again')
    await talk.group(who, '/登记 周周 市财政局')
    expect((await talk.group(who, '/登记 周周 市财政局')).text).toContain('已经登记过')
    await talk.group(secretary, '/通过 周周')
    expect((await talk.group(who, '/登记 周周 市财政局')).text).toContain('已核实')
    const changed = await talk.group(who, '/登记 周周 市司法局')
    expect(changed.text).toContain('已更新登记：周周，市司法局')
    expect(changed.text).toContain('待核实')
  })

  test('a second community is refused with the way to transfer', async ({ expect }) => {
    const who = onWecom('mover')
    await talk.group(who, '/登记 吴迁 市财政局')
    const refused = await west.group(who, '/登记 吴迁 市财政局')
    expect(refused.text).toContain('您已在东湖社区登记')
    expect(refused.text).toContain('/转社区 西园社区')
  })

  test('in private the community has to be named', async ({ expect }) => {
    const who = onDingtalk('private')
    expect((await talk.private(who, '/登记 郑私 市财政局')).text).toContain('写上社区名')
    expect((await talk.private(who, '/登记 郑私 市财政局 东湖社区')).text).toContain(
      '郑私，市财政局，东湖社区',
    )
  })

  test('who is on the roll is verified at once, and a row of the roll serves one person', async ({
    expect,
  }) => {
    await env.DB.prepare(
      "insert into roll (key, unit_id, community_id) select '何在册', id, null from unit where key = '市财政局'",
    ).run()
    expect((await talk.group(onWecom('he-1'), '/登记 何在册 市财政局')).text).toContain('已核实')
    expect((await talk.group(onWecom('he-2'), '/登记 何在册 市财政局')).text).toContain('待核实')
  })

  test('a refused registration is told in private with its reason, and may be sent again', async ({
    expect,
  }) => {
    const who = onWecom('refused')
    await talk.group(who, '/登记 不对 市财政局')
    expect((await talk.group(secretary, '/驳回 不对')).text).toContain('要写理由')
    expect((await talk.group(secretary, '/驳回 不对 姓名写错了')).text).not.toContain('姓名写错了')
    expect((await talk.private(who, '/报到')).text).toContain('没有通过：姓名写错了')
    expect((await talk.group(who, '/登记 布对 市财政局')).text).toContain('已登记：布对')
  })

  test('a DingTalk sender whose staff id appears later stays the same person', async ({ expect }) => {
    const { dingtalkRequest, dingtalkText, readDingtalk } = await import('../support/dingtalk.ts')
    const { send } = await import('../support/talk.ts')
    const say = async (text: string, outside: boolean) => {
      const message = dingtalkText({ from: 'late', name: '晚来', text, chat: talk.dingtalkGroup, outside })
      return readDingtalk(await send(dingtalkRequest({ message, now: talk.now })))
    }
    await say('/登记 晚来 市财政局', true)
    expect((await say('/我的', false)).text).toContain('晚来')
    const rows = await env.DB.prepare(
      "select count(distinct i.person_id) as people, count(*) as accounts from identity i join person p on p.id = i.person_id where p.name = '晚来'",
    ).first()
    expect(rows).toEqual({ people: 1, accounts: 2 })
  })
})
