import { env } from 'cloudflare:workers'
import { beforeAll, describe, test } from 'vitest'
import { rows, run } from '../schema/lines.ts'
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

/** A Tuesday. */
const today = at('2026-11-24 08:00')
let talk: Talk
beforeAll(async () => {
  talk = await settledTalk(today)
})

const minutes = 60_000
const hours = 60 * minutes
const shiftsOf = (name: string) =>
  rows<{ day: string; state: string }>(
    'select s.day, s.state from shift s join person p on p.id = s.person_id where p.name = ? order by s.starts_at, s.id',
    name,
  )
/** What waits in the mailbox; an answer shows as much of it as it has room for. */
const letters = async (who: Speaker) =>
  `${(await talk.private(who, '/语言 简')).text}\n${(await talk.private(who, '/语言 简')).text}`

describe('/排班', () => {
  test('plans shifts, repeats what was understood, names the gaps, writes one letter each', async ({
    expect,
  }) => {
    talk.now = today
    const [a, b] = [await newMember(talk), await newMember(talk)]
    const said = await talk.group(
      secretary,
      `/排班 11-25 9:00-12:00 ${a.name} ${b.name}\n11-26 14:00-17:00 ${a.name}`,
    )
    expect(said.text).toContain('已排 3 个班：东湖社区')
    expect(said.text).toContain(`11月25日（周三） 09:00–12:00：${a.name}、${b.name}`)
    expect(said.text).toContain(`11月26日（周四） 14:00–17:00：${a.name}`)
    expect(said.text).toMatch(/还缺人（2 天）：11月24日（周二）、11月27日（周五）/)
    expect(said.text).toContain('已私下通知 2 位同志')
    expect(await letters(a)).toMatch(
      /给您排了 2 个班[\s\S]*11月25日（周三） 09:00–12:00、11月26日（周四） 14:00–17:00/,
    )
    expect(await shiftsOf(a.name)).toHaveLength(2)
    const acts = await rows("select id from audit where action = 'shift.plan'")
    expect(acts).toHaveLength(1)

    const again = await talk.group(secretary, `/排班 11-25 9:00-12:00 ${a.name} ${b.name}`)
    expect(again.text).toContain('这些班早已排过，没有变')
    expect(await shiftsOf(a.name)).toHaveLength(2)
    expect(await rows("select id from audit where action = 'shift.plan'")).toHaveLength(1)
    const more = await talk.group(secretary, `/排班 11-25 10:00-13:00 ${a.name}\n11-27 9:00-12:00 ${b.name}`)
    expect(more.text).toContain('已排 1 个班')
    expect(more.text).toContain(
      `没有排${a.name} 11月25日（周三） 10:00–13:00：那时已有班（11月25日（周三） 09:00–12:00）`,
    )
  })

  test('one bad line, and nothing is planned; every one is named', async ({ expect }) => {
    talk.now = today
    const a = await newMember(talk)
    await newMember(talk)
    await run(
      "update person set name = '赵同名', key = '赵同名' where id in (select id from person order by id desc limit 2)",
    )
    const b = await newMember(talk)
    const said = await talk.group(
      secretary,
      `/排班 11-25 9:00-12:00 ${b.name}\n11-31 上午 ${b.name}\n11-26 ${b.name}吃饭了没有啊\n11-26 上午 没此人\n11-27 上午 赵同名\n11-20 上午 ${b.name}`,
    )
    expect(said.text).toContain('一个班也没有排')
    for (const part of [
      /日历上没有「11-31/,
      /「没此人」/,
      /叫「赵同名」的有 2 位：P\d+（市财政局）、P\d+/,
      /没有看清姓名/,
      /11月20日（周五）的这个时间已经过了/,
    ])
      expect(said.text).toMatch(part)
    expect(said.text.split('\n').length).toBeLessThanOrEqual(12)
    expect(await shiftsOf(b.name)).toEqual([])
    const number = /P\d+/.exec(said.text)?.[0]
    expect((await talk.group(secretary, `/排班 11-25 9:00-12:00 ${number}`)).text).toContain('已排 1 个班')
    expect(a.name).toBeDefined()
  })

  test('a weekly pattern leaves holidays out, and says so', async ({ expect }) => {
    talk.now = at('2026-12-14 08:00')
    const a = await newMember(talk)
    const said = await talk.private(secretary, `/排班 每周五 9:00-12:00 ${a.name} 到1月底`)
    // 2027 is not known yet: New Year's Day is off by rule.
    expect(said.text).toContain('放假不排：1月1日（周五）')
    expect(said.text).toContain('已排 6 个班')
    expect((await shiftsOf(a.name)).map(({ day }) => day)).toEqual([
      '2026-12-18',
      '2026-12-25',
      '2027-01-08',
      '2027-01-15',
      '2027-01-22',
      '2027-01-29',
    ])
  })

  test('a table from a spreadsheet', async ({ expect }) => {
    talk.now = today
    const [a, b, c] = [await newMember(talk), await newMember(talk), await newMember(talk)]
    const said = await talk.private(
      secretary,
      `/排班\n日期\t上午\t下午\n12-07\t${a.name}、${b.name}\t${c.name}\n12-08\t\t${c.name}`,
    )
    expect(said.text).toContain('已排 4 个班')
    expect(said.text).toContain(`12月7日（周一） 09:00–12:00：${a.name}、${b.name}`)
    expect(await shiftsOf(c.name)).toHaveLength(2)
  })

  test('who is on leave is not planned, and is named without the reason', async ({ expect }) => {
    talk.now = today
    const a = await newMember(talk)
    await talk.private(a, '/请假 12-01 看病')
    const said = await talk.group(secretary, `/排班 12-01 上午 ${a.name}\n12-02 上午 ${a.name}`)
    expect(said.text).toContain(`请假，没有排：${a.name} 12-1`)
    expect(said.text).toContain('已排 1 个班')
    expect(said.text).not.toContain('看病')
  })

  test('cancelling tells the person', async ({ expect }) => {
    talk.now = today
    const a = await newMember(talk)
    await talk.group(secretary, `/排班 12-03 上午 ${a.name}`)
    expect((await talk.group(secretary, `/排班 取消 12-04 ${a.name}`)).text).toContain(
      `12月4日（周五）没有${a.name}的班`,
    )
    const said = await talk.group(secretary, `/排班 取消 12-03 ${a.name}`)
    expect(said.text).toContain('已取消 1 个班')
    expect(await letters(a)).toContain('12月3日（周四） 09:00–12:00的班取消了')
    expect((await shiftsOf(a.name))[0]?.state).toBe('cancelled')
    expect((await talk.group(secretary, `/排班 12-03 上午 ${a.name}`)).text).toContain('已排 1 个班')
  })

  test('R018: somebody is replaced early only if the secretary agrees, by a tap', async ({ expect }) => {
    talk.now = today
    const [old, young] = [await newMember(talk), await newMember(talk)]
    await talk.group(secretary, `/排班 11-25 上午 ${old.name}\n11-26 上午 ${old.name}`)
    const asked = await talk.group(secretary, `/排班 11-26 上午 ${young.name} 替 ${old.name}`)
    expect(asked.text).toMatch(
      new RegExp(`${old.name}在这张值班表上才 \\d 个工作日，换人一般要满 20 个工作日`),
    )
    expect(await shiftsOf(young.name)).toEqual([])
    const command = asked.buttons.find(({ label }) => label === '同意换人')?.command ?? ''
    expect(command).toBe(`/排班 同意 11-26 上午 ${young.name} 替 ${old.name}`)
    expect((await talk.group(secretary, command)).text).toContain('已排 1 个班')
    expect((await shiftsOf(old.name)).map(({ state }) => state)).toEqual(['planned', 'swapped'])
    expect(await letters(old)).toContain(`由${young.name}来值`)
  })

  test('a liaison plans people of the own unit where it is linked, and cannot agree', async ({ expect }) => {
    talk.now = today
    const liaison = await newMember(talk, 'wecom', '市林业局')
    const [own, foreign] = [await newMember(talk, 'wecom', '市林业局'), await newMember(talk)]
    await talk.group(admin, `/任命 @${liaison.name} 联络员`)
    expect((await talk.private(liaison, `/排班 12-09 上午 ${own.name}`)).text).toMatch(
      /看不出是哪个社区|不由您来排/,
    )
    await talk.private(liaison, '/单位报到 东湖社区')
    await talk.group(secretary, '/通过 市林业局')
    expect((await talk.private(liaison, `/排班 12-09 上午 ${own.name}`)).text).toContain(
      '已排 1 个班：东湖社区',
    )
    expect((await talk.private(liaison, `/排班 12-09 上午 ${foreign.name}`)).text).toContain('不是您单位的人')
    const other = await newMember(talk, 'wecom', '市林业局')
    const refused = await talk.private(liaison, `/排班 同意 12-09 上午 ${other.name} 替 ${own.name}`)
    expect(refused.text).toContain('要社区书记同意')
    expect((await talk.private(foreign, `/排班 12-09 上午 ${foreign.name}`)).text).toContain('排班由社区书记')
  })

  test('the same roster from two people at once is planned once', async ({ expect }) => {
    talk.now = today
    const a = await newMember(talk)
    const said = await Promise.all([
      talk.group(secretary, `/排班 12-10 上午 ${a.name}`),
      talk.group(admin, `/排班 12-10 9:30-11:00 ${a.name}`),
      talk.group(onDingtalk('boss-d', '管理员'), `/排班 12-10 上午 ${a.name}`),
    ])
    for (const { text } of said) expect(text).not.toContain('出错了')
    expect(said.filter(({ text }) => text.includes('已排 1 个班'))).toHaveLength(1)
    expect(await shiftsOf(a.name)).toHaveLength(1)
  })

  test('two hundred shifts at once, in two round trips; more are refused', async ({ expect }) => {
    talk.now = today
    const names: string[] = []
    for (let i = 0; i < 4; i++) names.push((await newMember(talk)).name)
    const days = Array.from({ length: 25 }, (_, i) => `2027-02-${String(i + 1).padStart(2, '0')}`)
    const text = (days: string[]) => days.map((day) => `${day} 全天 ${names.join(' ')}`).join('\n')
    const said = await talk.private(secretary, `/排班 ${text(days)}`)
    expect(said.text).toContain('已排 200 个班')
    expect(said.text.split('\n').length).toBeLessThanOrEqual(12)
    expect((await talk.private(secretary, `/排班 ${text([...days, '2027-03-01'])}`)).text).toContain(
      '一次最多排 200 个班',
    )
  })
})

