import { writeXlsx } from 'hucre/xlsx'
import { beforeAll, describe, test } from 'vitest'
import { rows } from '../schema/lines.ts'
import { Browser } from '../support/console.ts'
import { confirm, csv, send, xlsx } from '../support/imports.ts'
import { admin, at, settledTalk, type Talk } from '../support/talk.ts'

let talk: Talk
let boss: Browser
beforeAll(async () => {
  talk = await settledTalk(at('2026-11-23 09:00'))
  boss = await Browser.of(talk, admin)
})

const HEAD = ['姓名', '单位']
const roll = async (file: Uint8Array, name?: string) =>
  (await send(boss, 'roll', file, name ? { name } : {})).text
const text = (bytes: string) => new TextEncoder().encode(bytes)

/** 姓名,单位 / 张三,市财政局 as Chinese Excel writes CSV. */
const gbk = new Uint8Array([
  0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xb5, 0xa5, 0xce, 0xbb, 0x0d, 0x0a, 0xd5, 0xc5, 0xc8, 0xfd, 0x2c, 0xca, 0xd0,
  0xb2, 0xc6, 0xd5, 0xfe, 0xbe, 0xd6,
])

/** A ZIP whose directory says so many bytes of an entry (packed: so many); nothing of it is unpacked before that is read. */
function bomb(bytes: number, packed = 0, flags = 0): Uint8Array {
  const names = ['xl/workbook.xml', 'xl/worksheets/sheet1.xml']
  const entries = names.map((name) => {
    const entry = new Uint8Array(46 + name.length)
    const view = new DataView(entry.buffer)
    view.setUint32(0, 0x02014b50, true)
    view.setUint16(8, flags, true)
    view.setUint32(20, packed, true)
    view.setUint32(24, bytes, true)
    view.setUint16(28, name.length, true)
    entry.set(text(name), 46)
    return entry
  })
  const start = text('PK\x03\x04')
  const end = new Uint8Array(22)
  const view = new DataView(end.buffer)
  view.setUint32(0, 0x06054b50, true)
  view.setUint16(10, names.length, true)
  view.setUint32(16, start.length, true)
  return new Uint8Array([...start, ...entries.flatMap((entry) => [...entry]), ...end])
}

describe('what is read', () => {
  test('CSV in UTF-8 with and without its mark, in GB18030, in UTF-16', async ({ expect }) => {
    const plain = '姓名,单位\r\n张三,市财政局'
    const utf16 = new Uint8Array([
      0xff,
      0xfe,
      ...[...'姓名\t单位\r\n张三\t市财政局'].flatMap((sign) => [
        sign.charCodeAt(0) & 255,
        sign.charCodeAt(0) >> 8,
      ]),
    ])
    for (const file of [text(plain), text(`\ufeff${plain}`), gbk, utf16])
      expect(await roll(file, '名册.csv')).toContain('张三（市财政局）加入名册')
  })

  test('columns in any order and by the words people use; what is not needed is named and not kept', async ({
    expect,
  }) => {
    const seen = await roll(
      csv([
        ['序号', '手机', '所在单位', '党员姓名', '身份证号'],
        ['1', '13800000000', '市财政局', '李四', '420100199001011234'],
      ]),
    )
    expect(seen).toContain('李四（市财政局）加入名册')
    expect(seen).toContain('这些列没有读，也不保存：序号、手机、身份证号')
    const kept = await rows(
      "select 1 from import_row where said || row like '%13800000000%' or said || row like '%4201001990%'",
    )
    expect(kept).toEqual([])
  })

  test('titles above the head, empty lines, spaces, full-width signs, merged cells, sheets beside it', async ({
    expect,
  }) => {
    const file = await writeXlsx({
      sheets: [
        {
          name: '名册',
          rows: [
            ['2026 年应报到党员名册', null],
            ['姓 名', '单 位*'],
            [' 王 五 ', '市财政局'],
            [null, null],
            ['赵六　', null],
            ['孙七', '市司法局'],
          ],
          merges: [
            { startRow: 0, startCol: 0, endRow: 0, endCol: 1 },
            { startRow: 2, startCol: 1, endRow: 4, endCol: 1 },
          ],
        },
        { name: '说明', rows: [['填表说明'], ['请如实填写']] },
        { name: '隐藏', hidden: true, rows: [HEAD, ['鬼', '影']] },
      ],
    })
    const seen = await roll(file)
    expect(seen).toContain('5 新增 赵六（市财政局）加入名册')
    expect(seen).toContain('6 新增 孙七（市司法局）加入名册')
    expect(seen).toContain('这些表没有读：说明')
    expect(seen).not.toContain('鬼')
  })

  test('days as people write them, and as spreadsheets count them, in both date systems', async ({
    expect,
  }) => {
    for (const dateSystem of ['1900', '1904'] as const) {
      const file = await xlsx(
        [
          ['日期', '安排', '节日'],
          [new Date('2027-01-01T00:00:00Z'), '放假', '元旦'],
          [dateSystem === '1900' ? 46389 : 46389 - 1462, '放假', '元旦'],
          ['２０２７年１月３日', '上班', '元旦'],
        ],
        {},
        { dateSystem },
      )
      const seen = (await send(boss, 'holiday', file)).text
      expect(seen).toContain('1月1日（周五） 放假')
      expect(seen).toContain('1月2日（周六） 放假')
      expect(seen).toContain('1月3日（周日） 上班')
    }
  })

  test('a formula counts as what it shows; one without a result is named by its line', async ({ expect }) => {
    const cells = new Map<string, object>([
      ['1,0', { value: null, formula: 'B9&"三"', formulaResult: '张三', type: 'formula' }],
      ['2,0', { value: null, formula: 'B9', type: 'formula' }],
    ])
    const seen = await roll(await xlsx([HEAD, ['', '市财政局'], ['', '市财政局']], { cells }))
    expect(seen).toContain('2 新增 张三（市财政局）')
    expect(seen).toMatch(/3 有问题 这一行有公式没有算出结果/)
  })
})

