import { env } from 'cloudflare:workers'
import { counts, wrong } from '../test/store/town.ts'
import { dingtalkRequest } from '../test/support/dingtalk.ts'
import { gatewayRequest } from '../test/support/gateway.ts'
import { at, onDingtalk, onWecom, secretary, send, settledTalk } from '../test/support/talk.ts'
import { readWecom, wecomRequest } from '../test/support/wecom.ts'
import { Chance } from './chance.ts'
import { built, disturb, forge, type Parts, partsOf } from './forged.ts'
import { mutatedJson } from './json.ts'
import { aboveLimits } from './limits.ts'
import { frame, type Platform, spoken } from './speech.ts'
import { marker } from './texts.ts'

/** So many of one kind in a row, with the rows of all tables counted before and after those that nobody signed. */
const ROUND = 40
/** A text, a name, an account or a group of somebody, also folded: each of them has it. */
const somebodys = /密[語语]|zqx/i

export interface Fuzzed {
  statuses: { [status: string]: number }
  /** What may not be, each with the number of its callback. */
  faults: string[]
}

/**
 * Sends mutated callbacks of both platforms and requests of the gateway through the Worker. `printed` is what it has written to
 * the console. The same seed sends the same.
 */
export async function fuzzCallbacks(seed: number, most: number, printed: string[]): Promise<Fuzzed> {
  const chance = new Chance(seed)
  const talk = await settledTalk(at('2026-11-23 09:00'))
  for (const who of [0, 1, 2, 3].flatMap((n) => [onWecom(`${marker}-${n}`), onDingtalk(`${marker}-${n}`)])) {
    await talk.group(
      who,
      `/登记 ${who.platform === 'wecom' ? '微' : '钉'}${'甲乙丙丁'[Number(who.id.at(-1))]}员 市财政局`,
    )
  }
  await talk.group(secretary, '/通过 全部')

  const statuses: Fuzzed['statuses'] = {}
  const faults: string[] = []
  const fault = (i: number, what: string) => void faults.push(`#${i} ${what}`)
  let { now } = talk
  for (let i = 0; i < most; ) {
    const forged = chance.below(3) === 0
    const before = forged ? await counts() : {}
    for (const end = Math.min(i + ROUND, most); i < end; i++) {
      now += 700
      printed.length = 0
      const platform = chance.pick(['wecom', 'dingtalk'] as const)
      const gateway = chance.below(4) === 0
      const parts = await partsOf(signed(chance, { platform, gateway, i, now }))
      if (forged) forge(chance, parts)
      else if (chance.below(6) === 0) disturb(chance, parts)
      let touched = false
      const response = await send(built(parts), forged ? { DB: watch(() => (touched = true)) } : {})
      const { status } = response
      statuses[status] = (statuses[status] ?? 0) + 1
      const leak = printed.find((line) => somebodys.test(line))
      if (leak) fault(i, `the log tells of somebody: ${leak.slice(0, 400)}`)
      const broken = printed.find((line) => /"outcome":"fault"|"level":"error"/.test(line))
      if (broken) fault(i, `broke: ${broken.slice(0, 600)}`)
      if (status >= 500) fault(i, `answered with ${status}`)
      if (forged && (status < 400 || touched))
        fault(
          i,
          `nobody signed it: ${status}, database ${touched ? 'asked' : 'left alone'}: ${parts.url.pathname}`,
        )
      if (!forged && status === 200)
        for (const what of await readAnswer(response, { platform, gateway, parts })) fault(i, what)
    }
    if (forged && JSON.stringify(await counts()) !== JSON.stringify(before))
      fault(i, 'what nobody signed changed the database')
  }
  for (const what of await wrong()) fault(most, what)
  return { statuses, faults }
}

interface Sent {
  platform: Platform
  gateway: boolean
}

/** One callback or request as it would come in, mutated inside and rightly signed. */
function signed(chance: Chance, { platform, gateway, i, now }: Sent & { i: number; now: number }): Request {
  if (gateway)
    return gatewayRequest({ platform, body: mutatedJson(chance, frame(chance, platform, i, now)), now })
  const message = mutatedJson(chance, spoken[platform](chance, i))
  return platform === 'wecom' ? wecomRequest({ message, now }) : dingtalkRequest({ message, now })
}

/** What is wrong with an answer. */
async function readAnswer(
  response: Response,
  { platform, gateway, parts }: Sent & { parts: Parts },
): Promise<string[]> {
  if (parts.method !== 'POST') return []
  if (!gateway && platform === 'wecom') {
    const { raw } = await readWecom(response)
    return raw === null ? [] : aboveLimits(platform, raw)
  }
  const body = await response.json<{ reply?: unknown }>()
  if (!gateway) return aboveLimits(platform, body)
  return body.reply ? aboveLimits(platform, body.reply) : []
}

/** D1 that tells when it is asked anything. */
const watch = (asked: () => void): D1Database =>
  new Proxy(env.DB, {
    get(database, name) {
      asked()
      const value = Reflect.get(database, name)
      return typeof value === 'function' ? value.bind(database) : value
    },
  })
