import fc from 'fast-check'
import { describe, test } from 'vitest'
import type { Button } from '../../src/platforms/message.ts'
import { encode } from '../../src/platforms/wecom/encode.ts'
import { markdown } from '../../src/platforms/wecom/markdown.ts'
import { incoming, reply } from './knock.ts'
import { markupIn, nasty } from './markup.ts'

const bytes = (text: string) => new TextEncoder().encode(text).length
const buttons = (count: number): Button[] =>
  Array.from({ length: count }, (_, i) => ({ label: `接单${i}`, command: `/接单 ${i}` }))
const tap = incoming({ card: { taskId: 'card_1' }, text: '/接单 12' })
const entered = incoming({ kind: 'entered', text: '', conversation: { id: 'zhangsan', kind: 'private' } })

interface Encoded {
  msgtype?: string
  userids?: string[]
  response_type?: string
  stream: { id: string; finish: boolean; content: string }
  text: { content: string }
  template_card: {
    card_type: string
    main_title: { title: string }
    sub_title_text?: string
    horizontal_content_list?: { keyname: string; value: string }[]
    button_list: { text: string; key: string }[]
    task_id: string
  }
}
const encoded = (...args: Parameters<typeof encode>) => encode(...args) as unknown as Encoded

describe('a message', () => {
  test('gets a finished stream: bold title, one line each', ({ expect }) => {
    expect(
      encode(incoming(), reply({ lines: ['11月3日 14:00-16:30', '还差 2 人，可输入 /接单 12'] })),
    ).toEqual({
      msgtype: 'stream',
      stream: {
        id: expect.stringMatching(/^reply_[0-9a-f]{40}$/),
        finish: true,
        content: '**已接单 #12**  \n11月3日 14:00-16:30  \n还差 2 人，可输入 /接单 12',
      },
    })
  })

  test('gets a card when the reply has buttons and is short', ({ expect }) => {
    const lines = ['修打印机', '还差 2 人']
    expect(encode(incoming(), reply({ lines, buttons: buttons(1) }))).toEqual({
      msgtype: 'template_card',
      template_card: {
        card_type: 'button_interaction',
        main_title: { title: '已接单 #12' },
        sub_title_text: '修打印机\n还差 2 人',
        button_list: [{ text: '接单0', key: '/接单 0' }],
        task_id: expect.stringMatching(/^[0-9A-Za-z_@-]{1,128}$/),
      },
    })
  })

  test('gets a stream when its reply is too long for a card', ({ expect }) => {
    const fits = reply({ title: '标'.repeat(26), lines: ['字'.repeat(112)], buttons: buttons(2) })
    expect(encoded(incoming(), fits).msgtype).toBe('template_card')
    expect(encoded(incoming(), { ...fits, title: '标'.repeat(27) }).msgtype).toBe('stream')
    expect(encoded(incoming(), { ...fits, lines: ['字'.repeat(111), '字'] }).msgtype).toBe('stream')
  })

  test('gets a card with rows where lines name what they say and the whole is too long', ({ expect }) => {
    const lines = [
      '时间：11月26日（周四） 15:00–16:00',
      '地点：市二院',
      '字'.repeat(100),
      '接着可以发：/接单 4',
    ]
    const { template_card } = encoded(incoming(), reply({ lines, buttons: buttons(1) }))
    expect(template_card.horizontal_content_list).toEqual([
      { keyname: '时间', value: '11月26日（周四） 15:00–16:00' },
      { keyname: '地点', value: '市二院' },
    ])
    expect(template_card.sub_title_text).toBe(`${'字'.repeat(100)}\n接着可以发：/接单 4`)
    expect(encoded(tap, reply({ lines, buttons: buttons(1) })).template_card).toEqual({
      ...template_card,
      task_id: expect.any(String),
    })
    const far = reply({ lines: [`地点：${'字'.repeat(27)}`, ...lines], buttons: buttons(1) })
    expect(encoded(incoming(), far).msgtype).toBe('stream')
  })

  test('gets a card whose title ends at a stop when the first line is long', ({ expect }) => {
    const title = '已签退：东湖社区 11月23日 09:00–11:30，2小时30分钟。'
    const { template_card } = encoded(incoming(), reply({ title, lines: ['已记 T1。'], buttons: buttons(1) }))
    expect(template_card.main_title.title).toBe('已签退')
    expect(template_card.sub_title_text).toBe('东湖社区 11月23日 09:00–11:30，2小时30分钟。\n已记 T1。')
  })

  test('gets at most six buttons, each key once and of at most 1024 bytes', ({ expect }) => {
    const odd = [
      { label: '一二三四五六七八九十十一', command: '/甲' },
      { label: '又', command: '/甲' },
      { label: '长', command: '字'.repeat(342) },
    ]
    const { button_list } = encoded(incoming(), reply({ buttons: [...odd, ...buttons(8)] })).template_card
    expect(button_list).toHaveLength(6)
    expect(button_list[0]).toMatchObject({ text: '一二三四五六七八九…', key: '/甲' })
    expect(button_list[1]).toMatchObject({ key: '/接单 0' })
  })

  test('gets the same answer again, and other messages other ids', ({ expect }) => {
    for (const answer of [reply(), reply({ buttons: buttons(1) })]) {
      expect(encode(incoming(), answer)).toEqual(encode(incoming({ sentAt: 1 }), answer))
      expect(encode(incoming(), answer)).not.toEqual(encode(incoming({ messageId: 'other' }), answer))
      expect(encode(incoming(), answer)).not.toEqual(encode(incoming({ bot: 'other' }), answer))
    }
    const odd = encoded(incoming({ messageId: 'msg 一/+=' }), reply({ buttons: buttons(1) }))
    expect(odd.template_card.task_id).toMatch(/^[0-9A-Za-z_@-]{1,128}$/)
  })

  test('gets nothing for silence', ({ expect }) => {
    for (const message of [incoming(), tap, entered]) expect(encode(message, null)).toBe(null)
  })
})