describe('/排班 over holidays, and what it says when it cannot cancel', () => {
  test('a span of weekdays leaves them out, a day that is typed does not; both are said', async ({
    expect,
  }) => {
    talk.now = at('2026-09-21 08:00')
    const a = await newMember(talk)
    const span = await talk.group(secretary, `/排班 下周一到周五 上午 ${a.name}`)
    expect(span.text).toContain('已排 3 个班')
    expect(span.text).toContain('放假不排：10月1日（周四）、10月2日（周五）')
    const day = await talk.group(secretary, `/排班 10-1 上午 ${a.name}`)
    expect(day.text).toContain('这些天放假，照您写的排了（1 天）：10月1日（周四）')
    for (const typed of ['取消 10-1', `取消 ${a.name}`])
      expect((await talk.group(secretary, `/排班 ${typed}`)).text).toContain('例如：/排班 取消 11-25 张伟')
    const mixed = await talk.group(secretary, `/排班 10-1 上午 取消\n10-2 上午 ${a.name}`)
    expect(mixed.text).toContain('一个班也没有排')
    expect((await talk.group(secretary, `/排班 10-1 ${a.name} 取消`)).text).toContain('已取消 1 个班')
  })
})

describe('/值班表', () => {
  test('a week by day: who is on, where somebody is missing, holidays; own shifts in private', async ({
    expect,
  }) => {
    talk.now = at('2026-12-28 08:00')
    const t = new Talk(talk.now, 'lake')
    await t.group(admin, '/绑定社区 月湖社区')
    const a = onWecom('lake-a', '钱一班')
    await t.group(a, '/登记 钱一班 市水利局')
    expect((await t.group(a, '/值班表')).text).toContain('还没有排班')
    await t.group(admin, '/排班 12-29 上午 钱一班\n12-30 全天 钱一班')
    const said = await t.group(a, '/值班表')
    expect(said.text).toContain('月湖社区 12月28日到1月3日值班表')
    expect(said.text).toContain('12月28日（周一） 缺')
    expect(said.text).toContain('12月29日（周二） 09:00–12:00 钱一班（还可以加 1 人）')
    expect(said.text).toContain('09:00–12:00 钱一班；14:00–17:00 钱一班')
    expect(said.text).toMatch(/1月1日（周五）.*元旦.*放假/)
    expect(said.text).not.toContain('您的班')
    const own = await t.private(a, '/值班表 下周')
    expect(own.text).toContain('您的班：12月29日（周二） 09:00–12:00、')
    expect(own.text.split('\n').length).toBeLessThanOrEqual(12)
    const month = await t.private(a, '/值班表 本月')
    expect(month.text).toMatch(/月湖社区12月值守达标 2\/23天。缺 21 天：12月1日、/)
    expect((await t.private(a, '/值班表 今年')).text).toContain('本周、下周')
    for (const typed of ['明天', '12-30', '我的', '周三 月湖社区'])
      expect((await t.group(a, `/值班表 ${typed}`)).text, typed).toContain(
        '12月29日（周二） 09:00–12:00 钱一班',
      )
    expect((await t.group(a, '/值班表 三号社区')).text).toContain('没有「三号社区」这个社区')
    expect((await t.private(a, '/值班表 东湖社区')).text).toContain('您看不到')
  })
})

