import { createHash } from 'node:crypto'
import { afterEach, beforeEach, test } from 'vitest'
import { dingtalkText, heard, stream, wecomText, wordsOf } from './support/speech.ts'
import { Stage } from './support/stage.ts'
import { pause, until } from './support/waiting.ts'

const COUNT = 1_000
/** Many, for WeCom takes thirty messages a minute in each. */
const CHATS = 200
const texts = Array.from({ length: COUNT }, (_, i) => `${i}`)
/** Chance that is the same in every run. */
const dice = (salt: string) => createHash('sha256').update(salt).digest().readUInt32BE() / 2 ** 32

let stage: Stage
beforeEach(async () => {
  stage = await Stage.open({ redeliverAfter: 400 })
  stage.worker.reply = (payload) =>
    payload.msgId ? { msgtype: 'text', text: { content: `re${wordsOf(payload)}` } } : stream(payload)
})
afterEach(() => stage.close())

const once = (answers: string[]) => answers.toSorted((a, b) => Number(a.slice(3)) - Number(b.slice(3)))
const wanted = texts.map((text) => `re ${text}`)
const quickly = { retry: { first: 5, most: 40 }, steady: 10 }

/** The Worker stumbles now and then, too. */
function stumble(): NodeJS.Timeout {
  let round = 0
  return setInterval(() => {
    round += 1
    stage.worker.down = dice(`down ${round}`) < 0.2 ? 503 : undefined
  }, 40)
}

test('WeCom: a thousand messages with random cuts, each answered exactly once', async ({ expect }) => {
  await stage.gateway({ DINGTALK_CLIENT_ID: '', DINGTALK_CLIENT_SECRET: '' }, { ...quickly, notice: 60_000 })
  const { wecom } = stage.platforms
  const answered = () => new Set(stage.platforms.spoken.map(heard))
  const bodies = texts.map((text, i) => wecomText(text, { chat: `wr${i % CHATS}` }))
  const stumbling = stumble()
  let cuts = 0
  for (const [i, body] of bodies.entries()) {
    await until('a connection', () => wecom.isConnected)
    wecom.deliver(body)
    if (dice(`again ${i}`) < 0.1) wecom.deliver(bodies[Math.floor(dice(`which ${i}`) * i)] ?? body)
    if (dice(`wait ${i}`) < 0.05) await pause(1)
    if (dice(`cut ${i}`) < 0.02) {
      cuts += 1
      wecom.cut()
    }
  }
  clearInterval(stumbling)
  stage.worker.down = undefined
  // What was on its way when the line broke comes again, as both platforms do.
  for (const end = performance.now() + 200_000; answered().size < COUNT && performance.now() < end; ) {
    await until('a connection', () => wecom.isConnected)
    for (const body of bodies) if (!answered().has(`re ${wordsOf(body)}`)) wecom.deliver(body)
    await pause(300)
  }
  await pause(100)
  // The same stream once more replaces itself: nobody sees it twice.
  const seen = stage.platforms.spoken.filter(({ again }) => !again).map(heard)
  expect(once(seen)).toEqual(wanted)
  expect(stage.worker.taken).toHaveLength(COUNT)
  expect(cuts).toBeGreaterThan(10)
}, 300_000)

test('DingTalk: the same, with farewells besides', async ({ expect }) => {
  const gateway = await stage.gateway(
    { WECOM_BOT_ID: '', WECOM_BOT_SECRET: '' },
    { ...quickly, notice: 60_000 },
  )
  const { dingtalk } = stage.platforms
  const stumbling = stumble()
  let cuts = 0
  for (const [i, text] of texts.entries()) {
    await until('a connection', () => dingtalk.connections > 0)
    dingtalk.deliver(dingtalkText(text, { oapi: stage.platforms.http, conversation: `cid${i % CHATS}==` }))
    if (dice(`wait ${i}`) < 0.05) await pause(1)
    if (dice(`cut ${i}`) < 0.02) {
      cuts += 1
      if (cuts % 3 === 0) dingtalk.farewell(50)
      else dingtalk.cut()
    }
  }
  clearInterval(stumbling)
  stage.worker.down = undefined
  await until('all are answered', () => stage.platforms.said.length >= COUNT, 200_000)
  await until('nothing waits', () => gateway.health().checks.dingtalk?.queued === 0)
  expect(once(stage.platforms.said.map(({ body }) => wordsOf(body)))).toEqual(wanted)
  expect(stage.worker.taken).toHaveLength(COUNT)
}, 300_000)
