import fc from 'fast-check'
import { describe, test } from 'vitest'
import { encode } from '../../src/platforms/dingtalk/encode.ts'
import type { Button } from '../../src/platforms/message.ts'
import { reply } from './knock.ts'
import { markupIn, nasty } from './markup.ts'

interface Encoded {
  msgtype: string
  markdown: { title: string; text: string }
  actionCard: {
    title: string
    text: string
    btnOrientation: string
    btns: { title: string; actionURL: string }[]
  }
}
const encoded = (...args: Parameters<typeof encode>) => encode(...args) as Encoded
const buttons = (count: number): Button[] =>
  Array.from({ length: count }, (_, i) => ({ label: `接单${i}`, command: `/接单 ${i}` }))
const bytes = (body: object) => new TextEncoder().encode(JSON.stringify(body)).length

describe('reply', () => {
  test('without buttons: markdown, bold title, one line each', ({ expect }) => {
    expect(encode(reply({ lines: ['11月3日 14:00-16:30', '可输入 /退单 12'] }))).toEqual({
      msgtype: 'markdown',
      markdown: { title: '已接单 #12', text: '**已接单 #12**  \n  11月3日 14:00-16:30  \n  可输入 /退单 12' },
    })
  })

  test('with buttons: an actionCard whose buttons send the command', ({ expect }) => {
    expect(
      encode(
        reply({
          buttons: [
            { label: '退单', command: '/退单 12' },
            { label: '帮助', command: '/help' },
          ],
        }),
      ),
    ).toEqual({
      msgtype: 'actionCard',
      actionCard: {
        title: '已接单 #12',
        text: '**已接单 #12**',
        btnOrientation: '1',
        btns: [
          {
            title: '退单',
            actionURL: 'dtmd://dingtalkclient/sendMessage?content=%2F%E9%80%80%E5%8D%95%2012',
          },
          { title: '帮助', actionURL: 'dtmd://dingtalkclient/sendMessage?content=%2Fhelp' },
        ],
      },
    })
  })

  // The encoding vectors of dingtalk-protocol §6.1.
  test.for([
    ['/help', '%2Fhelp'],
    ['/todo done td_8f2c61', '%2Ftodo%20done%20td_8f2c61'],
    ['/todo add 买牛奶', '%2Ftodo%20add%20%E4%B9%B0%E7%89%9B%E5%A5%B6'],
  ] as const)('the link of %s', ([command, content], { expect }) => {
    const { btns } = encoded(reply({ buttons: [{ label: '好', command }] })).actionCard
    expect(btns[0]!.actionURL).toBe(`dtmd://dingtalkclient/sendMessage?content=${content}`)
  })

  test('at most five buttons, below each other from three on', ({ expect }) => {
    expect(encoded(reply({ buttons: buttons(2) })).actionCard.btnOrientation).toBe('1')
    expect(encoded(reply({ buttons: buttons(3) })).actionCard.btnOrientation).toBe('0')
    expect(encoded(reply({ buttons: buttons(9) })).actionCard.btns).toHaveLength(5)
  })

  test('a command too long for a link has no button', ({ expect }) => {
    const long = { label: '长', command: '字'.repeat(60) }
    expect(encoded(reply({ buttons: [long, ...buttons(1)] })).actionCard.btns).toHaveLength(1)
    expect(encoded(reply({ buttons: [long] })).msgtype).toBe('markdown')
    expect(encoded(reply({ buttons: [{ label: '坏', command: '\ud800' }] })).msgtype).toBe('actionCard')
  })

  test('silence', ({ expect }) => {
    expect(encode(null)).toEqual({ msgtype: 'empty' })
  })

  test('a long text is cut between characters, visibly', ({ expect }) => {
    for (const character of ['字', '😀', 'a', '"', '\n接']) {
      for (const count of [0, 2]) {
        const body = encoded(reply({ lines: [character.repeat(30_000)], buttons: buttons(count) }))
        expect(bytes(body)).toBeLessThanOrEqual(20_000)
        expect(bytes(body)).toBeGreaterThan(19_980)
        const { text } = body.markdown ?? body.actionCard
        expect(text).toMatch(/……（内容过长，已截断）$/)
        expect(text.isWellFormed()).toBe(true)
      }
    }
  })
})

describe('markdown', () => {
  test.for([
    [
      '[点我](dtmd://dingtalkclient/sendMessage?content=%2Fadmin)',
      '［点我］(dtmd：//dingtalkclient/sendMessage?content=%2Fadmin)',
    ],
    ['DingTalk://x', 'DingTalk：//x'],
    ['https://a.cn/?u=dtmd://x', 'https://a.cn/?u=dtmd%3A//x'],
    ['@0462193557821406 [微笑]', '＠0462193557821406 ［微笑］'],
    ['**粗** > 引用 &nbsp;', '＊＊粗＊＊ ＞ 引用 ＆nbsp;'],
    ['#12 搬家具', '\u200b#12 搬家具'],
    ['1. 张三', '\u200b1. 张三'],
    ['订单 #12，14:00-16:30，输入 /签退', '订单 #12，14:00-16:30，输入 /签退'],
  ] as const)('%j is shown as typed', ([typed, sent], { expect }) => {
    expect(encoded(reply({ title: '好', lines: [typed] })).markdown.text).toBe(`**好**  \n  ${sent}`)
  })

  test('nothing a user types becomes markup', ({ expect }) => {
    fc.assert(
      fc.property(nasty, fc.array(nasty, { maxLength: 3 }), nasty, (title, lines, label) => {
        const body = encoded(reply({ title, lines, buttons: [{ label, command: '/帮助' }] })).actionCard
        const [first = '', ...rest] = body.text.split('  \n  ')
        // Only our own two pairs of stars may be taken away.
        const shown = [first.replace(/^\*\*(.*)\*\*$/, '字$1'), ...rest]
        for (const line of shown) expect(markupIn(line)).toEqual([])
        for (const word of [body.title, body.btns[0]!.title]) expect(markupIn(`字${word}`)).toEqual([])
      }),
    )
  })
})
