import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import {
  DINGTALK_CLIENT_ID,
  DINGTALK_SECRET,
  dingtalkRequest,
  dingtalkText,
} from '../test/support/dingtalk.ts'
import { WECOM_KEY, WECOM_TOKEN, wecomRequest, wecomText } from '../test/support/wecom.ts'
import { bundle } from './bundle.ts'
import { localD1 } from './local-d1.ts'
import { machine } from './machine.ts'
import { print } from './table.ts'

/**
 * How large the Worker is as wrangler uploads it, how long it takes to start, and how much processor time a command takes.
 * Node stands in for workerd, which tells no Worker its processor time, so these are estimates; what the database does is
 * left out, for D1 runs elsewhere.
 */
const people = 60
const rounds = 12
/** Before that the program is compiled while it runs, as in an isolate that is new. */
const warming = 4
const DAY = 86_400_000

const { folder, file, size, gzip } = bundle()

const start = `const began = [performance.now(), process.cpuUsage()]; await import(${JSON.stringify(file)});
  const { user, system } = process.cpuUsage(began[1]); console.log(performance.now() - began[0], (user + system) / 1000)`
const starts = Array.from({ length: 5 }, () =>
  execFileSync(process.execPath, ['--input-type=module', '-e', start], { encoding: 'utf8' })
    .split(' ')
    .map(Number),
)
const least = (of: number) => Math.min(...starts.map((one) => one[of] ?? 0))

const { default: worker } = (await import(file)) as {
  default: Required<Pick<ExportedHandler<Env>, 'fetch'>>
}
const { database, sql, spent } = localD1(readFileSync('schema.sql', 'utf8'))
rmSync(folder, { recursive: true })
const env = {
  DB: database,
  WECOM_TOKEN,
  WECOM_ENCODING_AES_KEY: WECOM_KEY,
  DINGTALK_CLIENT_ID,
  DINGTALK_CLIENT_SECRET: DINGTALK_SECRET,
  GATEWAY_SECRET: 'bench',
  CONSOLE_SECRET: 'bench',
  ACTIVATION_CODE: 'bench-activation-code',
  ALLOW_TEST_CLOCK: '1',
  DINGTALK_REPLY: 'inline',
  OUTBOX: { send: async () => undefined },
  WECOM_API_ORIGIN: 'https://qyapi.weixin.qq.com',
  DINGTALK_API_ORIGIN: 'https://api.dingtalk.com',
  DINGTALK_OAPI_ORIGIN: 'https://oapi.dingtalk.com',
} as unknown as Env
const context = { waitUntil: () => {}, passThroughOnException: () => {} } as unknown as ExecutionContext
console.info = () => {}

let now = Date.parse('2026-11-02T09:00:00+08:00')
const ask = (who: string, text: string, inGroup = true): Request =>
  who.startsWith('d')
    ? dingtalkRequest({
        message: dingtalkText({ from: who, name: who, text, chat: inGroup ? 'cid' : undefined }),
        now,
      })
    : wecomRequest({ message: wecomText({ from: who, text, chat: inGroup ? 'wr' : undefined }), now })
const serve = async (request: Request) => (await worker.fetch(request as never, env, context)).text()

await serve(ask('w-boss', '/激活 bench-activation-code', false))
await serve(ask('w-boss', '/绑定社区 东湖社区'))
await serve(ask('d-boss', '/激活 bench-activation-code', false))
await serve(ask('d-boss', '/绑定社区 东湖社区'))
const speakers = Array.from({ length: people }, (_, i) => `${i % 2 ? 'd' : 'w'}${i}`)
const digits = '甲乙丙丁戊己庚辛壬癸'
for (const [i, who] of speakers.entries())
  await serve(ask(who, `/登记 ${digits[i % 10]}${digits[Math.floor(i / 10)]} 财政局`))
sql("update person set state = 'verified' where unit_id is not null")

/** ms of the processor for one message, without the database. */
async function cpuOf(platform: 'w' | 'd', text: string): Promise<number> {
  const costs: number[] = []
  for (let round = 0; round < warming + rounds; round++) {
    now += DAY
    const requests = speakers.filter((who) => who.startsWith(platform)).map((who) => ask(who, text))
    const [began, elsewhere] = [process.cpuUsage(), spent.ms]
    for (const request of requests) await serve(request)
    const { user, system } = process.cpuUsage(began)
    if (round >= warming) costs.push(((user + system) / 1000 - (spent.ms - elsewhere)) / requests.length)
  }
  return costs.sort((a, b) => a - b)[rounds / 2] ?? 0
}

console.log(machine())
print('The Worker', [
  ['as uploaded', size],
  ['gzip', gzip],
  ['start-up in Node, ms (limit 1 000)', least(0)],
  ['of it processor, ms', least(1)],
])
const texts = [
  '/工时 2小时 清洁楼道',
  '/报到',
  '/签退 打扫楼道',
  '/我的',
  '/订单',
  '/排行',
  '/帮助',
  '今天天气不错',
]
const table: (string | number)[][] = []
for (const text of texts) table.push([text, await cpuOf('w', text), await cpuOf('d', text)])
print('Processor time of a message in Node, ms, the median of a dozen rounds (free plan: 10)', [
  ['', 'WeCom', 'DingTalk'],
  ...table,
])
