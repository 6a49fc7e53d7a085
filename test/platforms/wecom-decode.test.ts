import fc from 'fast-check'
import { describe, test } from 'vitest'
import { decode } from '../../src/platforms/wecom/decode.ts'
import enterChat from '../fixtures/wecom/enter_chat.json'
import feedback from '../fixtures/wecom/feedback_event.json'
import mixed from '../fixtures/wecom/mixed.json'
import quote from '../fixtures/wecom/quote.json'
import refresh from '../fixtures/wecom/stream_refresh.json'
import tapButton from '../fixtures/wecom/template_card_event_button.json'
import tapSubmit from '../fixtures/wecom/template_card_event_multiple.json'
import textGroup from '../fixtures/wecom/text-group.json'
import textSingle from '../fixtures/wecom/text-single.json'
import voice from '../fixtures/wecom/voice.json'

const NOW = 1767225600000
const read = (payload: unknown) => decode(payload, NOW, 'https://qyapi.weixin.qq.com')
const message = (payload: unknown) => {
  const decoded = read(payload)
  if (decoded.is === 'settled') throw new Error(`settled: ${decoded.why}`)
  return decoded.message
}

const group = { id: 'wrEXAMPLEchat00000000000000000001', kind: 'group' }

describe('messages', () => {
  test('text in a group', ({ expect }) => {
    expect(message(textGroup)).toEqual({
      platform: 'wecom',
      bot: 'aibEXAMPLE0000000000000000000001',
      messageId: '1f0c7a52d94b4e0c8f6b3a2d5e7190aa',
      sentAt: NOW,
      conversation: group,
      sender: { ids: [{ kind: 'user', id: 'zhangsan' }] },
      kind: 'text',
      text: '@群助手 /待办 新增 周五前提交周报',
      mentions: [],
    })
  })

  test('text in private: the conversation is the sender', ({ expect }) => {
    expect(message(textSingle)).toMatchObject({
      conversation: { id: 'lisi', kind: 'private' },
      kind: 'text',
      text: '/帮助',
    })
  })

  test('text with a picture', ({ expect }) => {
    expect(message(mixed)).toMatchObject({ kind: 'text', text: '@群助手 /报修 三楼打印机卡纸' })
  })

  test('every text around pictures', ({ expect }) => {
    const item = (content: string) => ({ msgtype: 'text', text: { content } })
    const msg_item = [item('/求助'), { msgtype: 'image', image: { url: '' } }, null, item('地点：三楼')]
    expect(message({ ...mixed, mixed: { msg_item } }).text).toBe('/求助\n地点：三楼')
  })

  test('a quoting text: only what was typed', ({ expect }) => {
    expect(message(quote)).toMatchObject({ kind: 'text', text: '@群助手 /记录' })
  })

  test('voice: the transcript', ({ expect }) => {
    expect(message(voice)).toMatchObject({ kind: 'text', text: '查询我的待办' })
    expect(message({ ...voice, voice: { content: '' } }).kind).toBe('unreadable')
  })

  test.for(['image', 'file', 'video', 'location'])('%s has no words', (msgtype, { expect }) => {
    expect(message({ ...textSingle, msgtype, [msgtype]: { url: 'https://x' } })).toMatchObject({
      kind: 'unreadable',
      text: '',
    })
  })

  test('a message of pictures only, and a text without text, have no words', ({ expect }) => {
    expect(message({ ...mixed, mixed: { msg_item: [{ msgtype: 'image' }] } }).kind).toBe('unreadable')
    expect(message({ ...textGroup, text: null }).kind).toBe('unreadable')
  })

  test('ids stay as they are, and unknown fields are ignored', ({ expect }) => {
    const odd = { ...textGroup, from: { userid: 'woAbC_-1', corpid: 7 }, chatid: 'wrAbC', extra: [{}] }
    expect(message(odd)).toMatchObject({
      conversation: { id: 'wrAbC' },
      sender: { ids: [{ kind: 'user', id: 'woAbC_-1' }] },
    })
  })

  test('no response_url is as good as one', ({ expect }) => {
    expect(message({ ...textGroup, response_url: undefined }).kind).toBe('text')
    expect(message({ ...textGroup, response_url: '' }).kind).toBe('text')
  })
})

