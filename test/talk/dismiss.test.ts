import { env } from 'cloudflare:workers'
import { beforeAll, describe, test } from 'vitest'
import { newMember } from '../support/members.ts'
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

let talk: Talk
beforeAll(async () => {
  talk = await settledTalk(at('2026-11-23 09:00'))
})

const rolesOf = async (who: Speaker) =>
  (
    await env.DB.prepare(
      `select role from role where ended_at is null
        and person_id = (select person_id from identity where user_id = ?) order by id`,
    )
      .bind(who.id)
      .all<{ role: string }>()
  ).results.map(({ role }) => role)

describe('the end of a role', () => {
  test('takes what it gave, at once, and the person is told in private', async ({ expect }) => {
    const who = await newMember(talk)
    await talk.group(admin, `/任命 @${who.name} 书记`)
    await talk.private(who, '/我的')
    expect((await talk.private(who, '/帮助')).text).toContain('/审核')
    const ended = await talk.group(admin, `/免去 @${who.name} 书记`)
    expect(ended.text).toContain(`已免去${who.name}的`)
    expect(ended.text).toContain('（东湖社区）')
    expect(await rolesOf(who)).toEqual([])
    const told = await talk.private(who, '/帮助')
    expect(told.text).toContain('您不再担任')
    expect(told.text).not.toContain('/审核')
    expect((await talk.private(who, '/帮助')).text).not.toContain('您不再担任')
    const act = await env.DB.prepare("select detail from audit where action = 'role.end'").first<string>(
      'detail',
    )
    expect(JSON.parse(act ?? '')).toEqual({ role: 'secretary', scope: '东湖社区' })
    // It can be given again.
    expect((await talk.group(admin, `/任命 @${who.name} 书记`)).text).toContain('已任命')
    expect((await talk.group(admin, `/免去 @${who.name} 书记`)).text).toContain('已免去')
  })

  test('is for administrators; a secretary ends heads of own grids', async ({ expect }) => {
    const head = await newMember(talk)
    await talk.group(admin, `/任命 @${head.name} 网格长 3网格`)
    await talk.group(admin, `/任命 @${head.name} 联络员`)
    expect((await talk.group(await newMember(talk), `/免去 @${head.name} 网格长`)).text).toContain(
      '管理员和社区书记',
    )
    expect((await talk.group(secretary, `/免去 @${head.name} 联络员`)).text).toContain('要由管理员来做')
    expect((await talk.group(secretary, '/免去 @李书记 书记')).text).toContain('要由管理员来做')

    const west = new Talk(talk.now, 'west')
    const xi = onWecom('xi')
    await west.group(admin, '/绑定社区 西园社区')
    await west.group(xi, '/登记 奚书记 西园社区')
    await west.group(admin, '/任命 @奚书记 书记')
    expect((await west.private(xi, `/免去 @${head.name} 网格长`)).text).toContain(`没有找到「${head.name}」`)

    expect((await talk.group(secretary, `/免去 @${head.name} 网格长`)).text).toContain('（东湖社区3网格）')
    expect((await talk.private(admin, `/免去 ${head.name} 联络员`)).text).toContain('（市财政局）')
    expect(await rolesOf(head)).toEqual([])
  })

  test('asks which one when somebody has several', async ({ expect }) => {
    const who = await newMember(talk)
    await talk.group(admin, `/任命 @${who.name} 网格长 4网格`)
    await talk.group(admin, `/任命 @${who.name} 网格长 5网格`)
    await talk.group(admin, `/任命 @${who.name} 联络员`)
    const all = await talk.private(admin, `/免去 ${who.name}`)
    expect(all.text).toContain('没有免去。请写明免去哪一项')
    expect(all.text).toContain('网格长（东湖社区4网格）')
    expect(all.text).toContain('单位联络员（市财政局）')
    const heads = await talk.group(admin, `/免去 @${who.name} 网格长`)
    expect(heads.text).toContain('请写明免去哪一项')
    expect(heads.text).not.toContain('联络员')
    expect(await rolesOf(who)).toHaveLength(3)
    expect((await talk.group(admin, `/免去 @${who.name} 网格长 第五网格`)).text).toContain('5网格）')
    // The number of the answer in private chooses.
    const asked = await talk.private(admin, `/免去 ${who.name}`)
    expect(asked.text).toMatch(/1 \/免去 [@＠]P\d+ 网格长 东湖社区4网格/)
    expect((await talk.private(admin, '1')).text).toContain('已免去')
    expect(await rolesOf(who)).toEqual(['liaison'])
  })

  test('of somebody unknown, or of what is not held, changes nothing', async ({ expect }) => {
    const who = await newMember(talk)
    expect((await talk.group(admin, '/免去 @没有的人 书记')).text).toContain('没有找到「没有的人」')
    expect((await talk.group(admin, `/免去 @${who.name} 书记`)).text).toContain('没有担任什么')
    await talk.group(admin, `/任命 @${who.name} 联络员`)
    const not = await talk.group(admin, `/免去 @${who.name} 书记`)
    expect(not.text).toContain('没有担任这一项')
    expect(not.text).toContain('单位联络员（市财政局）')
    expect((await talk.group(admin, `/免去 @${who.name} 联络员 市司法局`)).text).toContain('没有担任这一项')
    expect((await talk.group(admin, '/免去 书记')).text).toContain('没有看到是谁')
    expect((await talk.group(admin, '/免去 @甲 书记 @乙')).text).toContain('一位一位地发')
    expect(await rolesOf(who)).toEqual(['liaison'])
  })

  test('means the one of a name who holds the role; two who do are told apart', async ({ expect }) => {
    const [first, second, third] = [onWecom('zw-1'), onWecom('zw-2'), onWecom('zw-3')]
    await talk.group(first, '/登记 张伟 市财政局')
    await talk.group(second, '/登记 张伟 市司法局')
    await talk.group(third, '/登记 张伟 市审计局')
    const asked = await talk.group(admin, '/任命 @张伟 网格长 1网格')
    const numbers = asked.text.match(/P\d+(?= 张伟)/g) ?? []
    await talk.group(admin, `/任命 @${numbers[0]} 网格长 1网格`)
    await talk.group(admin, `/任命 @${numbers[1]} 网格长 2网格`)
    await talk.group(admin, `/任命 @${numbers[2]} 联络员`)
    const several = await talk.group(admin, '/免去 @张伟 网格长')
    expect(several.text).toContain('叫「张伟」的有 2 位，没有免去')
    expect((await talk.group(admin, `/免去 @${numbers[0]} 网格长`)).text).toContain('已免去张伟')
    expect((await talk.group(admin, '/免去 @张伟 网格长')).text).toContain('（东湖社区2网格）')
    expect((await talk.group(admin, '/免去 @张伟 联络员')).text).toContain('已免去张伟的单位联络员')
  })
})