describe('a tap', () => {
  test('updates the tapper’s card, under the same task_id', ({ expect }) => {
    expect(
      encode(tap, reply({ lines: ['请准时到'], buttons: [{ label: '退单', command: '/退单 12' }] })),
    ).toEqual({
      response_type: 'update_template_card',
      userids: ['zhangsan'],
      template_card: {
        card_type: 'button_interaction',
        main_title: { title: '已接单 #12' },
        sub_title_text: '请准时到',
        button_list: [{ text: '退单', key: '/退单 12' }],
        task_id: 'card_1',
      },
    })
  })

  test('offers help where the reply offers nothing, and cuts what does not fit', ({ expect }) => {
    const long = encoded(tap, reply({ title: '标'.repeat(40), lines: ['字'.repeat(900)] })).template_card
    expect(long.button_list).toEqual([{ text: '帮助', key: '/帮助' }])
    expect(long.main_title.title).toBe('标'.repeat(26))
    expect(long.sub_title_text).toBe(`${'标'.repeat(14)}\n${'字'.repeat(584)}…`)
  })
})

describe('the private chat opened', () => {
  test('gets a text, or a card when there are buttons', ({ expect }) => {
    const hello = reply({ title: '您好，我是红搭档', lines: ['输入 /帮助 看全部命令'] })
    expect(encode(entered, hello)).toEqual({
      msgtype: 'text',
      text: { content: '您好，我是红搭档\n输入 /帮助 看全部命令' },
    })
    expect(encoded(entered, { ...hello, buttons: buttons(2) }).msgtype).toBe('template_card')
    expect(encoded(entered, { ...hello, buttons: buttons(2), lines: ['字'.repeat(200)] }).msgtype).toBe(
      'text',
    )
  })

  test('a user’s text is neither a tag nor a mention there', () => {
    fc.assert(
      fc.property(
        nasty,
        (text) => !/[<>@]/.test(encoded(entered, reply({ title: text, lines: [text] })).text.content),
      ),
    )
  })
})

describe('markdown', () => {
  test.for([
    ['**粗** _斜_ ~~删~~ `码`', '＊＊粗＊＊ ＿斜＿ ～～删～～ ｀码｀'],
    ['[点我](https://x.cn) ![图](a)', '［点我］(https://x.cn) !［图］(a)'],
    ['<@zhangsan> @all', '＜＠zhangsan＞ ＠all'],
    ['甲|乙 \\ &lt;', '甲｜乙 ＼ ＆lt;'],
    ['# 标题', '\u200b# 标题'],
    ['#12 搬家具', '\u200b#12 搬家具'],
    ['订单 #12，14:00-16:30', '订单 #12，14:00-16:30'],
    ['- 一项', '\u200b- 一项'],
    ['3. 张三', '\u200b3. 张三'],
    ['2小时，输入 /签退', '2小时，输入 /签退'],
    ['/签退 巡楼', '/签退 巡楼'],
    ['---', '\u200b---'],
    ['    缩进', '\u200b    缩进'],
    ['https://a.cn/console?t=a_b-c~d&e=1#f 打开', 'https://a.cn/console?t=a%5Fb-c%7Ed&e=1#f 打开'],
  ] as const)('%j is shown as typed', ([typed, sent], { expect }) => {
    expect(markdown('好', [typed])).toBe(`**好**  \n${sent}`)
  })

  test('a text of several lines stays several lines', ({ expect }) => {
    expect(markdown('一\n二', ['三\r\n# 四', '', ' ', '五'])).toBe('**一 二**  \n三  \n\u200b# 四  \n五')
    expect(markdown('', [])).not.toBe('')
  })

  test('a long text is cut between characters, visibly', ({ expect }) => {
    for (const character of ['字', '😀', 'a', 'é']) {
      for (const offset of ['', 'x', 'xx', 'xxx']) {
        const content = markdown('好', [offset + character.repeat(30_000)])
        expect(bytes(content)).toBeLessThanOrEqual(20_480)
        expect(bytes(content)).toBeGreaterThan(20_470)
        expect(content).toMatch(/……（内容过长，已截断）$/)
        expect(content).not.toContain('\ufffd')
      }
    }
    expect(markdown('题'.repeat(30_000), ['尾'])).toMatch(/^\*\*题+…\*\* {2}\n尾$/)
  })

  test('nothing a user types becomes markup', ({ expect }) => {
    fc.assert(
      fc.property(nasty, fc.array(nasty, { maxLength: 3 }), (title, lines) => {
        const [first = '', ...rest] = markdown(title, lines).split('  \n')
        // Only our own two pairs of stars may be taken away.
        for (const line of [first.replace(/^\*\*(.*)\*\*$/, '字$1'), ...rest])
          expect(markupIn(line)).toEqual([])
      }),
    )
  })
})