describe('/抽查', () => {
  test('names who is there in the group, and who is not to the secretary alone', async ({ expect }) => {
    const t = new Talk(at('2026-11-24 08:00'), 'hill')
    await t.group(admin, '/绑定社区 青山社区')
    const [a, b] = [onWecom('hill-a', '孙在岗'), onWecom('hill-b', '孙没来')]
    for (const who of [a, b]) await t.group(who, `/登记 ${who.name} 市水利局`)
    await t.group(admin, '/排班 11-24 9:00-12:00 孙在岗 孙没来')
    t.now = at('2026-11-24 08:50')
    await t.group(a, '/报到')
    t.now = at('2026-11-24 09:25')
    const said = await t.group(admin, '/抽查')
    expect(said.text).toContain('在岗 1 人')
    expect(said.text).toContain('孙在岗，11月24日 08:50 报到，已 35分钟')
    expect(said.text).not.toContain('孙没来')
    expect((await t.private(admin, '/私信')).text).toContain('孙没来，09:00 的班，已过 25分钟')
    const [act] = await rows<{ detail: string }>(
      "select detail from audit where action = 'roster.spot_check'",
    )
    expect(JSON.parse(act?.detail ?? '{}')).toMatchObject({ there: 1, due: 2 })
    expect((await t.private(admin, '/抽查 青山社区')).text).toContain('孙没来，09:00 的班')
    expect((await t.group(a, '/抽查')).text).toContain('由社区书记')
    expect((await t.private(admin, '/抽查 无名社区')).text).toContain('没有「无名社区」这个社区，没有抽查')
    const elsewhere = onWecom('hill-head', '孙书记')
    await t.group(elsewhere, '/登记 孙书记 青山社区')
    await t.group(admin, '/任命 @孙书记 书记')
    expect((await t.private(elsewhere, '/抽查 东湖社区')).text).toContain(
      '东湖社区不是您负责的社区，不能抽查',
    )
  })
})