describe('the last administrator', () => {
  const bossOnDingtalk = onDingtalk('boss-d')

  test('stays, whoever types at the same instant', async ({ expect }) => {
    await talk.group(admin, '/登记 王小丽 市委办')
    await talk.group(bossOnDingtalk, '/登记 赵小军 市委办')
    const both = await Promise.all([
      talk.group(admin, '/免去 @赵小军 管理员', 'race-1'),
      talk.group(bossOnDingtalk, '/免去 @王小丽 管理员', 'race-2'),
    ])
    const texts = both.map(({ text }) => text)
    expect(texts.filter((text) => text.includes('已免去'))).toHaveLength(1)
    const left = await env.DB.prepare(
      "select p.name from role r join person p on p.id = r.person_id where r.role = 'administrator' and r.ended_at is null",
    ).all<{ name: string }>()
    expect(left.results).toHaveLength(1)

    const last = left.results[0]?.name === '王小丽' ? admin : bossOnDingtalk
    const refused = await talk.group(last, `/免去 @${left.results[0]?.name} 管理员`)
    expect(refused.text).toContain('是最后一位管理员')
    expect(refused.text).toContain('请先任命另一位')
    expect(await rolesOf(last)).toEqual(['administrator'])
    expect((await talk.private(last, '/我的')).text).not.toContain('您不再担任')
  })
})