describe('events', () => {
  test('the private chat is opened', ({ expect }) => {
    expect(message(enterChat)).toMatchObject({
      kind: 'entered',
      text: '',
      conversation: { id: 'lisi', kind: 'private' },
      messageId: '6e51cfa724904d51d4b08f72ac2645ff',
    })
  })

  test.for([
    [tapButton, 'approve', 'task_leave_20260101_0001', 'zhangsan'],
    [tapSubmit, 'submit_booking', 'task_booking_20260101_0002', 'wangwu'],
  ] as const)('a tap is the command of its button', ([payload, text, taskId, id], { expect }) => {
    expect(message(payload)).toMatchObject({
      kind: 'text',
      text,
      card: { taskId },
      conversation: group,
      sender: { ids: [{ kind: 'user', id }] },
    })
  })

  test('a rating and events nobody documents are answered with an empty body', ({ expect }) => {
    const settled = { is: 'settled', status: 200, reply: null }
    expect(read(feedback)).toMatchObject(settled)
    expect(read({ ...enterChat, event: { eventtype: 'auth_change_event' } })).toMatchObject(settled)
    expect(read({ msgtype: 'event', event: { eventtype: 'enter_check_update' } })).toMatchObject(settled)
    expect(read({ ...enterChat, event: undefined })).toMatchObject(settled)
    expect(read({ ...tapButton, event: { eventtype: 'template_card_event' } })).toMatchObject(settled)
  })

  test('a stream refresh is ended and never a command', ({ expect }) => {
    expect(read(refresh)).toMatchObject({
      is: 'settled',
      status: 200,
      reply: { msgtype: 'stream', stream: { id: 'st_20260101_0001', finish: true } },
    })
    expect(read({ ...refresh, stream: {} })).toMatchObject({ is: 'settled', status: 200, reply: null })
  })
})

describe('what cannot be read', () => {
  test.for(['msgid', 'aibotid', 'from', 'chatid', 'msgtype'])(
    'a group message without %s',
    (key, { expect }) => {
      expect(read({ ...textGroup, [key]: undefined })).toMatchObject({ is: 'settled', status: 400 })
    },
  )

  test.for(['a\u0000b', '\n', 'x'.repeat(257), '\ud800'])('an id that is none: %j', (odd, { expect }) => {
    for (const key of ['msgid', 'aibotid', 'chatid'])
      expect(read({ ...textGroup, [key]: odd })).toMatchObject({ is: 'settled', status: 400 })
  })

  test('decoding never throws', () => {
    const junk = fc.jsonValue({ maxDepth: 2 })
    const payload = fc.record(
      {
        msgid: fc.oneof(fc.string(), junk),
        aibotid: fc.oneof(fc.string(), junk),
        chatid: fc.oneof(fc.string(), junk),
        chattype: fc.oneof(fc.constantFrom('group', 'single'), junk),
        from: fc.oneof(fc.record({ userid: fc.string() }), junk),
        response_url: fc.oneof(
          fc.constantFrom('https://qyapi.weixin.qq.com/cgi-bin/aibot/response', 'https://', '//x'),
          junk,
        ),
        msgtype: fc.oneof(fc.constantFrom('text', 'mixed', 'voice', 'stream', 'event'), junk),
        text: junk,
        mixed: fc.oneof(fc.record({ msg_item: fc.array(junk) }), junk),
        voice: junk,
        stream: junk,
        event: fc.oneof(fc.record({ eventtype: fc.string(), template_card_event: junk }), junk),
      },
      { requiredKeys: [] },
    )
    fc.assert(fc.property(fc.oneof(payload, junk), (value) => void read(value)))
  })
})
