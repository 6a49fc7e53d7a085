import fc from 'fast-check'
import { describe, test } from 'vitest'
import { decode } from '../../src/platforms/dingtalk/decode.ts'
import outside from '../fixtures/dingtalk/external-sender.json'
import audio from '../fixtures/dingtalk/robot-audio.json'
import picture from '../fixtures/dingtalk/robot-picture.json'
import richText from '../fixtures/dingtalk/robot-richtext.json'
import textGroup from '../fixtures/dingtalk/robot-text-group.json'
import textSingle from '../fixtures/dingtalk/robot-text-single.json'
import frame from '../fixtures/dingtalk/stream-callback-frame.json'

const HOUR = 3_600_000
const NOW = 1767225600180
const read = (payload: unknown, now = NOW) =>
  decode(payload, now, 'dingCLIENTID', 'https://oapi.dingtalk.com')
const message = (payload: unknown, now = NOW) => {
  const decoded = read(payload, now)
  if (decoded.is === 'settled') throw new Error(`settled: ${decoded.why}`)
  return decoded.message
}

describe('messages', () => {
  test('text in a group', ({ expect }) => {
    expect(message(textGroup)).toEqual({
      platform: 'dingtalk',
      bot: 'dingx8k2mq7wv4hj3n9p',
      messageId: 'msgT4vKq8ZrB1+xNw0LhYc2Gg==',
      sentAt: 1767225600000,
      conversation: { id: 'cidQm9Yb/3k+Zt0XwN5rLpVsA==', kind: 'group', title: '产品研发一组' },
      sender: {
        ids: [
          { kind: 'staff', id: '0462193557821406' },
          { kind: 'sender', id: '$:LWCP_v1:$Hk3vT9pQ2mXaL7cRz0WbUg==' },
        ],
        name: '林晓雯',
      },
      kind: 'text',
      text: ' /todo add 周五 18:00 前提交季度报表',
      mentions: [],
    })
  })

  test('text in private', ({ expect }) => {
    const { conversation, text } = message(textSingle)
    expect(conversation).toEqual({ id: 'cidH2f8Ck/Pq1+7uVxWz0aJbTnEoRmSd4yLgK6tI3hU=', kind: 'private' })
    expect(text).toBe('/help')
  })

  test('the data of a Stream frame reads the same', ({ expect }) => {
    expect(message(JSON.parse(frame.data))).toEqual(message(textGroup))
  })

  test('text as an older page prints it', ({ expect }) => {
    expect(message({ ...textGroup, text: undefined, content: ' 你好' })).toMatchObject({ text: ' 你好' })
  })

  test('rich text: the pieces in order, a picture ends a line', ({ expect }) => {
    expect(message(richText)).toMatchObject({
      kind: 'text',
      text: '@效率助手 /bug 安卓端登录页白屏，复现截图如下：\n机型：Mate 60，系统 4.2',
    })
    const items = [{ text: '/求' }, { type: 'at', atName: '甲' }, { text: '助' }, { type: 'emoji' }, {}, null]
    expect(message({ ...richText, content: { richText: items } }).text).toBe('/求助')
  })

  test('rich text of pictures only has no words', ({ expect }) => {
    expect(message({ ...richText, content: { richText: [{ type: 'picture' }] } }).kind).toBe('unreadable')
  })

  test('voice: the transcript', ({ expect }) => {
    expect(message(audio)).toMatchObject({ kind: 'text', text: '提醒我明天上午九点半开需求评审会' })
    expect(message({ ...audio, content: { duration: '5' } }).kind).toBe('unreadable')
  })

  test('a picture has no words', ({ expect }) => {
    expect(message(picture)).toMatchObject({ kind: 'unreadable', text: '' })
  })

  test.for(['file', 'video', 'unknownMsgType', 'chatRecord', 'interactiveCard', 'markdown'])(
    '%s has no words',
    (msgtype, { expect }) => {
      expect(message({ ...picture, msgtype, content: { [msgtype]: '…' } })).toMatchObject({
        kind: 'unreadable',
        text: '',
      })
      expect(message({ ...picture, msgtype, content: undefined }).kind).toBe('unreadable')
    },
  )
})

