import { env } from 'cloudflare:workers'
import { beforeEach, describe, test } from 'vitest'
import { newMember } from '../support/members.ts'
import { lines2027, notice2026, notice2027 } from '../support/notices.ts'
import { admin, at, onDingtalk, secretary, settledTalk, type Talk } from '../support/talk.ts'

let talk: Talk
beforeEach(async () => {
  talk = await settledTalk(at('2026-11-25 09:00'))
  await env.DB.batch(
    ['holiday_draft', 'holiday where year = 2027', 'holiday_year where year = 2027'].map((from) =>
      env.DB.prepare(`delete from ${from}`),
    ),
  )
})

const list = async (year: number) =>
  (await env.DB.prepare('select day, off, name from holiday where year = ? order by day').bind(year).all())
    .results
const source = (year: number) =>
  env.DB.prepare('select set_by is not null as typed, message from holiday_year where year = ?')
    .bind(year)
    .first()
const acts = async () =>
  (
    await env.DB.prepare(
      "select subject, detail from audit where action = 'holiday.set' order by id desc limit 99",
    ).all()
  ).results

describe('/节假日 alone', () => {
  test('says how far the calendar is known and what comes next', async ({ expect }) => {
    const who = await newMember(talk)
    const { text } = await talk.private(who, '/节假日')
    expect(text).toContain('已录入到2026年12月31日')
    expect(text).toContain('2027年的放假安排还没有录入：先按法定节日和周末算')
    expect(text).toContain('元旦：1月1日（周五），放假 1 天')
    expect(text).toContain('春节：2月5日（周五）至2月8日（周一），放假 4 天')
    expect(text).not.toContain('管理员录入')
    expect((await talk.private(admin, '/放假安排')).text).toContain('例如：2027-01-01 至 2027-01-03 元旦')
    expect((await talk.group(who, '放假安排')).text).toContain('已录入到')
    expect((await talk.group(onDingtalk('stranger'), '/JJR')).text).toContain('已录入到')
  })

  test('in a holiday tells the whole of it', async ({ expect }) => {
    talk.now = at('2026-02-17 09:00')
    const { text } = await talk.private(admin, '/holidays')
    expect(text).toContain(
      '春节：2月15日（周日）至2月23日（周一），放假 9 天；2月14日（周六）、2月28日（周六）上班',
    )
    expect(text).toContain('清明节：')
  })

  test('with a year shows that year', async ({ expect }) => {
    const { text } = await talk.private(secretary, '/节假日 2026')
    expect(text).toContain('2026年放假 33 天，调休上班 6 天')
    expect(text.split('\n').length).toBeLessThanOrEqual(12)
    expect(text).toContain(
      '国庆节：10月1日（周四）至10月7日（周三），放假 7 天；9月20日（周日）、10月10日（周六）上班',
    )
    expect((await talk.private(secretary, '/节假日2025年')).text).toContain('国庆节、中秋节：10月1日')
    expect((await talk.private(secretary, '/节假日 2027')).text).toContain(
      '端午节：6月9日（周三），放假 1 天',
    )
    expect((await talk.private(secretary, '/节假日 2071')).text).toContain('2071年的放假安排还没有录入')
  })

  test('in traditional characters', async ({ expect }) => {
    const who = await newMember(talk)
    await talk.private(who, '/语言 繁')
    expect((await talk.private(who, '/節假日 2026')).text).toContain('勞動節：5月1日（週五）至5月5日')
  })
})

