import { describe, test, vi } from 'vitest'
import { commands } from '../../src/commands/registry.ts'
import { dialogues } from '../dialogues/index.ts'
import { type Bring, type Entry, play } from '../dialogues/play.ts'
import { rows } from '../schema/lines.ts'
import type { Answer } from '../support/talk.ts'
import { everything, failing, seen, wrong } from './town.ts'

/**
 * D1 that fails at every call of every command: all dialogues are played, in which every command is spoken and refused
 * (test/dialogues), and before each turn works it has failed at each of its batches in turn.
 */
const faults: string[] = []
const quiet = { send: async () => undefined } as unknown as Queue

/** Every row, without the clock that the console follows, which no command writes. */
const all = async (): Promise<string> =>
  JSON.stringify(
    (JSON.parse(await everything()) as [string, unknown][]).filter(([table]) => table !== 'test_clock'),
  )

/** Fails at the first batch, then the second, …, until the turn is through; nothing may have happened before. */
const failingFirst: Bring = async (talk, say) => {
  const before = await all()
  for (let n = 1; ; n++) {
    const { db, state } = failing(n)
    talk.over = { DB: db as unknown as D1Database, OUTBOX: quiet }
    const answer = await say()
    const apologises = answer.text.startsWith('出错了')
    // What is left over when the answer stands is the console's clock.
    if (!apologises) return answer
    if (!state.failed) faults.push(`failed by itself at ${n}`)
    if ((await all()) !== before)
      faults.push(`half done at batch ${n}: ${JSON.stringify(answer.raw).slice(0, 200)}`)
    if (n > 6) return answer
  }
}

/** The batch that writes is done and its answer is lost: the stored answer is told, and told again to who asks again. */
const losingTheAnswer: Bring = async (talk, say) => {
  const before = await all()
  let answer: Answer
  let n = 2
  // A bare number reads twice before it writes; a read that fails has done nothing.
  do {
    const { db } = failing(n, 'after')
    talk.over = { DB: db as unknown as D1Database, OUTBOX: quiet }
    answer = await say()
    n += 1
  } while (answer.text.startsWith('出错了') && n < 5 && (await all()) === before)
  const after = await all()
  talk.over = { OUTBOX: quiet }
  const again = await say()
  if (JSON.stringify(seen(again)) !== JSON.stringify(seen(answer)))
    faults.push(`answered otherwise: ${answer.text} ≠ ${again.text}`)
  if ((await all()) !== after) faults.push(`done twice: ${answer.text}`)
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
    const played = await play(dialogues, entry, async (talk, say) => {
      const count = faults.length
      const answer = await bring(talk, say)
      for (let i = count; i < faults.length; i++) faults[i] += ` (answer: ${answer.text.slice(0, 80)})`
      return answer
    })
    expect(faults.slice(0, 10)).toEqual([])
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