describe('people', () => {
  test('somebody from outside has a sender id only', ({ expect }) => {
    const sender = {
      ids: [{ kind: 'sender', id: '$:LWCP_v1:$tR2xF6gPqL9cZ0vMn8HsYw==' }],
      name: '合作方-陈澄',
    }
    expect(message(outside).sender).toEqual(sender)
    expect(message({ ...outside, senderStaffId: '' }).sender).toEqual(sender)
  })

  test('mentions: both ids of each, the robot left out', ({ expect }) => {
    const robot = { dingtalkId: textGroup.chatbotUserId, staffId: 'robot' }
    const atUsers = [
      robot,
      { dingtalkId: '$:a', staffId: '01' },
      { dingtalkId: '$:b', staffId: '' },
      { staffId: '03' },
    ]
    expect(message({ ...textGroup, atUsers }).mentions).toEqual(['01', '$:a', '$:b', '03'])
    expect(message({ ...textGroup, atUsers: 'all' }).mentions).toEqual([])
  })

  test('without a robotCode the robot is the configured one', ({ expect }) => {
    expect(message({ ...textGroup, robotCode: undefined }).bot).toBe('dingCLIENTID')
    expect(message({ ...textGroup, robotCode: '' }).bot).toBe('dingCLIENTID')
  })
})

describe('tolerance', () => {
  test('numbers may be text and text numbers', ({ expect }) => {
    expect(message({ ...textSingle, conversationType: 1 }).conversation.kind).toBe('private')
    expect(message({ ...textGroup, conversationType: 2 }).conversation.kind).toBe('group')
    expect(message({ ...textGroup, createAt: '1767225600000' }).sentAt).toBe(1767225600000)
  })

  test('an unknown kind of conversation is treated as a group', ({ expect }) => {
    expect(message({ ...textSingle, conversationType: undefined }).conversation.kind).toBe('group')
    expect(message({ ...textSingle, conversationType: 'x' }).conversation.kind).toBe('group')
  })

  test.for([
    [NOW, NOW],
    [NOW - 24 * HOUR, NOW - 24 * HOUR],
    [NOW - 24 * HOUR - 1, NOW],
    [NOW + 1, NOW],
    ['soon', NOW],
    [undefined, NOW],
  ] as const)('createAt %s counts as %s', ([createAt, counted], { expect }) => {
    expect(message({ ...textGroup, createAt }).sentAt).toBe(counted)
  })
})

describe('what cannot be read', () => {
  test.for(['msgId', 'msgtype', 'conversationId'])('a callback without %s', (key, { expect }) => {
    expect(read({ ...textGroup, [key]: undefined })).toMatchObject({ is: 'settled', status: 400 })
  })

  test('a callback without any sender', ({ expect }) => {
    expect(read({ ...outside, senderId: '' })).toMatchObject({ is: 'settled', status: 400 })
  })

  test.for(['a\u0000b', '\n', 'x'.repeat(257), '\ud800'])('an id that is none: %j', (odd, { expect }) => {
    for (const key of ['msgId', 'conversationId'])
      expect(read({ ...textGroup, [key]: odd })).toMatchObject({ is: 'settled', status: 400 })
  })

  test('decoding never throws', () => {
    const junk = fc.jsonValue({ maxDepth: 2 })
    const payload = fc.record(
      {
        msgId: fc.oneof(fc.string(), junk),
        msgtype: fc.oneof(fc.constantFrom('text', 'richText', 'audio', 'picture'), junk),
        conversationId: fc.oneof(fc.string(), junk),
        conversationType: fc.oneof(fc.constantFrom('1', '2'), junk),
        senderId: fc.oneof(fc.string(), junk),
        senderStaffId: junk,
        senderNick: junk,
        createAt: fc.oneof(fc.integer(), fc.string(), junk),
        atUsers: fc.oneof(fc.array(fc.record({ dingtalkId: junk, staffId: junk })), junk),
        sessionWebhook: fc.oneof(
          fc.constantFrom('https://qyapi.weixin.qq.com/cgi-bin/aibot/response', 'https://', '//x'),
          fc.constant(textGroup.sessionWebhook),
          junk,
        ),
        errorCode: fc.oneof(fc.constant(20001), junk),
        text: junk,
        content: fc.oneof(fc.record({ richText: fc.array(junk) }), fc.string(), junk),
      },
      { requiredKeys: [] },
    )
    fc.assert(fc.property(fc.oneof(payload, junk), (value) => void read(value)))
  })
})
