import { env } from 'cloudflare:workers'
import { Converter } from 'opencc-js'
import { describe, test } from 'vitest'
import { faultOfList, listedDays, sumsOf } from '../../src/domain/calendar/holiday-list.ts'
import { readNotice } from '../../src/text/holiday-notice.ts'
import { lines2027, notice2025, notice2026, notice2027 } from '../support/notices.ts'

const ways: { [how: string]: (text: string) => string } = {
  'as published': (text) => text,
  'without spaces and lines': (text) => text.replace(/\s/g, ''),
  'in one line': (text) => text.replace(/\s+/g, ' '),
  'wrapped anywhere': (text) => text.replace(/([\s\S]{17})/g, '$1\n'),
  'with Windows lines': (text) => text.replace(/\n/g, '\r\n'),
  'half-width': (text) =>
    text.replace(/[！-～]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0)),
  'full-width digits': (text) =>
    text.replace(/\d/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)),
  'spaces around numbers': (text) => text.replace(/\d+/g, ' $& '),
  traditional: Converter({ from: 'cn', to: 'tw' }),
  'with 星期': (text) => text.replace(/周(?=[一二三四五六日])/g, '星期'),
  'without weekdays': (text) => text.replace(/（[^）]*）/g, ''),
  'without numbers': (text) => text.replace(/[一二三四五六七]、(?=[^。\n]*：)/g, ''),
  'a year in front, no title': (text) =>
    `${/20\d\d/.exec(text)?.[0]}\n${text.slice(text.indexOf('一、'), text.indexOf('国务院办公厅\n'))}`,
}

/** What the migration holds. */
async function stored(year: number) {
  const { results } = await env.DB.prepare('select day, off, name from holiday where year = ? order by day')
    .bind(year)
    .all()
  return results
}

describe.for(Object.keys(ways))('a notice %s', (how) => {
  test.for([
    [2025, notice2025],
    [2026, notice2026],
  ] as const)('of %i', async ([year, notice], { expect }) => {
    const read = readNotice(ways[how]?.(notice) ?? '')
    expect(read.faults).toEqual([])
    expect(read.years).toEqual([year])
    expect(faultOfList(year, read.statements)).toBeUndefined()
    expect(listedDays(read.statements)).toEqual(await stored(year))
  })
})

describe('lines', () => {
  const wanted = listedDays(readNotice(notice2027).statements)
  test.for([
    ['with ISO days', lines2027],
    ['in one line', lines2027.replace(/\n/g, ' ')],
    ['glued', lines2027.replace(/ /g, '')],
    ['with semicolons', lines2027.replace(/\n/g, '；')],
    ['with the year in front', `2027年\n${lines2027.replace(/2027-0?(\d+)-0?(\d+)/g, '$1月$2日')}`],
    ['with slashes', lines2027.replaceAll('-', '/')],
    ['the year in front, short days', `2027\n${lines2027.replaceAll('2027-', '')}`],
    ['with dots', `2027\n${lines2027.replace(/2027-0?(\d+)-0?(\d+)/g, '$1.$2').replace(/ 至 /g, '-')}`],
    ['names in front', lines2027.replace(/^(.*\d) ([^\s上]+)$/gm, '$2 $1')],
    ['with 放假', lines2027.replace(/ ([^\s上\d]+)$/gm, ' 放假 $1')],
    ['with 补班', lines2027.replace(/上班/g, '补班')],
    ['compact', lines2027.replace(/-/g, '')],
  ] as const)('%s', ([, text], { expect }) => {
    const { faults, years, statements } = readNotice(text)
    expect([faults, years]).toEqual([[], [2027]])
    expect(listedDays(statements)).toEqual(wanted)
    expect(faultOfList(2027, statements)).toBeUndefined()
  })

  test('take the end of December before', ({ expect }) => {
    for (const text of [
      '2027\n12月31日至1月2日 元旦\n12月27日 元旦补班',
      '一、元旦：2026年12月31日至2027年1月2日放假调休，共3天。2026年12月27日（周日）上班。',
      '2027\n元旦：12月31日-1月2日，12月27日上班',
    ]) {
      const { faults, statements } = readNotice(text.includes('2027\n') ? text : `2027 ${text}`)
      expect(faults).toEqual([])
      expect(listedDays(statements).map(({ day }) => day)).toEqual([
        '2026-12-27',
        '2026-12-31',
        '2027-01-01',
        '2027-01-02',
      ])
    }
  })

  test('weekdays off that are not made up for are thirteen', ({ expect }) => {
    for (const text of [notice2025, notice2026, notice2027])
      expect(sumsOf(listedDays(readNotice(text).statements)).net).toBe(13)
  })
})

