import { Stage } from '../test/gateway/support/stage.ts'
import { until } from '../test/gateway/support/waiting.ts'
import { Chance, seedOf } from './chance.ts'
import { mutatedJson } from './json.ts'
import { type Platform, spoken } from './speech.ts'
import { mutated } from './texts.ts'

/**
 * Mutated frames through the gateway's long connections with both platforms: whatever a frame is, the gateway goes on, logs no
 * word, name or id of it, and takes the next good message to the Worker.
 */
const tries = Number(process.env.FUZZ_FRAMES ?? 4000)
const seed = seedOf(process.env.FUZZ_SEED, Date.now())
const chance = new Chance(seed)
/** After so many a good message must come through. */
const ROUND = 100

const faults: string[] = []
for (const event of ['uncaughtException', 'unhandledRejection'] as const)
  process.on(event, (error) => void faults.push(`${event}: ${error instanceof Error ? error.stack : error}`))
const printed: string[] = []
const { log } = console
for (const level of ['log', 'info', 'debug', 'warn', 'error', 'trace'] as const) {
  console[level] = (...all: unknown[]) => void printed.push(all.map(String).join(' '))
}

const stage = await Stage.open()
// WeCom takes so few answers a minute that a conversation would wait behind its own.
stage.worker.reply = ({ msgId }) =>
  msgId === undefined ? null : { msgtype: 'text', text: { content: String(msgId).slice(0, 40) } }
// Silence ends no connection here: this process is busy with both ends.
await stage.gateway({}, { idle: 60_000 })
const { wecom, dingtalk } = stage.platforms
const connected = { wecom: () => wecom.isConnected, dingtalk: () => dingtalk.connections > 0 }

const outer = {
  wecom: (i: number) => ({
    cmd: chance.pick(['aibot_msg_callback', 'aibot_msg_callback', 'aibot_event_callback']),
    headers: { req_id: `fuzz-${i}` },
    body: spoken.wecom(chance, i),
  }),
  dingtalk: (i: number) => ({
    specVersion: '1.0',
    type: chance.pick(['CALLBACK', 'CALLBACK', 'CALLBACK', 'EVENT', 'SYSTEM', 'x']),
    headers: {
      topic: chance.pick(['/v1.0/im/bot/messages/get', '/v1.0/im/bot/messages/get', 'ping', '/v1.0/card']),
      contentType: 'application/json',
      messageId: `fuzz-${i}`,
      time: '1',
    },
    data: mutatedJson(chance, spoken.dingtalk(chance, i)),
  }),
}
const platforms = ['wecom', 'dingtalk'] as const

/** A good message of a conversation of its own comes through; a frame that no WebSocket carries may cost the connection before. */
async function comesThrough(platform: Platform, i: number): Promise<void> {
  const good = {
    wecom: (id: string) => ({ msgid: id, msgtype: 'text', from: { userid: id }, text: { content: '/帮助' } }),
    dingtalk: (id: string) => ({ msgId: id, conversationId: id }),
  }
  for (let again = 0; again < 3; again++) {
    const id = `good-${platform}-${i}-${again}`
    const taken = () => stage.worker.taken.some(({ payload }) => (payload.msgid ?? payload.msgId) === id)
    try {
      await until(`${platform} is connected`, connected[platform], 30_000)
      stage.platforms[platform].deliver(good[platform](id))
      return await until(`#${i}: a good message of ${platform} comes through`, taken, 20_000)
    } catch (error) {
      if (again === 2) faults.push(String(error))
    }
  }
}

for (let i = 0; i < tries && faults.length === 0; i++) {
  const platform = chance.pick(platforms)
  const frame = mutatedJson(chance, outer[platform](i))
  stage.platforms[platform].say(chance.below(8) === 0 ? mutated(chance, mutated(chance, frame)) : frame)
  if (i % ROUND === ROUND - 1) await Promise.all(platforms.map((one) => comesThrough(one, i)))
}
await Promise.all(platforms.map((one) => comesThrough(one, tries)))

const logged = stage.log.map((line) => JSON.stringify(line))
const told = [...logged, ...printed].find((line) => /密[語语]|zqx/i.test(line))
if (told) faults.push(`the log tells of somebody: ${told.slice(0, 300)}`)
faults.push(...logged.filter((line) => /"(?:fault|disk_failed|worker_away)"/.test(line)).slice(0, 5))
const events: { [event: string]: number } = {}
for (const { event } of stage.log) events[event] = (events[event] ?? 0) + 1
log(`frames: ${tries}, seed ${seed}, ${stage.worker.taken.length} taken`, JSON.stringify(events))
for (const fault of faults.slice(0, 30)) log(fault.slice(0, 600))
await stage.close()
process.exit(faults.length > 0 ? 1 : 0)
