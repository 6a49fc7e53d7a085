import { beforeAll, describe, test, vi } from 'vitest'
import { rows } from '../schema/lines.ts'
import { wrong } from '../store/town.ts'
import { Clock } from '../support/clock.ts'
import { entryIn, newMember } from '../support/members.ts'
import type { Call } from '../support/outside.ts'
import { at, type Speaker, secretary, settledTalk, type Talk } from '../support/talk.ts'

/** What commands tell groups and people, while the platforms' servers are not well: nothing is lost, nothing is doubled unsaid. */
const MARK = '已经收到过'
const KEY = '693a91f6-7a1b-4bc4-97a0-0ec2sifa5aaa'
const MINUTE = 60_000
const START = at('2026-11-23 09:00')
let talk: Talk
let clock: Clock
let worker: Speaker

beforeAll(async () => {
  for (const level of ['info', 'warn', 'error'] as const)
    vi.spyOn(console, level).mockImplementation(() => {})
  talk = await settledTalk(START)
  clock = new Clock()
  await talk.private(secretary, `/绑定推送 https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${KEY}`)
  worker = await newMember(talk, 'dingtalk')
})

const page = (status: number) => () => new Response('<html>Bad Gateway</html>', { status })
/** `arrives`: the message is there all the same, and the Worker cannot know. */
const troubles: [
  name: string,
  answer: (call: Call) => Response | object | Error | undefined,
  arrives: boolean,
][] = [
  ['500', page(500), false],
  ['502', page(502), false],
  ['429', page(429), false],
  ['a page in place of JSON', page(200), true],
  ['an empty answer', () => new Response(''), true],
  ['a gateway that gave up', page(504), true],
  ['no connection', () => new Error('connection refused'), false],
  ['a connection lost', () => new Error('Network connection lost.'), true],
  [
    'too fast',
    ({ way }) => (way === 'webhook/send' ? { errcode: 45009, errmsg: 'freq' } : page(429)()),
    false,
  ],
]

let round = 0
/** An announcement to both groups, and a reason to one person; what makes these letters unlike all others. */
async function speak(): Promise<{ [to: string]: string }> {
  round += 1
  // Each begins on a morning of its own.
  talk.now = START + round * 24 * 60 * MINUTE
  const entry = entryIn((await talk.group(worker, `/工时 ${round}天前 1小时 第${round}件事`)).text)
  await talk.group(secretary, `/公告 第${round}号通知`)
  await talk.group(secretary, '/公告 发送')
  await talk.group(secretary, `/驳回 ${entry} 第${round}个理由`)
  return {
    [KEY]: `第${round}号通知`,
    [talk.dingtalkGroup]: `第${round}号通知`,
    [worker.id]: `第${round}个理由`,
  }
}

const came = (to: string, words: string): string[] =>
  clock.outside.to(to).filter((text) => text.includes(words))

async function pass(minutes: number): Promise<void> {
  for (let i = 0; i < minutes; i++) {
    talk.now += MINUTE
    await clock.tick(talk.now)
  }
}

/** Ticks until nothing waits any more, at most for a day of minutes with work in them. */
async function calm(): Promise<void> {
  for (let i = 0; i < 60; i++) {
    const [next] = await rows<{ at: number | null }>(
      `select max(min(send_at), coalesce((select max(blocked_until) from channel), 0)) as at from outbox
        where state in ('waiting', 'claimed')`,
    )
    if (!next?.at) return
    talk.now = Math.max(talk.now + MINUTE, next.at)
    await clock.tick(talk.now)
  }
}

/** The letters of this file that are not sent. */
const unsent = () =>
  rows(
    `select say, state, why from outbox where (say like '%号通知%' or say like '%个理由%') and state <> 'sent'`,
  )

describe('while the platforms answer with', () => {
  test.for(troubles)('%s', async ([, answer, arrives], { expect }) => {
    const letters = await speak()
    clock.outside.answer = (call) => (call.way === 'accessToken' ? undefined : answer(call))
    await pass(3)
    clock.outside.answer = () => undefined
    await calm()
    for (const [to, words] of Object.entries(letters)) {
      const texts = came(to, words)
      const unmarked = texts.filter((text) => !text.includes(MARK))
      expect([to, texts.length > 1, unmarked.length]).toEqual([to, true, arrives ? 1 : texts.length])
    }
    expect(await unsent()).toEqual([])
    expect(await wrong()).toEqual([])
  })

  test('nothing at all: it is given up waiting for, and what may have arrived says so', async ({
    expect,
  }) => {
    const letters = await speak()
    clock.outside.answer = ({ way }) => (way === 'accessToken' ? undefined : new Promise<Response>(() => {}))
    const began = Date.now()
    await pass(1)
    expect(Date.now() - began).toBeLessThan(30_000)
    clock.outside.answer = () => undefined
    await calm()
    for (const [to, words] of Object.entries(letters))
      expect([to, came(to, words).map((text) => text.includes(MARK))]).toEqual([to, [false, true]])
    expect(await wrong()).toEqual([])
  })

  test('a session that has expired: a new one is asked for, and every letter comes once', async ({
    expect,
  }) => {
    const letters = await speak()
    let [asked, refused] = [0, 0]
    clock.outside.answer = ({ way }) => {
      if (way === 'accessToken') return { accessToken: `token-${++asked}`, expireIn: 7200 }
      if (way === 'webhook/send' || refused > 0) return undefined
      refused += 1
      return Response.json({ code: 'InvalidAuthentication', message: 'token expired' }, { status: 401 })
    }
    await pass(1)
    clock.outside.answer = () => undefined
    await calm()
    expect(refused).toBe(1)
    expect(asked).toBeGreaterThan(0)
    for (const [to, words] of Object.entries(letters))
      expect([to, came(to, words).filter((text) => text.includes(MARK))]).toEqual([to, []])
    expect(await unsent()).toEqual([])
    expect(await wrong()).toEqual([])
  })
})
