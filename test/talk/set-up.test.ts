import { env } from 'cloudflare:workers'
import { beforeAll, describe, test } from 'vitest'
import { at, onDingtalk, onWecom, Talk } from '../support/talk.ts'

const talk = new Talk(at('2026-11-23 09:00'))
const boss = onWecom('boss')
const bossOnDingtalk = onDingtalk('boss-d', '工委王')

describe('activation', () => {
  test('a wrong code is refused and may be tried again', async ({ expect }) => {
    expect((await talk.private(boss, '/激活 猜的')).text).toContain('激活码不对')
    expect((await talk.private(boss, '/激活')).text).toContain('例如')
  })

  test('the code makes the first who types it an administrator, once on each platform', async ({
    expect,
  }) => {
    expect((await talk.private(boss, '/激活 test-activation-code')).text).toContain('激活成功')
    expect((await talk.private(boss, '/激活 test-activation-code')).text).toContain('已经是管理员')
    expect((await talk.private(onWecom('other'), '/激活 test-activation-code')).text).toContain('已经用过')
    // What a group has seen could be typed on the other platform.
    const seen = (await talk.group(bossOnDingtalk, '/激活 test-activation-code')).text
    expect(seen).toContain('激活成功')
    expect(seen).toContain('请撤回那条消息')
    const roles = await env.DB.prepare("select count(*) as n from role where role = 'administrator'").first(
      'n',
    )
    expect(roles).toBe(2)
  })
})

describe('binding a group', () => {
  test('nobody but an administrator binds, and only in a group', async ({ expect }) => {
    expect((await talk.group(onWecom('other'), '/绑定社区 东湖社区')).text).toContain('管理员和社区书记')
    expect((await talk.private(boss, '/绑定社区 东湖社区')).text).toContain('要在群里发')
    expect((await talk.group(boss, '/绑定社区')).text).toContain('请写社区名称')
  })

  test('an unbound group says what is missing', async ({ expect }) => {
    expect((await talk.group(onWecom('early'), '/登记 早到的 市财政局')).text).toContain('/绑定社区 社区名称')
  })

  test('a community is made by its first group and shared by the groups of both platforms', async ({
    expect,
  }) => {
    const first = await talk.group(boss, '/绑定社区 东湖社区 东湖街道')
    expect(first.text).toContain('已绑定东湖社区')
    expect(first.text).toContain('新建了社区')
    const second = await talk.group(bossOnDingtalk, '／綁定社區 東湖社區')
    expect(second.text).toContain('已绑定东湖社区')
    expect(second.text).not.toContain('新建了社区')
    expect((await talk.group(boss, '/绑定社区 东湖社区')).text).toContain('早已绑定')
    expect(await env.DB.prepare('select count(*) as n from community').first('n')).toBe(1)
  })

  test('a group can move to another community, and the audit log knows', async ({ expect }) => {
    const other = new Talk(talk.now, 'g-move')
    await other.group(boss, '/绑定社区 西园社区')
    expect((await other.group(boss, '/绑定社区 南桥社区')).text).toContain('从西园社区改绑南桥社区')
    const acts = await env.DB.prepare("select count(*) as n from audit where action = 'group.bind'").first(
      'n',
    )
    expect(acts).toBe(4)
  })
})

describe('appointing', () => {
  const li = onWecom('li')
  beforeAll(async () => {
    await talk.group(li, '/登记 李书记 东湖社区')
  })

  test('a member gains no role by typing', async ({ expect }) => {
    expect((await talk.group(li, '/任命 @李书记 书记')).text).toContain('管理员和社区书记')
  })

  test('who is unknown, or what, is asked for', async ({ expect }) => {
    expect((await talk.group(boss, '/任命 @没有的人 书记')).text).toContain('没有找到「没有的人」')
    expect((await talk.group(boss, '/任命 @李书记')).text).toContain('书记、网格长')
    expect((await talk.group(boss, '/任命 @李书记 网格长')).text).toContain('请写上网格')
  })

  test('the appointed is verified, told in private, and may do more', async ({ expect }) => {
    const answer = await talk.group(boss, '/任命 @李书记 书记')
    expect(answer.text).toContain('已任命李书记为书记（东湖社区）')
    expect(answer.text).toContain('登记同时核实')
    const help = await talk.private(li, '/帮助')
    expect(help.text).toContain('/审核')
    expect(help.text).toContain('您已被任命：东湖社区 书记')
    expect((await talk.private(li, '/帮助')).text).not.toContain('您已被任命')
  })

  test('a secretary appoints heads of own grids, nothing else', async ({ expect }) => {
    await talk.group(onDingtalk('qian', '钱网格'), '/登记 钱网格 市司法局 3网格')
    expect((await talk.group(li, '/任命 @钱网格 网格长 3网格')).text).toContain('网格长（东湖社区3网格）')
    expect((await talk.group(li, '/任命 @钱网格 书记')).text).toContain('要由管理员来做')
    expect((await talk.group(li, '/任命 @钱网格 联络员')).text).toContain('要由管理员来做')
    expect((await talk.group(boss, '/任命 @钱网格 联络员')).text).toContain('单位联络员（市司法局）')
  })

  test('people of one name are told apart by a number, which can be typed or tapped', async ({ expect }) => {
    await talk.group(onWecom('zhang-1'), '/登记 张伟 市财政局')
    await talk.group(onWecom('zhang-2'), '/登记 张伟 市司法局')
    const asked = await talk.group(boss, '/任命 @张伟 管理员')
    expect(asked.text).toContain('有 2 位')
    expect(asked.text).toMatch(/P\d+ 张伟，市司法局，东湖社区/)
    const [, number] = /(P\d+) 张伟，市司法局/.exec(asked.text) ?? []
    expect((await talk.group(boss, `/任命 @${number} 管理员`)).text).toContain('已任命张伟为管理员')
  })
})
