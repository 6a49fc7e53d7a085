import { env } from 'cloudflare:workers'
import { beforeAll, beforeEach, describe, test, vi } from 'vitest'
import { Store } from '../../src/store/d1.ts'
import { keepDraft, orderDraft } from '../../src/store/pair-draft.ts'
import { places, rows, run } from '../schema/lines.ts'
import { Clock } from '../support/clock.ts'
import { lettersTo } from '../support/letters.ts'
import { at } from '../support/talk.ts'
import { onWecom, role } from '../support/town.ts'

let clock: Clock
let [secretary, other] = [0, 0]
const volunteer = (name: string, over = {}) => onWecom(name, { kind: 'volunteer', unit_id: 1, ...over })

beforeAll(async () => {
  vi.spyOn(console, 'info').mockImplementation(() => {})
  await places()
  secretary = await onWecom('李书记', { unit_id: 1 })
  other = await onWecom('西书记', { unit_id: 2, community_id: 2 })
  await role(secretary, 'secretary', { community_id: 1 })
  await role(other, 'secretary', { community_id: 2 })
  for (let i = 0; i < 42; i++) await onWecom(`党员${i}`)
  for (let i = 0; i < 41; i++) await volunteer(`志愿${i}`)
})
beforeEach(async () => {
  clock = new Clock()
  for (const table of ['outbox', 'job_run', 'clock', 'pair_draft']) await run(`delete from ${table}`)
})

/** A tick just before and one at that time. */
const tickAt = async (when: string) => {
  await run('delete from clock')
  await clock.tick(at(when) - 60_000)
  await clock.tick(when)
}

describe('the preview of a large pool', () => {
  test('is made once by a job, and everybody who asked for it gets it as a letter', async ({ expect }) => {
    const now = at('2026-11-23 10:00')
    const store = new Store(env.DB)
    for (const person of [secretary, other])
      await store.batch([keepDraft(person, 1, now, null), orderDraft(1, now)])
    expect(await rows('select job, target from job_run')).toEqual([{ job: 'pairing', target: 1 }])
    await clock.tick(now + 60_000)
    const [draft] = await rows<{ pairs: string; alone: string }>('select pairs, alone from pair_draft')
    expect([JSON.parse(draft?.pairs ?? '').length, JSON.parse(draft?.alone ?? '').length]).toEqual([41, 1])
    const [letter] = await lettersTo(secretary)
    expect(letter).toMatch(/东湖社区/)
    expect(letter).toMatch(/党员\d+ \+ 志愿\d+/)
    expect((await lettersTo(other)).length).toBe(1)
    expect(await rows('select 1 from pairing')).toEqual([])
    await clock.tick(now + 120_000)
    expect((await lettersTo(secretary)).length).toBe(1)
  })
})

describe('on the 10th', () => {
  test('secretaries hear how many have no partner, once a month, on a working day', async ({ expect }) => {
    // 10 January 2027 is a Sunday.
    await tickAt('2026-11-10 09:00')
    expect(await lettersTo(secretary)).toEqual([
      '东湖社区还有 42 位党员、41 位志愿者没有搭档，可以看看配对建议。\n接着可以发：/配对',
    ])
    expect(await lettersTo(other)).toEqual([])
    await clock.tick('2026-11-10 09:01')
    await tickAt('2026-11-11 09:00')
    expect((await lettersTo(secretary)).length).toBe(1)
    await run('delete from outbox')
    await tickAt('2027-01-10 09:00')
    expect(await lettersTo(secretary)).toEqual([])
    await tickAt('2027-01-11 09:00')
    expect((await lettersTo(secretary)).length).toBe(1)
  })

  test('nothing when one side has nobody', async ({ expect }) => {
    await run("update person set kind = 'resident' where kind = 'volunteer'")
    await tickAt('2026-12-10 09:00')
    expect(await lettersTo(secretary)).toEqual([])
  })
})
