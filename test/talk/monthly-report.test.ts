import { env } from 'cloudflare:workers'
import { beforeAll, describe, test, vi } from 'vitest'
import { groupReport } from '../../src/domain/figures/group-report.ts'
import { memberReport, yearGone } from '../../src/domain/figures/member-report.ts'
import { Store } from '../../src/store/d1.ts'
import { memberMonths } from '../../src/store/member-months.ts'
import { monthFactsOfCommunity } from '../../src/store/report.ts'
import { rows, run } from '../schema/lines.ts'
import { wrong } from '../store/town.ts'
import { entryIn } from '../support/members.ts'
import { admin, at, onWecom, type Speaker, secretary, settledTalk, Talk } from '../support/talk.ts'

let talk: Talk
let west: Talk
const westSecretary = onWecom('xi')
const liaison = onWecom('liaison', '甲联络')
const staff = new Map<string, Speaker>()

const setNow = (text: string) => {
  talk.now = at(text)
  west.now = at(text)
}

/** Somebody verified; with hours, approved ones of yesterday. */
async function served(name: string, unit: string, hours: number, where = talk): Promise<Speaker> {
  const who = staff.get(name) ?? onWecom(`p-${name}`, name)
  const by = where === talk ? secretary : westSecretary
  if (!staff.has(name)) {
    await where.group(who, `/登记 ${name} ${unit}`)
    await where.group(by, `/通过 ${name}`)
    await where.private(who, '/帮助')
  }
  staff.set(name, who)
  if (hours > 0) {
    const entry = entryIn((await where.group(who, `/工时 昨天 ${hours}小时 助餐`)).text)
    await where.group(by, `/通过 ${entry}`)
  }
  return who
}

/** On duty from one clock time of a day to another, approved. */
async function onDuty(who: Speaker, day: string, from: string, to: string): Promise<void> {
  setNow(`${day} ${from}`)
  await talk.group(who, '/报到')
  setNow(`${day} ${to}`)
  const entry = entryIn((await talk.group(who, '/签退 打扫楼道')).text)
  await talk.group(secretary, `/通过 ${entry}`)
}

const linesIn = ({ text }: { text: string }) => text.trim().split('\n').length

beforeAll(async () => {
  vi.spyOn(console, 'info').mockImplementation(() => {})
  talk = await settledTalk(at('2026-10-26 18:00'))
  west = new Talk(talk.now, 'west')
  await west.group(admin, '/绑定社区 西园社区')
  await west.group(westSecretary, '/登记 奚书记 西园社区')
  await west.group(admin, '/任命 @奚书记 书记')
  await talk.group(liaison, '/登记 甲联络 市财政局')
  await talk.group(secretary, '/通过 甲联络')
  await talk.group(admin, '/任命 @甲联络 联络员')
  for (const who of [liaison, secretary]) await talk.private(who, '/帮助')
  await west.private(westSecretary, '/帮助')
  for (const [name, unit, hours] of [
    ['赵一', '市财政局', 6],
    ['钱二', '市财政局', 5],
    ['孙三', '市司法局', 3],
    ['李四', '市财政局', 0],
  ] as const)
    await served(name, unit, hours)
  await served('西甲', '市财政局', 3, west)
  await onDuty(staff.get('孙三')!, '2026-10-27', '09:00', '11:00')
  await onDuty(staff.get('钱二')!, '2026-10-29', '09:00', '10:30')
})

