import { env } from 'cloudflare:workers'
import { describe, test, vi } from 'vitest'
import { commands } from '../../src/commands/registry.ts'
import { dialogues } from '../dialogues/index.ts'
import { type Bring, type Entry, play } from '../dialogues/play.ts'
import { rows } from '../schema/lines.ts'
import type { Answer } from '../support/talk.ts'
import { seen, wrong } from './town.ts'

/**
 * D1 that fails at every call of every command: all dialogues are played, in which every command is spoken and refused
 * (test/dialogues), and before each turn works it has failed at each of its batches in turn.
 */
const faults: string[] = []
/** Turns that changed something, which shows that changes are seen. */
let effects = 0
const quiet = { send: async () => undefined } as unknown as Queue

/** Calls that D1 has had: each of them counts as one row changed, whatever it asks. */
let calls = 0

/**
 * How many rows SQLite has changed here so far, by triggers and in vain too: two of them are equal when nothing at all was
 * written in between. To compare all tables each time would take most of this test's time.
 */
async function rowsChanged(): Promise<number> {
  calls += 1
  return ((await env.DB.prepare('select total_changes() as n').first<number>('n')) ?? Number.NaN) - calls
}

/**
 * What is wrong with the Worker's D1: its n-th batch fails before anything is done, or after all of it. The clock that the
 * console follows in tests, which no command writes, is left out.
 */
function broken(n: number, when: 'before' | 'after' = 'before') {
  const state = { batches: 0, failed: false }
  const ofClock = new WeakSet<object>()
  const fail = () => {
    state.failed = true
    throw new Error('D1_ERROR: boom')
  }
  const prepare = (sql: string) => {
    const statement = env.DB.prepare(sql)
    if (!sql.includes('test_clock')) return statement
    const bind = (...values: unknown[]) => {
      const bound = statement.bind(...values)
      ofClock.add(bound)
      return bound
    }
    return { bind }
  }
  const batch = async (statements: D1PreparedStatement[]) => {
    if (statements.some((one) => ofClock.has(one))) return []
    state.batches += 1
    if (state.batches === n && when === 'before') fail()
    calls += 1
    const results = await env.DB.batch(statements)
    if (state.batches === n) fail()
    return results
  }
  return { over: { DB: { prepare, batch } as unknown as D1Database, OUTBOX: quiet }, state }
}

/** Fails at the first batch, then the second, …, until the turn is through; nothing may have happened before. */
const failingFirst: Bring = async (talk, say) => {
  const before = await rowsChanged()
  for (let n = 1; ; n++) {
    const { over, state } = broken(n)
    talk.over = over
    const answer = await say()
    if (!answer.text.startsWith('出错了')) {
      if ((await rowsChanged()) !== before) effects += 1
      return answer
    }
    if (!state.failed) faults.push(`failed by itself at ${n}`)
    if ((await rowsChanged()) !== before)
      faults.push(`half done at batch ${n}: ${JSON.stringify(answer.raw).slice(0, 200)}`)
    if (n > 6) return answer
  }
}

/** The batch that writes is done and its answer is lost: the stored answer is told, and told again to who asks again. */
const losingTheAnswer: Bring = async (talk, say) => {
  const before = await rowsChanged()
  let answer: Answer
  let n = 2
  // A bare number reads twice before it writes; a read that fails has done nothing.
  do {
    talk.over = broken(n, 'after').over
    answer = await say()
    n += 1
  } while (answer.text.startsWith('出错了') && n < 5 && (await rowsChanged()) === before)
  const after = await rowsChanged()
  if (after !== before) effects += 1
  talk.over = broken(0).over
  const again = await say()
  if (JSON.stringify(seen(again)) !== JSON.stringify(seen(answer)))
    faults.push(`answered otherwise: ${answer.text} ≠ ${again.text}`)
  if ((await rowsChanged()) !== after) faults.push(`done twice: ${answer.text}`)
  return answer
}

const tried: [name: string, entry: Entry, bring: Bring][] = [
  ['fails at each call', { platform: 'wecom', way: 'callback' }, failingFirst],
  ['has done it, and the answer is lost', { platform: 'dingtalk', way: 'callback' }, losingTheAnswer],
]

describe('every command, when D1', () => {
  test.for(tried)('%s', { timeout: 1_200_000 }, async ([, entry, bring], { expect }) => {
    for (const level of ['info', 'warn', 'error'] as const)
      vi.spyOn(console, level).mockImplementation(() => {})
    faults.length = 0
    effects = 0
    const played = await play(dialogues, entry, async (talk, say) => {
      const count = faults.length
      const answer = await bring(talk, say)
      for (let i = count; i < faults.length; i++) faults[i] += ` (answer: ${answer.text.slice(0, 80)})`
      return answer
    })
    expect(faults.slice(0, 10)).toEqual([])
    expect(effects).toBeGreaterThan(played.length / 2)
    const otherwise = played
      .filter(({ turn: { answer: wanted }, answer: { text } }) => (wanted ? !wanted.test(text) : text !== ''))
      .map(({ about, said, answer }) => `${about}: ${said} → ${answer.text}`)
    expect(otherwise.slice(0, 10)).toEqual([])
    expect(await wrong()).toEqual([])
    const known = (await rows<{ command: string }>('select distinct command from inbox')).map(
      ({ command }) => command,
    )
    expect(commands.map(({ name }) => name).filter((name) => !known.includes(name))).toEqual([])
  })
})
