import { env } from 'cloudflare:workers'
import { beforeAll, describe, test, vi } from 'vitest'
import { silenceOn } from '../../src/domain/figures/silence.ts'
import { Store } from '../../src/store/d1.ts'
import { theCommunity } from '../../src/store/report.ts'
import { silentPeopleQuery } from '../../src/store/silent.ts'
import { rows, run } from '../schema/lines.ts'
import { entryIn } from '../support/members.ts'
import { admin, at, onWecom, type Speaker, secretary, settledTalk, Talk } from '../support/talk.ts'

let talk: Talk
const liaison = onWecom('liaison', '甲联络')

/** Somebody verified on a day; with hours typed that day for it. */
async function member(name: string, day: string, served = false, unit = '市财政局'): Promise<Speaker> {
  const who = onWecom(`p-${name}`, name)
  talk.now = at(`${day} 12:00`)
  await talk.group(who, `/登记 ${name} ${unit}`)
  await talk.group(secretary, `/通过 ${name}`)
  await talk.private(who, '/帮助')
  if (served) await talk.group(who, '/工时 今天 9:00-10:00 助餐')
  return who
}

const lastOf = async (name: string) =>
  (await rows<{ last: string | null }>('select last_served as last from person where name = ?', name))[0]
    ?.last
const lastEntry = async () => (await rows<{ id: number }>('select max(id) as id from hour_entry'))[0]?.id

beforeAll(async () => {
  vi.spyOn(console, 'info').mockImplementation(() => {})
  talk = await settledTalk(at('2026-08-03 09:00'))
  await new Talk(talk.now, 'west').group(admin, '/绑定社区 西园社区')
  await member('从来没', '2026-08-03')
  await member('很久前', '2026-08-10', true)
  await member('上个月', '2026-10-24', true)
  await member('刚刚好', '2026-10-25', true)
  await member('司法局的', '2026-09-01', true, '市司法局')
  await member('在请假', '2026-09-02', true)
  await member('新来的', '2026-11-10')
  talk.now = at('2026-11-20 09:00')
  await talk.group(liaison, '/登记 甲联络 市财政局')
  await talk.group(secretary, '/通过 甲联络')
  await talk.group(admin, '/任命 @甲联络 联络员')
  await talk.private(liaison, '/帮助')
  await talk.private(secretary, '/帮助')
  await run(
    "insert into leave (person_id, from_day, to_day, at, message) select id, '2026-11-20', '2026-11-30', 0, 'x' from person where name = '在请假'",
  )
  talk.now = at('2026-11-23 09:00')
})

