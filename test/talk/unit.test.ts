import { env } from 'cloudflare:workers'
import { beforeAll, describe, test, vi } from 'vitest'
import { rows } from '../schema/lines.ts'
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
let west: Talk
let bare: Talk
let liaison: Speaker
const westSecretary = onWecom('xi')
beforeAll(async () => {
  vi.spyOn(console, 'info').mockImplementation(() => {})
  talk = await settledTalk(at('2026-11-23 09:00'))
  west = new Talk(talk.now, 'west')
  await west.group(admin, '/绑定社区 西园社区')
  await west.group(westSecretary, '/登记 奚书记 西园社区')
  await west.group(admin, '/任命 @奚书记 书记')
  bare = new Talk(talk.now, 'bare')
  await bare.group(admin, '/绑定社区 南门社区')
  liaison = await liaisonOf('市财政局')
})

/** A liaison of that unit, with the letters about it read. */
async function liaisonOf(unit: string): Promise<Speaker> {
  const who = await newMember(talk, 'wecom', unit)
  await talk.group(admin, `/任命 @${who.name} 联络员`)
  await talk.private(who, '/帮助')
  return who
}

const states = async (unit: string, community: string) =>
  (
    await rows<{ state: string }>(
      `select l.state from unit_link l join unit u on u.id = l.unit_id join community c on c.id = l.community_id
        where u.name = ? and c.name = ? order by l.id`,
      unit,
      community,
    )
  ).map(({ state }) => state)

describe('a unit reports to a community', () => {
  test('is for liaisons', async ({ expect }) => {
    const who = await newMember(talk)
    expect((await talk.private(who, '/单位报到 东湖社区')).text).toContain('由单位联络员使用')
    expect((await talk.private(onWecom('nobody'), '/单位报到 东湖社区')).text).toContain('由单位联络员使用')
  })

  test('waits for the community’s secretary, who is told in private and says yes', async ({ expect }) => {
    expect((await talk.private(liaison, '/单位报到')).text).toContain('市财政局还没有到社区报到')
    const asked = await talk.private(liaison, '/单位报到 东湖社区')
    expect(asked.text).toContain('已提交：市财政局到东湖社区报到，待社区书记确认')
    const again = await talk.private(liaison, '/unit 东湖社区')
    expect(again.text).toContain('还在等社区书记确认')
    expect(again.text).toContain('/单位报到 东湖社区 撤回')

    const told = await talk.private(secretary, '/审核')
    expect(told.text).toContain('单位报到 1 个')
    expect(told.text).toContain('单位报到：市财政局 → 东湖社区')
    expect(told.text).toContain('市财政局申请到东湖社区报到。同意请发：/通过 市财政局')
    expect((await west.private(westSecretary, '/审核')).text).not.toContain('市财政局')
    expect((await west.private(westSecretary, '/通过 市财政局')).text).toContain(
      '没有找到待核实的「市财政局」',
    )

    const yes = await talk.group(secretary, '/通过 市财政局')
    expect(yes.text).toMatch(/已确认单位报到[：\n]市财政局 → 东湖社区/)
    expect((await talk.private(liaison, '/单位报到')).text).toMatch(
      /市财政局 → 东湖社区：已确认[\s\S]*市财政局到东湖社区的报到已确认/,
    )
    expect((await talk.private(liaison, '/单位报到 东湖社区')).text).toContain('已在东湖社区报到并确认')
    expect((await talk.group(secretary, '/通过 市财政局')).text).toContain('已确认，不用再处理')
    expect((await talk.private(secretary, '/审核')).text).not.toContain('单位报到')
  })

  test('a unit has several communities, a community several units; a no is told with its reason in private', async ({
    expect,
  }) => {
    const second = await liaisonOf('市司法局')
    await talk.private(second, '/单位报到 东湖社区')
    await talk.private(liaison, '/单位报到 西园社区')
    expect((await talk.private(secretary, '/驳回 市司法局')).text).toContain('要写理由')
    const no = await talk.group(secretary, '/驳回 市司法局 请先和我们商量')
    expect(no.text).toMatch(/已退回单位报到[：\n]市司法局 → 东湖社区/)
    expect(no.text).not.toContain('商量')
    expect((await talk.group(second, '/单位报到')).text).not.toMatch(/没有通过|商量/)
    expect((await talk.private(second, '/单位报到')).text).toMatch(
      /市司法局 → 东湖社区：没有通过[\s\S]*没有通过：请先和我们商量/,
    )
    expect((await talk.group(secretary, '/驳回 市司法局 再说')).text).toContain('没有通过，不用再处理')

    await talk.private(second, '/单位报到 东湖社区')
    expect((await talk.private(secretary, '/通过 全部')).text).toContain('市司法局 → 东湖社区')
    expect((await west.group(westSecretary, '/通过 市财政局')).text).toContain('市财政局 → 西园社区')
    expect(await states('市司法局', '东湖社区')).toEqual(['refused', 'confirmed'])
    expect(await states('市财政局', '西园社区')).toEqual(['confirmed'])
  })

  test('may be taken back, and the secretary hears it', async ({ expect }) => {
    const who = await liaisonOf('市审计局')
    expect((await talk.private(who, '/单位报到 西园社区 撤回')).text).toContain('没有可以撤回的报到')
    await talk.private(who, '/单位报到 西园社区')
    const back = await talk.group(who, '/单位报到 西园社区 撤回')
    expect(back.text).toContain('已撤回：市审计局到西园社区的报到')
    expect((await west.private(westSecretary, '/审核')).text).toContain('市审计局撤回了到西园社区的报到')
    expect((await west.private(westSecretary, '/通过 市审计局')).text).toContain('已撤回，不用再处理')
    await talk.private(who, '/单位报到 西园社区')
    expect(await states('市审计局', '西园社区')).toEqual(['withdrawn', 'pending'])
  })

  test('an unknown community is refused, the nearest is named and not taken', async ({ expect }) => {
    const near = await talk.private(liaison, '/单位报到 南们社区')
    expect(near.text).toMatch(/您要找的是南门社区吗？\s*我没有替您提交/)
    expect(near.buttons[0]?.command).toBe('/单位报到 南门社区')
    expect((await talk.private(liaison, '/单位报到 南门')).text).toContain('您要找的是南门社区吗')
    expect((await talk.private(liaison, '/单位报到 完全不知道的地方')).text).toContain(
      '没有「完全不知道的地方」这个社区',
    )
    expect(await states('市财政局', '南门社区')).toEqual([])
  })

  test('where there is no secretary the administrator is asked, and nobody says yes to their own', async ({
    expect,
  }) => {
    expect((await talk.private(liaison, '/單位報到 南門社區')).text).toContain('已请管理员确认')
    const overview = await talk.private(admin, '/审核')
    expect(overview.text).toContain('南门社区：登记 0 人，工时 0 条，单位报到 1 个')
    expect(overview.text).toContain('市财政局申请到南门社区报到')
    await bare.group(admin, `/任命 @${liaison.name} 书记 南门社区`)
    expect((await bare.private(liaison, '/通过 市财政局')).text).toContain('是您自己提交的')
    expect((await talk.private(admin, '/通过 市财政局')).text).toContain('市财政局 → 南门社区')
  })

  test('who answers for several units says for which', async ({ expect }) => {
    await talk.group(admin, `/任命 @${liaison.name} 联络员 市司法局`)
    const asked = await talk.private(liaison, '/单位报到 南门社区')
    expect(asked.text).toContain('看不出是哪个单位')
    expect(asked.text).toContain('/单位报到 南门社区 市司法局')
    expect((await talk.private(liaison, '/单位报到 南门社区 市司法局')).text).toContain(
      '已提交：市司法局到南门社区',
    )
    expect((await talk.private(liaison, '/单位报到 市审计局 西园社区')).text).toContain('不是您联络的单位')
  })
})

