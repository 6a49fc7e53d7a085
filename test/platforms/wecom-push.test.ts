import fc from 'fast-check'
import { describe, test } from 'vitest'
import { pushToWebhook, webhookBody } from '../../src/platforms/wecom/push.ts'
import { markupIn, nasty } from './markup.ts'
import { accidents, json, outside, push } from './outside.ts'

const URL_OF = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa'
const bytes = (text: string) => new TextEncoder().encode(text).length

interface Body {
  msgtype: string
  markdown?: { content: string }
  text?: { content: string; mentioned_list: string[] }
}
const body = (parts: Parameters<typeof push>[0]) => webhookBody(push(parts)) as Body

describe('a push', () => {
  test('is markdown, posted once, without following a redirect', async ({ expect }) => {
    const calls = outside(json({ errcode: 0, errmsg: 'ok' }))
    const message = push({ lines: ['搬家具，11月3日 14:00-16:30', '接着可以发：/接单 12'] })
    expect(await pushToWebhook(URL_OF, message)).toEqual({ is: 'sent' })
    expect(calls).toHaveLength(1)
    const { url, headers, init } = calls[0]!
    expect(url).toBe(URL_OF)
    expect(headers).toEqual({ 'content-type': 'application/json; charset=utf-8' })
    expect(init).toMatchObject({ method: 'POST', redirect: 'manual' })
    expect(init.signal).toBeInstanceOf(AbortSignal)
    expect(calls[0]!.body).toEqual({
      msgtype: 'markdown',
      markdown: {
        content: '**新订单 #12**  \n搬家具，11月3日 14:00-16:30  \n接着可以发：/接单 12',
      },
    })
  })

  test('that mentions somebody is a text', ({ expect }) => {
    expect(body({ lines: ['缺 1 人'], mention: ['zhangsan', 'woAbC_1', 'zhangsan'] })).toEqual({
      msgtype: 'text',
      text: { content: '新订单 #12\n缺 1 人', mentioned_list: ['zhangsan', 'woAbC_1'] },
    })
  })

  test.for([['@all'], ['@ALL'], [''], []])('never calls the whole group: %j', (mention, { expect }) => {
    expect(body({ mention }).msgtype).toBe('markdown')
    expect(body({ mention: [...mention, 'zhangsan'] }).text?.mentioned_list).toEqual(['zhangsan'])
  })

  test('nowhere to: a URL that is none', async ({ expect }) => {
    const calls = outside(json({ errcode: 0 }))
    expect(await pushToWebhook('webhook', push())).toEqual({ is: 'refused', why: 'bad_url', channel: true })
    expect(calls).toEqual([])
  })
})

describe('buttons', () => {
  const buttons = [
    { label: '接单', command: '/接单 1' },
    { label: '看全部', command: '/订单' },
  ]
  test.for([
    ['no line has them', [], ['/接单 1　/订单']],
    ['a line has both', ['接着可以发：/接单 1　/订单'], ['接着可以发：/接单 1　/订单']],
    ['a line has one', ['请发 /接单 1。'], ['请发 /接单 1。', '/订单']],
    ['a longer command is not it', ['/接单 12　/订单 12'], ['/接单 12　/订单 12', '/接单 1　/订单']],
    ['the longer one comes first', ['/接单 12，/接单 1　/订单'], ['/接单 12，/接单 1　/订单']],
  ] as const)('are printed as commands, and once: %s', ([, lines, shown], { expect }) => {
    const { markdown } = body({ lines: [...lines], buttons })
    expect(markdown?.content.split('  \n').slice(1)).toEqual(shown)
    const { text } = body({ lines: [...lines], buttons, mention: ['zhangsan'] })
    expect(text?.content.split('\n').slice(1)).toEqual(shown)
  })
})

