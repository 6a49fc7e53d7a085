import fc from 'fast-check'
import { beforeAll, describe, test } from 'vitest'
import { put, rows, run } from '../schema/lines.ts'
import { Browser, textOf } from '../support/console.ts'
import { entryIn, newMember } from '../support/members.ts'
import { personOf } from '../support/roster.ts'
import { column, csv, xlsx } from '../support/sheets.ts'
import { admin, at, onWecom, type Speaker, secretary, settledTalk, Talk } from '../support/talk.ts'

const NOW = at('2026-11-23 09:00')
let talk: Talk
beforeAll(async () => {
  talk = await settledTalk(NOW)
})

const kept = async (period: string, scope: string, of: 'minutes' | 'points' | 'by_hand' | 'entries') =>
  (
    await rows<{ sum: number }>(
      `select coalesce(sum(${of}), 0) as sum from ledger_total where scope = ? and period = ?`,
      scope,
      period,
    )
  )[0]?.sum ?? 0

/** Minutes as people write them in an answer: 12小时5分钟. */
const minutesIn = (text: string): number => {
  const [, hours = '0', minutes = '0'] = /(?:(\d+)小时)?(?:(\d+)分钟)?/.exec(text) ?? []
  return Number(hours) * 60 + Number(minutes)
}

describe('sums', { timeout: 300_000 }, () => {
  test('of random hours, verdicts and corrections agree with the ledger and /月报 to the minute, in every table', async ({
    expect,
  }) => {
    const members = [
      await newMember(talk),
      await newMember(talk, 'dingtalk', '市司法局'),
      await newMember(talk),
    ]
    const things = fc.sample(
      fc.record({
        who: fc.integer({ min: 0, max: 2 }),
        minutes: fc.integer({ min: 1, max: 119 }),
        fate: fc.constantFrom(
          'approve',
          'approve',
          'approve',
          'reject',
          'leave',
          'correct',
          'correct',
          'twice',
        ),
        to: fc.integer({ min: 1, max: 200 }),
        again: fc.integer({ min: 0, max: 200 }),
      }),
      { numRuns: 24, seed: 20_261_123 },
    )
    for (const [i, { who, minutes, fate, to, again }] of things.entries()) {
      const day = `${i % 3 === 0 ? '10' : '11'}-${i % 3 === 0 ? 25 + (i % 6) : 1 + (i % 22)}`
      const said = await talk.private(members[who] as Speaker, `/工时 ${minutes}分钟 第${i}件事 ${day}`)
      const entry = entryIn(said.text)
      if (!entry || fate === 'leave') continue
      await talk.private(secretary, fate === 'reject' ? `/驳回 ${entry} 没有安排` : `/通过 ${entry}`)
      if (fate === 'correct' || fate === 'twice')
        await talk.private(secretary, `/更正 ${entry} ${to}分钟 记错了`)
      if (fate === 'twice' && again > 0) await talk.private(secretary, `/更正 ${entry} ${again}分钟 又记错了`)
    }
    expect((await rows("select id from hour_entry where kind = 'correction'")).length).toBeGreaterThan(3)

    for (const who of [admin, secretary]) {
      const browser = await Browser.of(talk, who)
      for (const period of ['2026-11', '2026-10', '2026']) {
        const query = period.length === 4 ? `year=${period}` : `month=${period}`
        const [minutes, points, byHand] = [
          await kept(period, 'all', 'minutes'),
          await kept(period, 'all', 'points'),
          await kept(period, 'all', 'by_hand'),
        ]
        for (const read of [
          (await xlsx(browser, `/console/exports/ledger?${query}`)).rows,
          (await csv(browser, `/console/exports/ledger?${query}`)).rows,
        ]) {
          expect([period, column(read, '工时（分钟）')]).toEqual([period, { sum: minutes, foot: minutes }])
          expect(column(read, '其中手工（分钟）')).toEqual({ sum: byHand, foot: byHand })
          expect(column(read, '积分')).toEqual({ sum: points, foot: points })
          expect(column(read, '工时（小时）').foot).toBe(Math.round((minutes * 100) / 60) / 100)
          expect(String(read.at(-1)?.[0])).toContain(`${minutes} 分钟），与本表相符`)
        }
      }
      const year = await csv(browser, '/console/exports/assessment?year=2026')
      const all = await kept('2026', 'all', 'minutes')
      expect(column(year.rows, '计入本表（分钟）')).toEqual({ sum: all, foot: all })
      expect(String(year.rows.at(-1)?.[0])).toContain('与本表相符')
    }
    const units = await csv(await Browser.of(talk, admin), '/console/exports/units?month=2026-11')
    const month = await kept('2026-11', 'unit', 'minutes')
    expect(column(units.rows, '工时（分钟）')).toEqual({ sum: month, foot: month })
    expect(String(units.rows.at(-1)?.[0])).toContain('与本表相符')

    const said = (await talk.private(secretary, '/月报')).text
    expect(minutesIn(/(\d+小时(?:\d+分钟)?)/.exec(said)?.[1] ?? '')).toBe(month)
    const page = textOf(await (await Browser.of(talk, secretary)).page('/console/month'))
    const foot = column(
      (await csv(await Browser.of(talk, secretary), '/console/exports/ledger?month=2026-11')).rows,
      '工时（分钟）',
    )
    expect(minutesIn(/合计 \d+ \d+ (\S+)/.exec(page)?.[1] ?? '')).toBe(foot.foot)
  })

  test('of a table of several reads: no line is missing and none stands twice, also while others are booked', async ({
    expect,
  }) => {
    const many = new Talk(NOW, 'many')
    const keeper = onWecom('many-s', '多书记')
    await many.group(admin, '/绑定社区 万人社区')
    await many.group(keeper, '/登记 多书记 万人社区')
    await many.group(admin, '/任命 @多书记 书记')
    const [home] = await rows<{ id: number }>("select id from community where key = '万人社区'")
    const [unit] = await rows<{ id: number }>("select id from unit where key = '市财政局'")
    const people: number[] = []
    for (let i = 0; i < 7; i++)
      people.push(
        await put('person', {
          name: `众人${i}`,
          key: `众人${i}`,
          kind: 'member',
          state: 'verified',
          unit_id: unit?.id ?? 0,
          community_id: home?.id ?? 0,
          created_at: 0,
        }),
      )
    // 2 300 lines of one to nine minutes: three reads.
    await run(
      `with recursive n (i) as (select 0 union all select i + 1 from n where i < 2299)
      insert into hour_entry (person_id, unit_id, community_id, kind, service_day, minutes, booking_month, points, waits_for, message, created_at)
        select p.value, ?1, ?2, 'manual', date('2026-11-01', '+' || (i % 20) || ' day'), 1 + i % 9, '2026-11', 0, 'typed', 'many/' || i, ?3
        from n join json_each(?4) p on p.key = i % 7`,
      unit?.id,
      home?.id,
      NOW,
      JSON.stringify(people),
    )
    await run(
      `insert into verdict (entry_id, verdict, booking_month, message, at)
        select id, 'approved', '2026-11', message, ? from hour_entry where community_id = ?`,
      NOW,
      home?.id ?? 0,
    )
    for (const who of [keeper, admin]) {
      const browser = await Browser.of(many, who)
      const { rows: read } = await csv(browser, '/console/exports/ledger?month=2026-11')
      const lines = read.filter(([, , name]) => name?.startsWith('众人'))
      expect(lines.length).toBe(2300)
      expect(new Set(lines.map(([id]) => id)).size).toBe(2300)
      expect(String(read.at(-1)?.[0])).toContain('与本表相符')
    }
    // The head of the file is out before the last line is read; what is booked meanwhile is not in it.
    const response = await (await Browser.of(many, keeper)).get(
      '/console/exports/ledger?month=2026-11&as=csv',
    )
    const reader = response.body?.getReader()
    await reader?.read()
    const late = await put('hour_entry', {
      person_id: people[6] ?? 0,
      unit_id: unit?.id ?? 0,
      community_id: home?.id ?? 0,
      kind: 'manual',
      service_day: '2026-11-22',
      minutes: 7,
      booking_month: '2026-11',
      points: 0,
      waits_for: 'typed',
      message: 'late',
      created_at: NOW,
    })
    await run(
      "insert into verdict (entry_id, verdict, booking_month, message, at) values (?, 'approved', '2026-11', 'late', ?)",
      late,
      NOW,
    )
    let text = ''
    for (const decoder = new TextDecoder(); ; ) {
      const { done, value } = (await reader?.read()) ?? { done: true, value: undefined }
      if (done) break
      text += decoder.decode(value, { stream: true })
    }
    expect(text).not.toContain(`T${late},`)
    expect(text).toContain('与本表相符')
  })
})