describe('the month of a community', () => {
  test('in its group: sums, sources, coverage, the best, the check line, and nobody behind', async ({
    expect,
  }) => {
    setNow('2026-10-30 18:00')
    const answer = await talk.group(secretary, '/月报')
    const { text } = answer
    expect(text).toContain('东湖社区2026年10月月报（本月还没有过完）')
    expect(text).toContain('服务 5 次，17小时30分钟，积分 175，3 人参加')
    expect(text).toContain('其中值守 3小时30分钟，手工记的和补报的 14小时')
    expect(text).toMatch(/值守：\d+ 个工作日，2 天有人在岗；没有人的 \d+ 天：10月/)
    expect(text).toContain('第 1 名：钱二 6小时30分钟')
    expect(text).toContain('核对：2 个单位相加 17小时30分钟，与社区总数相符')
    expect(text).toContain('请私聊我发：/月报')
    for (const never of ['李四', '落后', '双报告', '待审：', '西甲']) expect(text).not.toContain(never)
    expect(linesIn(answer)).toBeLessThanOrEqual(12)
  })

  test('in private also what waits and who is behind; before the sixth the month before is offered', async ({
    expect,
  }) => {
    await talk.group(staff.get('李四')!, '/工时 今天 1小时 送菜')
    const answer = await talk.private(secretary, '/月报')
    expect(answer.text).toContain('目前待审：工时 1 条，登记 0 人')
    expect(answer.text).toMatch(/落后今年进度 5 人：(甲联络|李四)、(甲联络|李四)、孙三、赵一、钱二/)
    expect(answer.text).not.toContain('双报告')
    expect(answer.text).not.toContain('西甲')
    expect(linesIn(answer)).toBeLessThanOrEqual(12)
    expect(answer.buttons.map(({ command }) => command)).not.toContain('/月报 上月')
    setNow('2026-11-03 09:00')
    const early = await talk.private(secretary, '/月报')
    expect(early.text).toContain('东湖社区2026年11月月报')
    expect(early.text).toContain('没有核定的工时')
    expect(early.buttons.map(({ command }) => command)).toContain('/月报 上月')
    expect((await talk.private(secretary, '/月报 上月')).text).toContain(
      '2026年10月月报（5日24:00封账前还会变）',
    )
  })

  test('of elsewhere is nobody’s', async ({ expect }) => {
    expect((await west.group(secretary, '/月报')).text).toContain('请私聊我发：/月报')
    expect((await talk.private(secretary, '/月报 西园社区')).text).toContain('西园社区不归您管')
    expect((await talk.private(secretary, '/月报 没有的局')).text).toContain('没有「没有的局」的月报')
    expect((await talk.private(staff.get('赵一')!, '/月报')).text).toContain(
      '由单位联络员、社区书记、街道干部和管理员使用',
    )
    expect((await talk.private(secretary, '/月报 上周')).text).toContain('月报只按月出')
    expect((await talk.private(secretary, '/月报 今年')).text).toContain('月报只按月出')
    expect((await talk.private(secretary, '/月报 2027-03')).text).toContain('2027年3月还没有到')
  })
})

describe('the month of a unit', () => {
  test('is its liaison’s: all communities, only its own people, who has not confirmed', async ({
    expect,
  }) => {
    await talk.private(staff.get('赵一')!, '/确认')
    const answer = await talk.private(liaison, '/月报 上月')
    expect(answer.text).toContain('市财政局2026年10月月报')
    expect(answer.text).toContain('服务 4 次，15小时30分钟，积分 155，3 人参加')
    expect(answer.text).toContain('1 天有本单位的人在岗')
    expect(answer.text).toContain('核对：2 个社区相加 15小时30分钟，与单位总数相符')
    expect(answer.text).toMatch(/双报告：已确认 1\/5，还没确认：[^\n]*李四/)
    for (const name of ['钱二', '西甲', '甲联络'])
      expect(answer.text).toMatch(new RegExp(`还没确认：.*${name}`))
    expect(answer.text).not.toContain('孙三')
    expect(linesIn(answer)).toBeLessThanOrEqual(12)
    const mine = await talk.private(secretary, '/月报 上月')
    expect(mine.text).toMatch(/双报告：已确认 1\/5(?!，还没)/)
  })
})

describe('the whole', () => {
  test('gives the four roles the same totals, with the check line, and no name of a person', async ({
    expect,
  }) => {
    const answer = await talk.private(admin, '/月报 10月')
    expect(answer.text).toContain('各社区2026年10月月报')
    expect(answer.text).toContain('服务 6 次，20小时30分钟，积分 205，4 人参加')
    expect(answer.text).toContain('1. 东湖社区 17小时30分钟')
    expect(answer.text).toContain('2. 西园社区 3小时')
    expect(answer.text).toMatch(/值守：2 个社区、\d+ 个工作日，应有 \d+ 天次有人，实有 2 天次/)
    expect(answer.text).toContain('合计 20小时30分钟：按单位、按社区、总账三处相符')
    for (const name of staff.keys()) expect(answer.text).not.toContain(name)
    expect(linesIn(answer)).toBeLessThanOrEqual(12)
    expect((await talk.private(admin, '/月报 10月 西园社区')).text).toContain('第 1 名：西甲 3小时')
    expect((await talk.group(admin, '/月报 10月')).text).toContain('东湖社区2026年10月月报')
  })

  test('of a street is its officer’s', async ({ expect }) => {
    const officer = await served('街道甲', '湖滨街道办', 0)
    await talk.group(admin, '/任命 @街道甲 街道 湖滨街道')
    expect((await talk.private(officer, '/月报 10月')).text).toContain('您的街道下还没有社区')
    await run(
      "update community set street_id = (select id from street where name = '湖滨街道') where name = '西园社区'",
    )
    const { text } = await talk.private(officer, '/月报 10月')
    expect(text).toContain('湖滨街道2026年10月月报')
    expect(text).toContain('服务 1 次，3小时')
    expect(text).not.toContain('东湖社区')
    expect((await talk.private(officer, '/月报 10月 西园社区')).text).toContain('西园社区2026年10月月报')
    expect((await talk.private(officer, '/月报 10月 东湖社区')).text).toContain('不归您管')
    const said = await west.group(officer, '/月报 10月')
    expect(said.text).toContain('西园社区2026年10月月报')
    expect((await talk.group(officer, '/月报 10月')).text).toContain('请私聊我发：/月报')
    const overview = await talk.private(officer, '/月报 全部')
    expect(overview.text).toContain('湖滨街道2026年11月月报')
    expect(overview.buttons.map(({ command }) => command)).toContain('/冷热')
  })

  test('who answers for several places gets a line for each', async ({ expect }) => {
    await talk.group(admin, '/任命 @李书记 联络员 市司法局')
    const { text } = await talk.private(secretary, '/月报 10月')
    expect(text).toContain('市司法局：2 次，5小时，1 人参加')
    expect(text).toContain('东湖社区：5 次，17小时30分钟，3 人参加')
    expect((await talk.private(secretary, '/月报 10月 市司法局')).text).toContain('第 1 名：孙三 5小时')
    await run(
      "update role set ended_at = 1 where role = 'liaison' and person_id = (select id from person where name = '李书记')",
    )
  })
})