describe('what people typed', () => {
  test.for([
    ['<@zhangsan> <@all> @all @所有人', '＜＠zhangsan＞ ＜＠all＞ ＠all ＠所有人'],
    ['<font color="warning">急</font>', '＜font color="warning"＞急＜/font＞'],
  ] as const)('%s shows as typed', ([typed, shown], { expect }) => {
    expect(body({ lines: [typed] }).markdown?.content).toBe(`**新订单 #12**  \n${shown}`)
    expect(body({ lines: [typed], mention: ['lisi'] }).text?.content).toBe(`新订单 #12\n${shown}`)
  })

  test('is never markup, tag or mention', ({ expect }) => {
    fc.assert(
      fc.property(nasty, fc.array(nasty, { maxLength: 3 }), nasty, (title, lines, typed) => {
        const parts = { title, lines, buttons: [{ label: typed, command: `/${typed}` }] }
        const [first = '', ...rest] = (body(parts).markdown?.content ?? '').split('  \n')
        // Only our own two pairs of stars may be taken away.
        for (const line of [first.replace(/^\*\*(.*)\*\*$/, '字$1'), ...rest])
          expect(markupIn(line)).toEqual([])
        expect(body({ ...parts, mention: ['lisi'] }).text?.content).not.toMatch(/[<>@]/)
      }),
    )
  })
})

describe('a long text', () => {
  test.for(['字', '😀', 'a', 'é'])('of %s is cut between characters, visibly', (character, { expect }) => {
    for (const offset of ['', 'x', 'xx', 'xxx']) {
      const parts = { lines: [offset + character.repeat(5000)] }
      const long = [
        [body(parts).markdown?.content, 4096],
        [body({ ...parts, mention: ['lisi'] }).text?.content, 2048],
      ] as const
      for (const [content = '', limit] of long) {
        expect(bytes(content)).toBeLessThanOrEqual(limit)
        expect(bytes(content)).toBeGreaterThan(limit - 5)
        expect(content).toMatch(/……（内容过长，已截断）$/)
        expect(content).not.toContain('\ufffd')
      }
    }
  })

  test('is never an empty one', ({ expect }) => {
    expect(body({ title: '' }).markdown?.content).toBe('……')
    expect(body({ title: '\u200b', mention: ['lisi'] }).text?.content).toBe('……')
  })
})

describe('what the platform answers (wecom-protocol §6)', () => {
  const refused = (code: number, channel: boolean) => ({ is: 'refused', why: `wecom.${code}`, channel })
  test.for([
    [0, { is: 'sent' }],
    ['0', { is: 'sent' }],
    [45009, { is: 'later', waitMs: 60_000, why: 'wecom.45009', channel: true }],
    [-1, { is: 'later', waitMs: 5000, why: 'wecom.-1', channel: false }],
    [93000, refused(93000, true)],
    [93004, refused(93004, true)],
    [93008, refused(93008, true)],
    ['93000', refused(93000, true)],
    [44004, refused(44004, false)],
    [40058, refused(40058, false)],
    [40008, refused(40008, false)],
    [12345, refused(12345, false)],
  ] as const)('errcode %s', async ([errcode, end], { expect }) => {
    outside(json({ errcode, errmsg: `key ${URL_OF} of 张三` }))
    expect(await pushToWebhook(URL_OF, push())).toEqual(end)
  })

  test('a refusal counts whatever the status, a yes only with 2xx', async ({ expect }) => {
    outside(json({ errcode: 93000 }, 400))
    expect(await pushToWebhook(URL_OF, push())).toEqual(refused(93000, true))
    outside(json({ errcode: 0 }, 502))
    expect(await pushToWebhook(URL_OF, push())).toMatchObject({ is: 'later' })
    outside(json({ errcode: -1 }, 504))
    expect(await pushToWebhook(URL_OF, push())).toEqual({ is: 'unknown', why: 'wecom.http_504' })
  })

  test.for(accidents('wecom'))('%s', async ([, answer, end], { expect }) => {
    outside(answer)
    expect(await pushToWebhook(URL_OF, push())).toEqual(end)
  })
})