describe('what cannot be read is said clearly, and loses nothing', () => {
  test('no spreadsheet, broken, empty, old, with macros, too large', async ({ expect }) => {
    const good = await xlsx([HEAD, ['张三', '市财政局']])
    const macro = await writeXlsx({
      sheets: [{ name: '一', rows: [HEAD, ['张三', '市财政局']] }],
      vbaProject: text('x'),
    })
    const cases: [Uint8Array, string][] = [
      [new Uint8Array(), '文件是空的'],
      [text('%PDF-1.7\n\x01\x02'), '这不是表格文件'],
      [text('<html><table><tr><td>姓名</td></tr></table></html>'), '这不是表格文件'],
      [new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70]), '这不是表格文件'],
      [
        new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Array(600).fill(0)]),
        '旧版 Excel',
      ],
      [good.slice(0, good.length / 2), '文件已损坏'],
      [good.map((byte, i) => (i > 60 && i < 400 ? byte ^ 0x5a : byte)), '文件已损坏'],
      [macro, '文件里有宏'],
      [bomb(3_000_000_000), '文件解开后太大'],
      // Without a size it would be unpacked to its end, wherever that is.
      [bomb(0, 100_000), '文件解开后太大'],
      [bomb(0, 0, 8), '文件解开后太大'],
      [bomb(100).with(-6, 0xff).with(-5, 0xff).with(-4, 0xff).with(-3, 0xff), '文件已损坏'],
      [
        csv([
          ['名字儿', '电话'],
          ['张三', '1'],
        ]),
        '没有找到表头。要有这些列：姓名；看到的是：名字儿、电话',
      ],
      [csv([HEAD]), '表头下面没有内容'],
      [
        csv([
          ['姓名', '单位', '所在单位'],
          ['张三', '甲', '乙'],
        ]),
        '有两列都是：单位',
      ],
      [
        await writeXlsx({
          sheets: [
            { name: '一月', rows: [HEAD, ['张三', '市财政局']] },
            { name: '二月', rows: [HEAD, ['李四', '市财政局']] },
          ],
        }),
        '有几张表都像要导入的：一月、二月',
      ],
    ]
    for (const [file, says] of cases) expect(await roll(file)).toContain(says)
    expect(await roll(new Uint8Array(8 * 1024 * 1024 + 1).fill(65))).toContain('文件有 8.0 MB，一份最多 8 MB')
    expect(await rows('select count(*) as n from roll')).toEqual([{ n: 0 }])
  })

  test('10 MB are not taken in at all, and the page says why', async ({ expect }) => {
    const body = new FormData()
    body.set('file', new File([new Uint8Array(10 * 1024 * 1024)], '大.xlsx'))
    const response = await boss.upload('/console/imports', body)
    expect(response.headers.get('location')).toBe('/console/imports?big=1')
    expect(await boss.page('/console/imports?big=1')).toContain('文件太大，没有收下')
  })
})

test('every template that is handed out is read as it stands', async ({ expect }) => {
  const page = await boss.page('/console/imports')
  const links = [...page.matchAll(/href="(\/console\/import-template\?kind=(\w+)[^"]*)"/g)]
  expect(links).toHaveLength(10)
  for (const [, path = '', kind = ''] of links) {
    const response = await boss.get(path.replaceAll('&amp;', '&'))
    const seen = await send(boss, kind, new Uint8Array(await response.arrayBuffer()), {
      place: kind === 'unit_book' ? '' : '东湖社区',
    })
    expect([kind, seen.text]).toEqual([kind, expect.not.stringContaining('没有找到表头')])
  }
})

test('files are gone a day later', async ({ expect }) => {
  await roll(csv([HEAD, ['张三', '市财政局']]))
  const { tick } = await import('../../src/jobs/tick.ts')
  const { Store } = await import('../../src/store/d1.ts')
  const { env } = await import('cloudflare:workers')
  await tick({ store: new Store(env.DB), now: talk.now + 25 * 60 * 60_000, failed: () => undefined })
  expect(
    await rows(
      'select (select count(*) from import_file) as files, (select count(*) from import_row) as lines',
    ),
  ).toEqual([{ files: 0, lines: 0 }])
})

test('seventy thousand lines come in at once', { timeout: 300_000 }, async ({ expect }) => {
  const lines = Array.from({ length: 70_000 }, (_, i) => [
    `员${'甲乙丙丁戊己庚辛壬癸'[i % 10]}${String.fromCharCode(0x4e00 + Math.floor(i / 10))}`,
    `第${'一二三四五六七八九'[i % 9]}局`,
  ])
  const started = performance.now()
  const seen = await send(boss, 'roll', csv([HEAD, ...lines]))
  const read = performance.now()
  expect(seen.text).toContain('将新增 70000')
  const done = await confirm(boss, seen)
  console.info(
    `70 000 lines: read in ${Math.round(read - started)} ms, applied in ${Math.round(performance.now() - read)} ms`,
  )
  expect(done.text).toContain('已导入：改动 70000 行')
  expect(await rows('select count(*) as n from roll')).toEqual([{ n: 70_000 }])
})