test('what people typed stays text: no formula in Excel, none in CSV', { timeout: 120_000 }, async ({
  expect,
}) => {
  const member = await newMember(talk)
  const evil = ['=1+1', '+cmd|/c calc', '-2+3', '@SUM(A1)', '＝HYPERLINK(1)', '\u200b=1', '"a",=b']
  const entries: number[] = []
  for (const [i, words] of evil.entries()) {
    const entry = entryIn((await talk.private(member, `/工时 11分钟 占位${i} 11-${10 + i}`)).text)
    entries.push(entry)
    await talk.private(secretary, `/通过 ${entry}`)
    await run("update note set text = ? where about = 'entry' and subject_id = ?", words, entry)
  }
  for (const [i, name] of ['\t=2+2', '\r\n=3', ' =4', 'a\u0001b'].entries())
    await run("update note set text = ? where about = 'entry' and subject_id = ?", name, entries[i + 3] ?? 0)
  await run(
    'update person set name = ? where id = ?',
    '=HYPERLINK("http://evil","x")',
    await personOf(member),
  )
  const browser = await Browser.of(talk, member)
  const excel = await xlsx(browser, '/console/exports/ledger?month=2026-11')
  const comma = await csv(browser, '/console/exports/ledger?month=2026-11')
  const what = excel.rows[0]?.indexOf('内容') ?? -1
  expect(excel.rows[1]?.[2]).toBe('=HYPERLINK("http://evil","x")')
  expect(excel.rows.slice(1, 4).map((row) => row[what])).toEqual(['=1+1', '+cmd|/c calc', '-2+3'])
  expect(excel.rows[7]?.[what]).toBe('ab')
  for (const cell of excel.sheet.cells?.values() ?? []) expect(cell.formula).toBeUndefined()
  for (const row of comma.rows.slice(1)) {
    expect(row[2] ?? '').not.toMatch(/^[=+\-@]/)
    expect(row[what] ?? '').not.toMatch(/^[\s\u200b]*[=+\-@＝]/)
  }
  expect(comma.text).toContain(`"'=HYPERLINK(""http://evil"",""x"")"`)
})
