import { beforeAll, describe, test, vi } from 'vitest'
import { rows, run } from '../schema/lines.ts'
import { Browser, textOf } from '../support/console.ts'
import { entryIn, newMember } from '../support/members.ts'
import { order, standing } from '../support/orders.ts'
import { PairTown } from '../support/pairs.ts'
import { personOf, planShift } from '../support/roster.ts'
import { admin, at, onWecom, secretary, settledTalk, type Talk } from '../support/talk.ts'

let talk: Talk
let desk: Browser
beforeAll(async () => {
  vi.spyOn(console, 'info').mockImplementation(() => {})
  talk = await settledTalk(at('2026-11-23 09:00'))
  desk = await Browser.of(talk, secretary)
})

/** A page's table as lines of cells. */
const lines = (html: string): string[] =>
  [...html.matchAll(/<tr>([\s\S]*?)<\/tr>/g)].map(([, row = '']) =>
    textOf(row.replaceAll(/<\/t[hd]>/g, ' | ')),
  )

describe('the roster as a calendar', { timeout: 60_000 }, () => {
  test('names, gaps and coverage are those of the chat', async ({ expect }) => {
    const who = await newMember(talk)
    await planShift(who, '2026-11-25')
    await talk.group(who, '/报到')
    const page = await desk.page('/console/roster')
    expect(textOf(page)).toMatch(new RegExp(`11月25日（周三） 09:00–12:00 ${who.name} 可再加 1 人`))
    expect(textOf(page)).toContain('11月26日（周四） 缺 1 人')
    expect(textOf(page)).toContain('11月23日（周一） 今天 到岗 1 人')
    const [, covered] =
      /值守达标 (\d+\/\d+)天/.exec((await talk.private(secretary, '/值班表 本月')).text) ?? []
    expect(textOf(page).replaceAll(' ', '')).toContain(`值守达标${covered}天`)
    // The 1st of November is a Sunday.
    expect(page).toMatch(/<li class="from-7 off">/)
  })

  test('a shift planned on the page, in the month after this one, too', async ({ expect }) => {
    const who = await newMember(talk)
    const page = await desk.page('/console/roster?month=2026-12')
    expect(textOf(page)).toContain('东湖社区 2026年12月')
    const planned = textOf(await desk.act(page, '/排班 东湖社区；', `12-02 9:00-12:00 ${who.name}`))
    expect(planned).toContain('已排 1 个班')
    expect(planned).toContain(`12月2日（周三） 09:00–12:00 ${who.name}`)
    expect(textOf(await desk.page('/console/roster?month=2028-01'))).toContain('2026年11月')
  })

  test('who belongs to another unit is counted for a liaison, not named', async ({ expect }) => {
    const [mine, other] = [await newMember(talk), await newMember(talk, 'wecom', '市司法局')]
    await planShift(mine, '2026-11-27')
    await planShift(other, '2026-11-27')
    const liaison = onWecom('roster-li', '罗联络')
    await talk.group(liaison, '/登记 罗联络 市财政局')
    await run(`insert into role (person_id, role, unit_id, granted_at) select ${await personOf(liaison)}, 'liaison', id, 0
      from unit where key = '市财政局'`)
    await run(`insert into unit_link (unit_id, community_id, state, asked_by, asked_at, settled_by, settled_at, message, settle_message)
      select id, 1, 'confirmed', 1, 0, 1, 0, 'w', 'w' from unit where key = '市财政局'`)
    const page = textOf(await (await Browser.of(talk, liaison)).page('/console/roster'))
    expect(page).toContain(`09:00–12:00 ${mine.name} 另 1 人`)
    expect(page).not.toContain(other.name)
  })

  test('the code of the day is the chat’s, for the secretary alone', async ({ expect }) => {
    expect(await desk.page('/console/roster')).not.toContain('value="/签到码')
    const said = (await talk.private(secretary, '/签到码 开')).text
    const [code = '-'] = /\d{4}(?!\d|年|-)/.exec(said.replaceAll(/\d+月\d+日/g, '')) ?? []
    const page = await desk.act(await desk.page('/console/roster'), '/签到码 东湖社区')
    expect(textOf(page)).toContain(code)
    expect(await (await Browser.of(talk, admin)).page('/console/roster')).toContain(
      'value="/签到码 东湖社区"',
    )
    await talk.private(secretary, '/签到码 关')
  })
})

