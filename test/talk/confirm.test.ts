import { beforeAll, describe, test, vi } from 'vitest'
import { rows, run, why } from '../schema/lines.ts'
import { entryIn, newMember } from '../support/members.ts'
import { at, onWecom, type Speaker, secretary, settledTalk, type Talk } from '../support/talk.ts'

let talk: Talk
let who: Speaker

beforeAll(async () => {
  vi.spyOn(console, 'info').mockImplementation(() => {})
  talk = await settledTalk(at('2026-09-20 18:00'))
  who = await newMember(talk)
  await hoursOf('9-19 1小时')
  talk.now = at('2026-10-20 18:00')
  await hoursOf('昨天 2小时')
  await hoursOf('昨天 4小时30分钟')
})

/** Approved hours; gives the entry. */
async function hoursOf(text: string, approved = true): Promise<number> {
  const entry = entryIn((await talk.private(who, `/工时 ${text} 助餐`)).text)
  if (approved) await talk.private(secretary, `/通过 ${entry}`)
  return entry
}

/** A card breaks its long first line. */
const whole = ({ text }: { text: string }) => text.replaceAll('\n', '')

describe('/确认', () => {
  test('is not for a month that runs, for a week, or for somebody who was not there', async ({ expect }) => {
    expect((await talk.private(who, '/确认 本月')).text).toContain(
      '10月还没有过完，没有确认。请在 11月1日 以后再发',
    )
    expect((await talk.private(who, '/确认 上周')).text).toContain('双报告只按月确认')
    for (const doubt of ['不对，少了一次', '张三', '9月 有问题', '没有确认过'])
      expect((await talk.private(who, `/确认 ${doubt}`)).text).toContain('没有确认：不明白')
    const late = await newMember(talk)
    expect((await talk.private(late, '/确认')).text).toContain('您9月还没有登记')
    expect((await talk.private(onWecom('nobody'), '/确认')).text).toContain('/登记 姓名 单位')
    const volunteer = onWecom('vol', '志愿甲')
    await talk.group(volunteer, '/登记 志愿甲 志愿者')
    expect((await talk.private(volunteer, '/确认')).text).toContain('您不用确认')
    expect(await rows('select 1 from report_confirmation')).toEqual([])
  })

  test('reports the last month to the unit, with the figures in private only', async ({ expect }) => {
    talk.now = at('2026-11-02 08:30')
    await hoursOf('10-31 1小时', false)
    expect((await talk.private(who, '/我的')).text).toContain('10月的双报告还没有确认，核对后请发：/确认')
    expect((await talk.group(who, '/我的')).text).not.toContain('双报告')
    const answer = await talk.private(who, '/确认', 'c-1')
    expect(whole(answer)).toContain('报给市财政局：2 次，6小时30分钟，积分 65')
    expect(answer.text).toContain('手工记的和补报的 6小时30分钟')
    expect(answer.text).toContain('还有 1 条（1小时）待核，没有算在里面')
    expect((await talk.private(who, '/确认', 'c-1')).text).toBe(answer.text)
    expect((await talk.private(who, '/我的')).text).not.toContain('双报告')
    const kept = await rows('select month, times, minutes, points from report_confirmation')
    expect(kept).toEqual([{ month: '2026-10', times: 2, minutes: 390, points: 65 }])
  })

  test('twice gives the same answer with when, and offers an older month that was forgotten', async ({
    expect,
  }) => {
    talk.now = at('2026-11-03 10:00')
    const again = await talk.private(who, '/确认')
    expect(whole(again)).toContain(
      '10月的双报告已在 11月2日 08:30 确认。报给市财政局：2 次，6小时30分钟，积分 65',
    )
    expect(again.text).toContain('9月的还没有确认，请发：/确认 2026-09')
    expect((await talk.private(who, '/确认 9月 没问题，谢谢')).text).toContain('已确认9月的双报告')
    expect((await talk.private(who, '/确认')).text).not.toContain('9月')
  })

  test('stays as it was: what changes afterwards is told kindly', async ({ expect }) => {
    const [first] = await rows<{ id: number }>(
      "select min(id) as id from hour_entry where service_day like '2026-10%'",
    )
    await talk.private(secretary, '/通过 全部')
    expect((await talk.private(who, '/确认')).text).toMatch(/确认以后10月又核定了工时，现在是 7小时30分钟/)
    talk.now = at('2026-11-10 10:00')
    await talk.private(secretary, `/更正 T${first?.id} 1小时 记多了`)
    const { text } = await talk.private(who, '/确认')
    expect(text).toContain('确认以后10月的服务有更正（-1小时），记在后面的月份里')
    expect(text.replaceAll('\n', '')).toContain('2 次，6小时30分钟，积分 65')
    const changed = run('update report_confirmation set minutes = 1')
    expect(await why(changed)).toBe('ledger.fixed')
    expect(
      (await talk.private(who, '/我的数据 2')).text + (await talk.private(who, '/我的数据')).text,
    ).toContain('2026年10月双报告：11月2日 08:30 报给市财政局')
  })

  test('in a group says neither hours nor points', async ({ expect }) => {
    talk.now = at('2026-10-21 18:00')
    const other = await newMember(talk)
    talk.now = at('2026-11-10 11:00')
    const first = await talk.group(other, '/确认')
    expect(first.text).toContain('已确认10月的双报告')
    expect((await talk.group(other, '/確認')).text).toContain('10月的双报告已在 11月10日 11:00 确认')
    for (const { text } of [first, await talk.group(who, '/确认')])
      expect(text).not.toMatch(/小时|积分|次，|市财政局/)
  })

  test('two at one instant: one is kept, and both hear the same figures', async ({ expect }) => {
    talk.now = at('2026-10-21 18:00')
    who = await newMember(talk)
    await hoursOf('昨天 2小时')
    talk.now = at('2026-11-10 12:00')
    const said = await Promise.all([talk.private(who, '/确认'), talk.private(who, '/确认')])
    for (const answer of said) expect(whole(answer)).toContain('1 次，2小时，积分 20')
    expect(said.filter(({ text }) => text.includes('已确认10月的双报告')).length).toBeLessThanOrEqual(1)
    const mine = 'select 1 from report_confirmation c join person p on p.id = c.person_id where p.name = ?'
    expect(await rows(mine, who.name)).toHaveLength(1)
  })

  test('goes with the person', async ({ expect }) => {
    await talk.private(who, '/注销')
    await talk.private(who, '/注销 确认')
    expect(
      await rows(
        'select 1 from report_confirmation c join person p on p.id = c.person_id where p.gone_at is not null',
      ),
    ).toEqual([])
    expect(await rows('select 1 from person where gone_at is not null and last_served is not null')).toEqual(
      [],
    )
  })
})
