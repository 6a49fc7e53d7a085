import { afterEach, beforeEach, test } from 'vitest'
import { heard, stream, wecomText } from './support/speech.ts'
import { Stage } from './support/stage.ts'
import { pause, until } from './support/waiting.ts'

let stage: Stage
const wecom = () => stage.platforms.wecom
let count = 0
const letter = (address: string, content: string, kind = 'group') => ({
  id: ++count,
  claim: `claim-${count}`,
  to: { kind, address },
  body: { msgtype: 'markdown', markdown: { content } },
})
const fates = () => stage.worker.fates.map(({ fate }) => fate)
const only = { DINGTALK_CLIENT_ID: '', DINGTALK_CLIENT_SECRET: '' }

/** Somebody has written to the bot in wrA and in private, which WeCom wants before it takes a push. */
async function acquainted(): Promise<void> {
  await until('WeCom is connected', () => wecom().isConnected)
  wecom().deliver(wecomText('hello', { chat: 'wrA' }))
  wecom().deliver(wecomText('hello', { from: 'lisi' }))
  await until('they are answered', () => stage.platforms.spoken.length === 2)
  stage.platforms.spoken.splice(0)
}

beforeEach(async () => {
  stage = await Stage.open()
  stage.worker.reply = (payload) => stream(payload)
})
afterEach(() => stage.close())

test('letters go to groups and people, and their fates back', async ({ expect }) => {
  await stage.gateway(only)
  await acquainted()
  stage.worker.letters = [letter('wrA', 'one'), letter('wrA', 'two'), letter('lisi', 'private', 'person')]
  await until('all fates', () => fates().length === 3)
  expect(fates()).toEqual([{ is: 'sent' }, { is: 'sent' }, { is: 'sent' }])
  const spoken = stage.platforms.spoken.map((one) => [
    one.command,
    one.conversation,
    one.body.chat_type,
    heard(one),
  ])
  expect(spoken.toSorted()).toEqual([
    ['aibot_send_msg', 'lisi', 1, 'private'],
    ['aibot_send_msg', 'wrA', 2, 'one'],
    ['aibot_send_msg', 'wrA', 2, 'two'],
  ])
})

test('a refusal is told as what it means', async ({ expect }) => {
  await stage.gateway(only)
  await acquainted()
  stage.worker.letters = [
    letter('wrNobody', 'never'),
    letter('wrNobody', 'nor this'),
    { ...letter('wrA', ''), body: { msgtype: 'text', text: { content: 'no text here' } } },
    letter('wrA', 'good'),
  ]
  await until('all fates', () => fates().length === 4)
  expect(fates()).toEqual(
    expect.arrayContaining([
      { is: 'refused', why: 'wecom.93006', channel: true },
      { is: 'refused', why: 'wecom.93006', channel: true },
      { is: 'refused', why: 'wecom.40008', channel: false },
      { is: 'sent' },
    ]),
  )
})

test('more than thirty a minute wait', async ({ expect }) => {
  await stage.gateway(only)
  await acquainted()
  stage.worker.letters = Array.from({ length: 32 }, (_, i) => letter('wrA', `${i}`))
  await until('all fates', () => fates().length === 32)
  // The answer to the greeting was the first of the thirty.
  expect(
    fates()
      .slice(0, 29)
      .every((fate) => (fate as { is: string }).is === 'sent'),
  ).toBe(true)
  expect(fates().slice(29)).toEqual(
    Array.from({ length: 3 }, () => ({ is: 'later', waitMs: 60_000, why: 'wecom.45009', channel: true })),
  )
})

test('one that may have arrived is unknown, and fates are told when the Worker is back', async ({
  expect,
}) => {
  await stage.gateway(only)
  await acquainted()
  stage.worker.downFor = { fates: 503 }
  wecom().trouble = { answers: 'unanswered' }
  stage.worker.letters = [letter('wrA', 'lost')]
  await until('it is said', () => stage.platforms.spoken.length === 1)
  wecom().cut()
  wecom().trouble = {}
  await pause(300)
  expect(fates()).toEqual([])
  stage.worker.downFor = {}
  await until('its fate', () => fates().length === 1)
  expect(fates()).toEqual([{ is: 'unknown', why: 'lost' }])
  expect(stage.platforms.spoken).toHaveLength(1)
})

test('nothing is claimed without a connection, and nothing for DingTalk', async ({ expect }) => {
  wecom().trouble = { logins: 'ignored' }
  await stage.gateway()
  await until('DingTalk is connected', () => stage.platforms.dingtalk.connections > 0)
  await pause(300)
  expect(stage.worker.requests.filter((request) => request.do === 'claim')).toEqual([])
})
