import { commands } from '../src/commands/registry.ts'
import { understand } from '../src/commands/understand.ts'
import type { IncomingMessage } from '../src/platforms/message.ts'
import { Chance, seedOf } from './chance.ts'
import { someText } from './texts.ts'

/**
 * Texts through the parser alone, with the processor time of each: no text may throw, and none may take longer than
 * five milliseconds, which only a pattern that backtracks does. A text that seems slow is tried again: collecting
 * garbage is no fault of its own.
 */
const tries = Number(process.env.FUZZ_TEXTS ?? 20_000)
const most = 5000
const now = Date.parse('2026-11-23T09:00:00+08:00')
const seed = seedOf(process.env.FUZZ_SEED, Date.now())
const chance = new Chance(seed)
const names = commands.flatMap(({ name, aliases = [] }) => [name, ...aliases])

const message = (text: string, kind: 'group' | 'private'): IncomingMessage =>
  ({
    kind: 'text',
    platform: 'dingtalk',
    bot: 'b',
    messageId: 'm',
    sentAt: now,
    conversation: { id: 'c', kind },
    sender: { ids: [{ kind: 'staff', id: 's' }] },
    mentions: [],
    text,
  }) as unknown as IncomingMessage

/** Microseconds of the processor. */
function costOf(text: string, kind: 'group' | 'private'): number {
  const began = process.cpuUsage()
  understand(message(text, kind), ['红搭档'])
  const { user, system } = process.cpuUsage(began)
  return user + system
}

const kinds: { [what: string]: number } = {}
const faults: string[] = []
let slowest = 0
for (let i = 0; i < tries; i++) {
  const text = someText(chance, names)
  const kind = chance.pick(['group', 'private'] as const)
  try {
    const is = understand(message(text, kind), ['红搭档']).is
    kinds[is] = (kinds[is] ?? 0) + 1
    let cost = costOf(text, kind)
    for (let again = 0; again < 5 && cost > most; again++) cost = Math.min(cost, costOf(text, kind))
    slowest = Math.max(slowest, cost)
    if (cost > most) faults.push(`${cost} µs: ${JSON.stringify(text)}`)
  } catch (error) {
    faults.push(`${error}: ${JSON.stringify(text)}`)
  }
}
console.log(`parser: ${tries} texts, seed ${seed}, slowest ${slowest} µs`, kinds)
for (const fault of faults) console.error(fault.slice(0, 500))
process.exitCode = faults.length > 0 ? 1 : 0