describe('under a crowd', () => {
  test('two liaisons ask at once: one request; two secretaries decide at once: one verdict, one letter', async ({
    expect,
  }) => {
    const unit = '市教育局'
    const [one, two] = [await liaisonOf(unit), await liaisonOf(unit)]
    const asked = await Promise.all([one, two].map((who) => talk.private(who, '/单位报到 东湖社区')))
    expect(await states(unit, '东湖社区')).toEqual(['pending'])
    for (const { text } of asked) expect(text).toMatch(/已提交|刚刚已经有人提交|还在等社区书记确认/)

    const verdicts = await Promise.all([
      talk.group(secretary, `/通过 ${unit}`),
      talk.group(onDingtalk('boss-d'), `/驳回 ${unit} 再等等`),
    ])
    const [state] = await states(unit, '东湖社区')
    expect(['confirmed', 'refused']).toContain(state)
    const done = verdicts.filter(({ text }) => /(确认|退回)单位报到[：\n]市教育局/.test(text))
    expect(done).toHaveLength(1)
    expect(verdicts.filter((one) => !done.includes(one))[0]?.text).toMatch(/刚刚已经处理过|不用再处理/)
    const acts = await rows(
      `select action from audit where action in ('unit.confirm', 'unit.refuse') and subject =
        (select 'unit:' || id from unit where name = ?)`,
      unit,
    )
    expect(acts).toHaveLength(1)
    for (const who of [one, two]) {
      const letters = (await talk.private(who, '/单位报到')).text.match(
        /市教育局到东湖社区的报到(已确认|没有通过)/g,
      )
      expect(letters).toHaveLength(1)
    }
  })

  test('every act is in the audit log, with a message that was handled', async ({ expect }) => {
    const acts = await rows("select distinct action from audit where action like 'unit.%' order by 1")
    expect(acts.map(({ action }) => action)).toEqual([
      'unit.ask',
      'unit.confirm',
      'unit.refuse',
      'unit.withdraw',
    ])
    const loose = await env.DB.prepare(
      'select count(*) as n from audit where message not in (select key from inbox)',
    ).first('n')
    expect(loose).toBe(0)
  })
})