describe('a closed month', () => {
  test('never changes: what is approved or corrected late counts in the open month (R069)', async ({
    expect,
  }) => {
    const late = entryIn((await talk.group(staff.get('李四')!, '/工时 10-31 2小时 防汛')).text)
    const [first] = await rows<{ id: number }>('select min(id) as id from hour_entry')
    setNow('2026-11-06 00:30')
    const before = await talk.group(secretary, '/月报 10月')
    expect(before.text).toContain('2026年10月月报（已封账）')
    const inPrivate = () =>
      Promise.all(
        [secretary, liaison, admin].map(async (who) => (await talk.private(who, '/月报 10月')).text),
      )
    await inPrivate()
    const told = await inPrivate()
    for (const text of told) expect(text).not.toMatch(/待审|落后/)
    await talk.group(secretary, `/通过 ${late}`)
    await talk.group(secretary, `/更正 T${first?.id} 1小时 记多了`)
    await talk.group(secretary, '/通过 全部')
    expect((await talk.group(secretary, '/月报 10月')).text).toBe(before.text)
    await inPrivate()
    expect(await inPrivate()).toEqual(told)
    const { text } = await talk.group(secretary, '/月报')
    // Two late entries of 2 and 1 hours, less five hours of a correction that takes no service away.
    expect(text).toContain('服务 2 次，更正以前月份减得多，合计 -2小时，积分 -20，1 人参加')
    expect(await wrong()).toEqual([])
  })
})

describe('for the jobs', () => {
  test('one community costs three statements, and its members come page by page', async ({ expect }) => {
    const [community] = await rows<{ id: number }>("select id from community where name = '东湖社区'")
    const id = community?.id ?? 0
    const store = new Store(env.DB)
    const facts = await store.batchByName(monthFactsOfCommunity(id, '2026-10', '2026-11-23'))
    const [total] = facts.total
    const report = groupReport({
      month: '2026-10',
      state: 'closed',
      total: total!,
      days: facts.days,
      workingDays: ['2026-10-29', '2026-10-30'],
      top: facts.top,
    })
    expect(report.map(({ code }) => code)).toEqual([
      'report.title', 'report.sums', 'report.split', 'report.gaps', 'report.top', 'report.top', 'report.top',
      'report.check_community',
    ]) // biome-ignore format: a list
    const gone = yearGone('2026-10', '2026-11-02')
    const [first] = await store.batch([memberMonths(id, '2026-10', 0, 2, gone)])
    expect(first).toHaveLength(2)
    const [others] = await store.batch([memberMonths(id, '2026-10', first?.at(-1)?.id ?? 0, 100, gone)])
    const all = [...(first ?? []), ...(others ?? [])]
    expect(all.map(({ id }) => id)).toEqual([...all.map(({ id }) => id)].sort((a, b) => a - b))
    const [zhao] = await rows<{ id: number }>("select id from person where name = '赵一'")
    const mine = all.find((one) => one.id === zhao?.id)
    expect(mine).toMatchObject({
      unit: '市财政局',
      times: 1,
      minutes: 360,
      byHand: 360,
      points: 60,
      leaveDays: 0,
    })
    expect(mine?.confirmed).toBeGreaterThan(0)
    const codes = memberReport({ ...mine!, month: '2026-10', gone }, 1200).map(({ code }) => code)
    expect(codes).toEqual([
      'report.mine',
      'report.split',
      'report.mine_year',
      'report.mine_behind',
      'report.mine_confirmed',
    ])
  })
})