describe('a duty finds its shift', () => {
  test('within an hour before the start; with a word its hours are confirmed at once', async ({ expect }) => {
    talk.now = at('2026-11-24 08:00')
    const a = await newMember(talk)
    await talk.group(secretary, `/排班 11-25 9:00-12:00 ${a.name}`)
    talk.now = at('2026-11-25 08:10')
    expect((await talk.group(a, '/报到')).text).toContain('东湖社区，08:10 开始，今天 09:00–12:00 的班')
    talk.now += 4 * hours
    const said = await talk.group(a, '/签退 接待了5位居民')
    expect(said.text).toMatch(/已记 T\d+，共 4小时，按值班表已核定/)
    expect(await confirmed(a.name)).toEqual([{ minutes: 240, verdict: 'approved', actor_id: null }])
    expect((await talk.private(a, '/我的')).text).not.toContain('待核')
  })

  test('being late is said kindly, in private only; without a word the hours wait, and the word confirms them', async ({
    expect,
  }) => {
    talk.now = at('2026-11-24 08:00')
    const a = await newMember(talk)
    await talk.group(secretary, `/排班 11-25 9:00-12:00 ${a.name}`)
    talk.now = at('2026-11-25 09:20')
    expect((await talk.private(a, '/报到')).text).toContain('比班次晚了 20分钟，没关系')
    talk.now = at('2026-11-25 12:00')
    expect((await talk.group(a, '/签退')).text).toContain('待核（没写做了什么）')
    expect(await confirmed(a.name)).toEqual([{ minutes: 160, verdict: null, actor_id: null }])
    expect((await talk.group(a, '/签退 贴了通知')).text).toContain('按值班表已核定')
    expect(await confirmed(a.name)).toEqual([{ minutes: 160, verdict: 'approved', actor_id: null }])
  })

  test('too early is ad hoc; long after the shift waits; somebody unverified waits until verified', async ({
    expect,
  }) => {
    talk.now = at('2026-11-24 08:00')
    const [a, b] = [await newMember(talk), await newMember(talk)]
    const c = onWecom('unverified', '吴待核')
    await talk.group(c, '/登记 吴待核 市财政局')
    await talk.group(secretary, `/排班 11-25 10:00-12:00 ${a.name} ${b.name} ${c.name}`)
    talk.now = at('2026-11-25 08:50')
    expect((await talk.group(a, '/报到')).text).not.toContain('的班')
    talk.now = at('2026-11-25 10:00')
    await talk.group(b, '/报到')
    await talk.group(c, '/报到')
    talk.now = at('2026-11-25 15:00')
    expect((await talk.group(a, '/签退 巡楼')).text).toContain('待核（临时值守）')
    expect((await talk.group(b, '/签退 巡楼')).text).toContain('待核（比班次长）')
    talk.now = at('2026-11-25 15:00')
    await talk.group(c, '/签退 巡楼')
    await run("update hour_entry set waits_for = '' where 0")
    talk.now = at('2026-11-26 08:00')
    await talk.group(secretary, `/排班 11-26 9:00-12:00 ${c.name}`)
    talk.now = at('2026-11-26 09:00')
    await talk.group(c, '/报到')
    talk.now = at('2026-11-26 11:00')
    expect((await talk.group(c, '/签退 扫雪')).text).toContain('待核（登记待核实）')
    await talk.group(secretary, '/通过 吴待核')
    expect((await confirmed(c.name)).filter(({ verdict }) => verdict === 'approved')).toEqual([
      { minutes: 120, verdict: 'approved', actor_id: null },
    ])
  })

  test('shifts that follow each other are served by one duty', async ({ expect }) => {
    talk.now = at('2026-11-24 08:00')
    const [a, b] = [await newMember(talk), await newMember(talk)]
    await talk.group(
      secretary,
      `/排班 11-25 8:00-10:00、10:00-12:00、13:00-16:00 ${a.name}\n11-25 9:00-12:00 ${b.name}\n11-25 14:00-17:00 ${b.name}`,
    )
    talk.now = at('2026-11-25 08:55')
    for (const who of [a, b]) await talk.group(who, '/报到')
    talk.now = at('2026-11-25 16:20')
    for (const who of [a, b]) await talk.group(who, '/签退 接待居民')
    expect(await confirmed(a.name)).toEqual([{ minutes: 445, verdict: 'approved', actor_id: null }])
    expect(await confirmed(b.name)).toEqual([{ minutes: 445, verdict: null, actor_id: null }])
  })

  test('a forgotten one is closed at the planned end', async ({ expect }) => {
    talk.now = at('2026-11-24 08:00')
    const a = await newMember(talk)
    await talk.group(secretary, `/排班 11-25 9:00-12:00 ${a.name}`)
    talk.now = at('2026-11-25 09:00')
    await talk.group(a, '/报到')
    talk.now = at('2026-11-25 20:00')
    expect((await talk.private(a, '/签退 忘了')).text).toMatch(
      /已按班次结束的时间系统签退[：\n]东湖社区 11月25日 09:00–12:00，3小时/,
    )
    expect(await confirmed(a.name)).toEqual([{ minutes: 180, verdict: null, actor_id: null }])
  })
})