describe('/沉默', () => {
  test('in private names who has not served for thirty days, the longest first, and who was left out', async ({
    expect,
  }) => {
    const { text } = await talk.private(secretary, '/沉默')
    // A card breaks its title at the comma.
    expect(text).toMatch(
      /东湖社区 已核实党员 8 人[，\n]\s*30 天没有服务的 4 人（其中 60 天以上 3 人，从没服务过 1 人）/,
    )
    expect(text).toContain('没有算在内：请假 1 人，新登记不满 30 天 2 人')
    expect(text).toMatch(
      /从来没：登记 112 天，还没有服务过[\s\S]*很久前：105 天没有服务，上次 8月10日[\s\S]*司法局的[\s\S]*上个月：30 天没有服务，上次 10月24日/,
    )
    expect(text).toContain('建议先问问')
    for (const name of ['刚刚好', '在请假', '新来的', '李书记']) expect(text).not.toContain(name)
  })

  test('in a group says numbers only', async ({ expect }) => {
    const { text } = await talk.group(secretary, '/沉默')
    expect(text).toContain('30 天没有服务的 4 人')
    expect(text).toContain('名单请私聊我发：/沉默')
    for (const name of ['从来没', '很久前', '上个月', '司法局的']) expect(text).not.toContain(name)
  })

  test('is a liaison’s for the own unit, an administrator’s by name, and nobody else’s', async ({
    expect,
  }) => {
    const { text } = await talk.private(liaison, '/沉默')
    expect(text).toContain('市财政局 已核实党员 7 人')
    expect(text).toContain('很久前')
    expect(text).not.toContain('司法局的')
    const which = await talk.private(admin, '/沉默')
    expect(which.text).toMatch(/请写上全名，例如：?\s*\/沉默 东湖社区/)
    expect((await talk.private(admin, '1')).text).toContain('很久前')
    expect((await talk.private(admin, '/沉默党员 东湖社区')).text).toContain('很久前')
    expect((await talk.private(admin, '/沉默 东湖社区')).text).toContain('很久前')
    expect((await talk.private(liaison, '/沉默 东湖社区')).text).toContain('东湖社区不归您管')
    expect((await talk.private(onWecom('p-很久前', '很久前'), '/沉默')).text).toContain(
      '由单位联络员、社区书记',
    )
  })

  test('comes in pages of at most twelve lines', async ({ expect }) => {
    await run(
      `insert into person (name, key, kind, state, unit_id, community_id, created_at, registered_at)
        with recursive n(i) as (select 1 union all select i + 1 from n where i < 10)
        select '多' || i, '多' || i, 'member', 'verified', u.id, c.id, ?, ? from n, unit u, community c
        where u.name = '市财政局' and c.name = '东湖社区'`,
      at('2026-08-04 09:00'),
      at('2026-08-04 09:00'),
    )
    const first = await talk.private(secretary, '/沉默')
    expect(first.text.trim().split('\n').length).toBeLessThanOrEqual(12)
    expect(first.text).toContain('/沉默 2')
    expect((await talk.private(secretary, '/沉默 2')).text).toContain('上个月')
    expect((await talk.private(secretary, '/沉默 3')).text).toContain('一共只有 2 页')
    const [community] = await rows<{ id: number }>("select id from community where name = '东湖社区'")
    const asked = silentPeopleQuery(theCommunity(community?.id ?? 0), silenceOn('2026-11-23'), 100)
    expect((await new Store(env.DB).batch([asked]))[0]).toHaveLength(14)
    await run("delete from person where name like '多%'")
  })
})

describe('the last day of service', () => {
  test('follows duties and entries, and goes back when they do not stand', async ({ expect }) => {
    const who = onWecom('p-很久前', '很久前')
    await talk.group(who, '/报到')
    expect(await lastOf('很久前')).toBe('2026-11-23')
    await talk.group(who, '/撤销')
    expect(await lastOf('很久前')).toBe('2026-08-10')
    await talk.group(who, '/报到')
    talk.now = at('2026-11-23 11:00')
    const entry = entryIn((await talk.group(who, '/签退 打扫楼道')).text)
    expect(await lastOf('很久前')).toBe('2026-11-23')
    await talk.group(secretary, `/驳回 ${entry} 没见到人`)
    expect(await lastOf('很久前')).toBe('2026-08-10')
    await talk.group(who, '/工时 11-20 1小时 送菜')
    expect(await lastOf('很久前')).toBe('2026-11-20')
    await talk.group(who, '/工时 11-19 1小时 送菜')
    expect(await lastOf('很久前')).toBe('2026-11-20')
    await talk.group(secretary, `/通过 ${(await lastEntry()) ?? 0}`)
    expect((await talk.private(secretary, '/沉默')).text).not.toContain('很久前')
  })

  test('a day on duty is kept by unit and by community; one that was taken back is not', async ({
    expect,
  }) => {
    const kept = await rows(
      "select scope, day, duties from duty_day where duties > 0 and month = '2026-11' order by scope",
    )
    expect(kept).toEqual([
      { scope: 'community', day: '2026-11-23', duties: 1 },
      { scope: 'unit', day: '2026-11-23', duties: 1 },
    ])
  })
})