describe('what cannot be read is named', () => {
  test.for([
    ['1月4日（周日）上班', '1月4日照旧', 'unreadable', '1月4日照旧'],
    ['1月1日（周四）至3日（周六）放假', '1月1日起放假', 'unreadable', '1月1日'],
    ['4月4日（周六）至6日（周一）放假', '4月4日（周六）不放假', 'unreadable', '不放假'],
    ['5月9日（周六）上班', '5月9日（周日）上班', 'weekday', '5月9日（周日）'],
    ['放假调休，共9天', '放假调休（2月16日除外）', 'unreadable', '2月16日除外'],
    ['2月15日（农历腊月二十八、周日）', '2月15日（13日起放假）', 'unreadable', '13日'],
    ['6月19日（周五）', '6月31日', 'date', '6月31日至21日（周日）'],
    ['10月1日（周四）至7日（周三）', '10月7日至1日', 'range', '10月7日至1日'],
    ['10月1日（周四）至7日（周三）', '10月1日至11月7日', 'range', '10月1日至11月7日'],
    ['五、端午节：', '五、端午节 上班时间另行通知', 'unreadable', '上班'],
  ] as const)('%s → %s', ([from, to, is, text], { expect }) => {
    expect(notice2026).toContain(from)
    const { faults } = readNotice(notice2026.replace(from, to))
    expect(faults[0]).toEqual({ is, text: expect.stringContaining(text) })
  })

  test('a make-up day before the first heading is not lost', ({ expect }) => {
    const { faults } = readNotice(`2026年1月4日上班\n${notice2026}`)
    expect(faults[0]?.text).toContain('上班')
  })

  test.for([
    ['共3天。1月4日', '共4天。1月4日', 'holidays.count'],
    ['2月14日（周六）、', '2月13日、', 'holidays.makeup'],
    ['10月10日（周六）上班', '10月7日上班', 'holidays.twice'],
    ['4月4日（周六）至6日（周一）放假，共3天', '4月6日放假', 'holidays.missing'],
    ['七、国庆节：', '七、国庆节：2025年10月1日放假。', 'holidays.other_year'],
  ] as const)('%s → %s: %s', ([from, to, refused], { expect }) => {
    expect(notice2026).toContain(from)
    const { statements } = readNotice(notice2026.replace(from, to))
    expect(faultOfList(2026, statements)?.refused).toBe(refused)
  })

  test('a holiday by another’s name', ({ expect }) => {
    const swapped = notice2026.replace('五、端午节', '五、中秋节').replace('六、中秋节', '六、端午节')
    expect(faultOfList(2026, readNotice(swapped).statements)).toMatchObject({
      refused: 'holidays.misnamed',
      params: { names: ['holiday.dragon_boat', 'holiday.mid_autumn'] },
    })
  })

  test.for([
    '',
    '随便一句话',
    '2027',
    '节假日要值班',
    '放假',
    '上班',
    '1月',
    '至',
    '（',
    '共3天',
    '、、、',
    '一、二、三：',
  ])('no list: %s', (text, { expect }) => expect(readNotice(text).statements).toEqual([]))

  test('a long text takes no long time', ({ expect }) => {
    for (const piece of ['1月1日、', '元旦', '一、', '(', '2027-', '五一', '1 ', '月\n'])
      expect(readNotice(piece.repeat(4000 / piece.length)).years.length).toBeLessThan(9)
  })
})