describe('the board of orders', { timeout: 60_000 }, () => {
  test('each order stands in its column; a column by itself; one tap brings it on', async ({ expect }) => {
    const who = await newMember(talk)
    const now = talk.now
    await order('等派的事', { state: 'requested' })
    await order('抽签的事', { state: 'drawing', draw_at: now + 600_000 })
    const open = await order('可接的事', { urgency: 'urgent' })
    await order('过期的事', { ends_at: now - 3_600_000 })
    const taken = await order('有人接的事')
    await talk.private(who, `/接单 ${taken}`)
    const done = await order('办完的事')
    await talk.private(who, `/接单 ${done}`)
    await talk.private(who, `/完成 ${done} 昨天 14:00-15:00 办好了`)

    const page = await desk.page('/console/orders')
    for (const [column, title] of [
      ['等派单 1', '等派的事'],
      ['抽签中 1', '抽签的事'],
      ['可接 1', '可接的事'],
      ['已接 1', '有人接的事'],
      ['已过期 1', '过期的事'],
      ['等核销 1', '办完的事'],
    ]) {
      const section = page.split('<section>').find((one) => one.includes(`<h2>${column}</h2>`)) ?? ''
      expect([column, textOf(section)]).toEqual([column, expect.stringContaining(title ?? '')])
    }
    expect(textOf(page)).toContain(`已满 已接：${who.name}`)

    const one = textOf(await desk.page('/console/orders?state=overdue'))
    expect(one).toContain('过期的事')
    expect(one).not.toContain('可接的事')

    expect(textOf(await desk.act(page, `/催单 ${open}`))).toContain(`${open}`)
    const graded = textOf(await desk.act(await desk.page('/console/orders?state=done'), `/核销 ${done} 好`))
    expect(graded).toContain('等核销 0')
    expect(await standing(done)).toMatch(/^verified/)
    const cancelled = textOf(await desk.act(page, `/取消单 ${open}`, '不用了'))
    expect(cancelled).toContain('可接 0')
  })

  test('what was verified or called off since the month began stands in a column of its own, without acts', async ({
    expect,
  }) => {
    const before = await order('上个月的事', { state: 'verified', closed_at: at('2026-10-31 23:59') })
    await order('月初的事', { state: 'verified', closed_at: at('2026-11-01 00:00') })
    const called = await order('不办的事', { state: 'cancelled', closed_at: talk.now })
    const who = await newMember(talk)
    const done = await order('刚办结的事')
    await talk.private(who, `/接单 ${done}`)
    await talk.private(who, `/完成 ${done} 昨天 16:00-17:00 办好了`)
    await talk.private(secretary, `/核销 ${done} 很好`)

    const page = await desk.page('/console/orders?state=closed')
    const text = textOf(page)
    expect(text).toContain('刚办结的事')
    expect(text).toMatch(new RegExp(`评价：很好 *已接：${who.name}`))
    expect(text.indexOf('刚办结的事')).toBeLessThan(text.indexOf('月初的事'))
    expect(text).toContain('不办的事')
    expect(text).not.toContain('上个月的事')
    for (const order of [before, called, done]) expect(page).not.toContain(`value="/催单 ${order}"`)
    expect(page).not.toMatch(/value="\/(?:取消单|核销|推荐|派单) /)
    expect(textOf(await desk.page('/console/orders'))).toContain('刚办结的事')
    expect(textOf(await desk.page('/console'))).not.toContain('刚办结的事')
  })

  test('the column of what is over pages by key, too', async ({ expect }) => {
    for (let i = 0; i < 33; i++)
      await order(`办结${i}号`, { state: 'verified', closed_at: talk.now - 60_000 * i - 1 })
    const first = await desk.page('/console/orders?state=closed')
    const [, next = ''] = /href="(\/console\/orders\?state=closed&amp;after=\d+)"/.exec(first) ?? []
    const second = await desk.page(next.replaceAll('&amp;', '&'))
    const titles = (html: string) => [...html.matchAll(/办结\d+号/g)].map(([title]) => title)
    expect(new Set([...titles(first), ...titles(second)]).size).toBe(33)
    expect(titles(second).filter((title) => titles(first).includes(title))).toEqual([])
  })

  test('a column pages by key, the urgent first', async ({ expect }) => {
    for (let i = 0; i < 33; i++)
      await order(`长单${i}`, { state: 'requested', urgency: i === 32 ? 'critical' : 'normal' })
    const first = await desk.page('/console/orders?state=waiting')
    expect(textOf(first).indexOf('长单32')).toBeLessThan(textOf(first).indexOf('长单0'))
    const [, next = ''] = /href="(\/console\/orders\?state=waiting&amp;after=\d+)"/.exec(first) ?? []
    const second = await desk.page(next.replaceAll('&amp;', '&'))
    const titles = (html: string) => [...html.matchAll(/长单\d+/g)].map(([title]) => title)
    expect(new Set([...titles(first), ...titles(second)]).size).toBe(33)
    expect(titles(second).filter((title) => titles(first).includes(title))).toEqual([])
  })
})

describe('pairs', { timeout: 60_000 }, () => {
  test('partners with term, goal and joint service, as /搭档 has them; a household by its code, apart', async ({
    expect,
  }) => {
    const town = await PairTown.settle(talk.now)
    const [member, volunteer] = await town.partners()
    await town.private(member, '/搭档 目标 每周看望独居老人')
    town.now = at('2026-11-24 09:00')
    for (const who of [member, volunteer]) await town.group(who, '/报到')
    town.now = at('2026-11-24 11:00')
    for (const who of [member, volunteer]) await town.group(who, '/签退 看望老人')
    await town.private(town.secretary, '/通过 全部')
    await town.private(town.secretary, `/结对 ${member.name} H7 教育 住户同意`)
    await town.private(member, '/走访 H7 都好')

    const page = await (await Browser.of(town, town.secretary)).page('/console/pairs')
    const [partners, households] = [0, 1].map((i) => page.split('<h2>')[i + 1] ?? '')
    expect((await town.private(member, '/搭档')).text).toContain('本月 1 次 2小时，一共 1 次 2小时')
    expect(lines(partners ?? '')[1]).toMatch(
      new RegExp(
        `${member.name} \\| ${volunteer.name} \\| 1 次 2小时 \\| 1 次 2小时 \\| 11月24日 \\| 2026年11月23日到2027年\\d+月\\d+日 \\| \\| 每周看望独居老人 \\| ${town.community}`,
      ),
    )
    const said = (await town.private(town.secretary, '/结对 名单')).text
    const [, visits] = /本月 (\d+\/\d+) 次/.exec(said) ?? []
    expect(lines(households ?? '')[1]).toContain(`| 教育 | ${member.name}`)
    expect(lines(households ?? '')[1]).toContain(`H7 | ${visits} 次 |`)
    expect(textOf(households ?? '')).toContain('1+1结对服务：结对 1 户')
    expect(textOf(partners ?? '')).not.toContain('H7')
  })
})

describe('balance and grades', { timeout: 60_000 }, () => {
  test('communities from hot to cold, as /冷热 says, and what nobody there can do', async ({ expect }) => {
    const who = await newMember(talk)
    const entry = entryIn((await talk.private(who, '/工时 3小时 助餐 11-20')).text)
    await talk.private(secretary, `/通过 ${entry}`)
    const number = await order('写起诉状', { category: 'legal', places: 2 })
    const page = await desk.page('/console/balance')
    const { text } = await talk.private(secretary, '/冷热')
    const [, place, average, members] = /(\d+)\. 东湖社区 人均 (\S+?)（(\d+) 人）/.exec(text) ?? []
    const [row = ''] = lines(page).filter((one) => one.startsWith('东湖社区'))
    expect(row).toMatch(new RegExp(`^东湖社区 \\| ${place} \\| ${members} \\| \\S+ \\| ${average} \\| `))
    expect(text).toContain(`法律（${number}号）`)
    expect(lines(page).find((one) => one.startsWith('法律'))).toBe(`法律 | #${number} | 0 | 没人能办 |`)
    const all = await Browser.of(talk, admin)
    expect(textOf(await all.page('/console/balance'))).toContain('点社区名')
    expect(textOf(await all.page('/console/balance?place=东湖社区'))).toContain('东湖社区：谁能办')
  })

  test('grades by community; graders and whose grades tell nothing, as /月报 says, for administrators only', async ({
    expect,
  }) => {
    const judge = await personOf(secretary)
    await run(
      `insert into grade_count (month, community_id, grader_id, excellent, good, fair) values ('2026-10', 1, ${judge}, 19, 1, 0)`,
    )
    const all = await (await Browser.of(talk, admin)).page('/console/grades?month=2026-10')
    expect(lines(all)[1]).toBe('东湖社区 区分不出好坏 | 20 | 19 | 1 | 0 | 95.0% |')
    expect(textOf(all)).toContain('李书记 区分不出好坏')
    expect((await talk.private(admin, '/月报 上月')).text).toContain('东湖社区 95.0%（20次）')
    expect(textOf(all)).toContain('东湖社区：评 20 次，很好占 95.0%')
    const own = textOf(await desk.page('/console/grades?month=2026-10'))
    expect(own).toContain('95.0%')
    expect(own).not.toContain('区分不出')
    expect(own).not.toContain('按评价人')
    expect(await rows("select 1 as x from grade_count where month = '2026-10'")).toHaveLength(1)
  })
})