describe('the roster of people who join or leave', () => {
  test('/绑定 takes the shifts along; of two at one time one stays', async ({ expect }) => {
    talk.now = today
    const phone = await newMember(talk)
    const other = await newMember(talk, 'dingtalk')
    await talk.group(secretary, `/排班 12-16 上午 ${phone.name} ${other.name}\n12-17 上午 ${other.name}`)
    const code = /绑定码：(\w{6})/.exec((await talk.private(phone, '/绑定')).text)?.[1]
    await talk.private(other, `/绑定 ${code}`)
    const shifts = (await shiftsOf(phone.name)).map(({ day, state }) => `${day} ${state}`)
    expect(shifts.filter((shift) => shift.endsWith('planned'))).toEqual([
      '2026-12-16 planned',
      '2026-12-17 planned',
    ])
    expect((await talk.private(other, '/值班表 2026-12')).text).toContain('12月17日（周四） 09:00–12:00')
  })

  test('/注销 takes back what lies ahead; what is over stays without a name', async ({ expect }) => {
    talk.now = today
    const who = await newMember(talk)
    await talk.group(secretary, `/排班 11-24 9:00-12:00 ${who.name}\n12-18 上午 ${who.name}`)
    talk.now = at('2026-11-25 08:00')
    expect(
      (await talk.private(who, '/我的数据 2')).text + (await talk.private(who, '/我的数据')).text,
    ).toContain('值班表：2 个班')
    const [person] = await rows<{ id: number }>('select id from person where name = ?', who.name)
    await talk.private(who, '/注销')
    expect((await talk.private(who, '/注销 确认')).text).toContain('已注销')
    const left = await rows<{ state: string }>(
      'select state from shift where person_id = ? order by day',
      person?.id ?? 0,
    )
    expect(left.map(({ state }) => state)).toEqual(['planned', 'cancelled'])
  })
})

test('the schema lets no shifts of one person overlap', async ({ expect }) => {
  talk.now = at('2026-11-24 08:00')
  const a = await newMember(talk)
  await talk.group(secretary, `/排班 12-15 9:00-12:00 ${a.name}`)
  const copy = env.DB.prepare(
    `insert into shift (community_id, person_id, unit_id, day, starts_at, ends_at, planned_at, message)
      select community_id, person_id, unit_id, day, starts_at + 60000, ends_at, planned_at, 'x' from shift
      where person_id = (select id from person where name = ?)`,
  ).bind(a.name)
  await expect(copy.run()).rejects.toThrow('shift.overlap')
})

const confirmed = (name: string) =>
  rows<{ minutes: number; verdict: string | null; actor_id: number | null }>(
    `select e.minutes, v.verdict, v.actor_id from hour_entry e join person p on p.id = e.person_id
      left join verdict v on v.entry_id = e.id where p.name = ? order by e.id`,
    name,
  )