describe('the notice, pasted', () => {
  test.for([
    ['in full', `/节假日 ${notice2027}`],
    ['on a new line', `/节假日\n${notice2027}`],
    ['with the year in front', `/节假日 2027\n${notice2027.slice(notice2027.indexOf('一、'))}`],
    ['in lines', `/节假日 2027\n${lines2027}`],
    ['traditional', `/節假日 ${notice2027.replaceAll('国庆节', '國慶節').replaceAll('劳动节', '勞動節')}`],
  ])('%s is repeated, and stored after a yes only', async ([, text = ''], { expect }) => {
    const preview = await talk.private(admin, text)
    expect(preview.text).toContain('读到2027年放假安排：放假 28 天，调休上班 5 天')
    expect(preview.text).toContain(
      '春节：2月5日（周五）至2月12日（周五），放假 8 天；1月31日（周日）、2月14日（周日）上班',
    )
    expect(preview.text).not.toContain('请留意')
    expect(preview.text.split('\n').length).toBeLessThanOrEqual(12)
    expect(await list(2027)).toEqual([])

    const stored = await talk.private(admin, '/节假日 确认')
    expect(stored.text).toContain('已存2027年放假安排：放假 28 天，调休上班 5 天')
    const days = await list(2027)
    expect(days).toHaveLength(33)
    expect(days).toContainEqual({ day: '2027-02-14', off: 0, name: 'spring' })
    expect(await source(2027)).toEqual({ typed: 1, message: expect.stringMatching(/^wecom\//) })
    expect((await acts())[0]).toEqual({ subject: 'holiday:2027', detail: '{"off":28,"makeup":5}' })
    expect((await talk.private(admin, '/节假日')).text).toContain('已录入到2027年12月31日')
    expect(await env.DB.prepare('select count(*) as n from holiday_draft').first('n')).toBe(0)
  })

  test('is chosen by number, or from a button in the group', async ({ expect }) => {
    await talk.private(admin, `/节假日 ${notice2027}`)
    expect((await talk.private(admin, '1')).text).toContain('已存2027年')
    await talk.group(admin, `/节假日 ${notice2026}`)
    expect((await talk.tap(admin, '/节假日 确认')).text).toContain('已存2026年')
  })

  test('again replaces the whole year, and says so before', async ({ expect }) => {
    await talk.private(admin, `/节假日 ${notice2027}`)
    await talk.private(admin, '/节假日 确认')
    const other = notice2027.replace('10月9日（周六）上班', '10月10日（周日）上班')
    expect((await talk.private(admin, `/节假日 ${other}`)).text).toContain('2027年已经录入过')
    await talk.private(admin, '/节假日 确认')
    const days = (await list(2027)).map(({ day }) => day)
    expect(days).toContain('2027-10-10')
    expect(days).not.toContain('2027-10-09')
    expect(days).toHaveLength(33)
    expect(await list(2026)).toHaveLength(39)
  })

  test('a yes counts once, within ten minutes, for one’s own list', async ({ expect }) => {
    await talk.private(admin, `/节假日 ${notice2027}`)
    const boss = onDingtalk('boss-d', '管理员')
    expect((await talk.private(boss, '/节假日 确认')).text).toContain('没有等着确认的')
    const before = (await acts()).length
    const [one, two] = await Promise.all([
      talk.private(admin, '/节假日 确认'),
      talk.private(admin, '/节假日 确认'),
    ])
    expect([one.text, two.text].filter((text) => text.includes('已存2027年'))).toHaveLength(1)
    expect([one.text, two.text].filter((text) => text.includes('没有等着确认的'))).toHaveLength(1)
    expect(await acts()).toHaveLength(before + 1)

    await talk.private(admin, `/节假日 ${notice2027}`)
    talk.now += 11 * 60_000
    expect((await talk.private(admin, '/节假日 确认')).text).toContain('没有等着确认的')
  })

  test('a redelivered yes is answered the same', async ({ expect }) => {
    await talk.private(admin, `/节假日 ${notice2027}`)
    const first = await talk.private(admin, '/节假日 确认', 'msg-yes')
    expect((await talk.private(admin, '/节假日 确认', 'msg-yes')).text).toBe(first.text)
  })

  test('may be given up', async ({ expect }) => {
    await talk.private(admin, `/节假日 ${notice2027}`)
    expect((await talk.private(admin, '/节假日 取消')).text).toContain('已放弃，没有存')
    expect((await talk.private(admin, '/节假日 确认')).text).toContain('没有等着确认的')
    expect(await list(2027)).toEqual([])
  })

  test('is an administrator’s to give', async ({ expect }) => {
    for (const text of [`/节假日 ${notice2027}`, '/节假日 确认', '/节假日 取消', '/节假日 随便'])
      expect((await talk.private(secretary, text)).text).toContain('要由管理员来做')
    expect(await env.DB.prepare('select count(*) as n from holiday_draft').first('n')).toBe(0)
  })

  test.for([
    ['1月1日（周五）', '1月1日（周四）', '日期和星期对不上：「1月1日（周四）至3日（周日）」'],
    ['共8天', '共9天', '是 8 天，却写着共 9 天'],
    ['1月31日（周日）、2月14日（周日）上班', '1月29日、2月14日上班', '1月29日（周五） 不是周末'],
    ['五、端午节：6月9日（周三）放假1天，不调休。', '', '缺了端午节的法定放假日'],
    ['5月8日（周六）上班', '5月8日看情况', '有 1 处没有读懂：「5月8日看情况」'],
    ['10月9日（周六）上班', '10月7日上班', '10月7日（周四） 写了两次'],
    ['关于2027年', '关于2028年', '几个年份'],
    ['9月26日（周日）', '9月31日', '没有这样的日子'],
  ])('with %s → %s is refused: %s', async ([from = '', to = '', says], { expect }) => {
    expect(notice2027).toContain(from)
    const { text } = await talk.private(admin, `/节假日 ${notice2027.replace(from, to)}`)
    expect(text).toContain('没有存')
    expect(text).toContain(says)
    expect((await talk.private(admin, '/节假日 确认')).text).toContain('没有等着确认的')
  })

  test('of a year that is far, of none, of nothing', async ({ expect }) => {
    const far = notice2027.replaceAll('2027', '2029').replace(/（[^）]*）/g, '')
    expect((await talk.private(admin, `/节假日 ${far}`)).text).toContain('只能录入 2026年和 2027年')
    const bare = notice2027.slice(notice2027.indexOf('一、')).replaceAll('2027', '')
    expect((await talk.private(admin, `/节假日 ${bare}`)).text).toContain('看不出是哪一年')
    expect((await talk.private(admin, '/节假日 怎么弄')).text).toContain('没有读到放假或上班的日子')
  })

  test('with fewer make-up days than usual is shown with a word on it', async ({ expect }) => {
    const { text } = await talk.private(admin, `/节假日 ${notice2027.replace('5月8日（周六）上班。', '')}`)
    expect(text).toContain('请留意：工作日净放 14 天，法定是 13 天')
  })
})
