import { env } from 'cloudflare:workers'
import { beforeAll, describe, test } from 'vitest'
import { failureOf } from '../../src/store/constraint.ts'
import { newMember } from '../support/members.ts'
import { at, secretary, settledTalk } from '../support/talk.ts'

/** What the schema refuses whatever the program does. */
describe('what may never happen to an order', () => {
  const people: number[] = []
  const run = (query: string) => env.DB.prepare(query).run()
  const fails = async (query: string): Promise<string> => {
    try {
      await run(query)
      return 'nothing'
    } catch (error) {
      const failure = failureOf(error)
      return failure.is === 'refusal' ? failure.refusal.refused : failure.is
    }
  }
  const claim = (order: number, person: number, state = 'held', rank = person) =>
    `insert into claim (order_id, person_id, unit_id, community_id, state, rank, at, message, changed_at, change_message)
      select ${order}, id, unit_id, community_id, '${state}', ${rank}, 1000, 'k', 1000, 'k' from person where id = ${person}`
  const order = async (places: number | null) =>
    (
      await env.DB.prepare(`insert into "order" (community_id, origin, state, category, base, places, created_by, created_at,
        message, published_at, untaken_since) values (1, 'push', 'open', 'repair', 130, ${places}, 1, 500, 'm', 500, 500)
        returning id`).first<{ id: number }>()
    )?.id ?? 0

  beforeAll(async () => {
    const talk = await settledTalk(at('2026-11-23 09:00'))
    for (let i = 0; i < 4; i++) {
      const { name } = await newMember(talk)
      const row = await env.DB.prepare('select id from person where name = ?')
        .bind(name)
        .first<{ id: number }>()
      people.push(row?.id ?? 0)
    }
    await talk.private(secretary, '/我的')
  })
  const [a, b, c] = [() => people[0] ?? 0, () => people[1] ?? 0, () => people[2] ?? 0]

  test('more places than there are', async ({ expect }) => {
    const id = await order(1)
    await run(claim(id, a()))
    expect(
      await env.DB.prepare(
        `select state, taken, untaken_ms, untaken_since from "order" where id = ${id}`,
      ).first(),
    ).toEqual({
      state: 'full',
      taken: 1,
      untaken_ms: 500,
      untaken_since: null,
    })
    expect(await fails(claim(id, b()))).toBe('claim.gone_now')
    await run(claim(id, b(), 'waiting'))
    expect(await fails(claim(id, b(), 'waiting', 77))).toBe('claim.gone_now')
    expect(await fails(claim(id, c(), 'waiting', b()))).toBe('claim.gone_now')
    await run(
      `update claim set state = 'released', ended = 'given_back', changed_at = 2000 where order_id = ${id} and person_id = ${a()}`,
    )
    expect(
      await env.DB.prepare(
        `select state, taken, waiting, untaken_since from "order" where id = ${id}`,
      ).first(),
    ).toEqual({
      state: 'open',
      taken: 0,
      waiting: 1,
      untaken_since: 2000,
    })
    expect(
      await fails(
        `update claim set state = 'held', ended = null where order_id = ${id} and person_id = ${a()}`,
      ),
    ).toBe('claim.gone_now')
  })

  test('a fourth open claim', async ({ expect }) => {
    for (let i = 0; i < 3; i++) await run(claim(await order(5), c()))
    expect(await fails(claim(await order(5), c()))).toBe('claim.limit_now')
    await run(claim(await order(5), c(), 'waiting'))
  })

  test('a second grade, a grade of one’s own service, a second voice', async ({ expect }) => {
    const id = await order(2)
    await run(claim(id, b()))
    const grade = (
      by: number,
    ) => `insert into grade (order_id, round, grade, grader_id, community_id, month, difficulty, at, message)
      values (${id}, 0, 'good', ${by}, 1, '2026-11', 130, 1, 'g${by}')`
    expect(await fails(grade(b()))).toBe('order.served_now')
    await run(grade(a()))
    expect(await fails(grade(c()))).toBe('order.graded_now')
    const voice = `insert into voice (order_id, round, person_id, rating, at, message) values (${id}, 0, ${a()}, 1, 1, 'v')`
    await run(voice)
    expect(await fails(voice)).toBe('order.voice_now')
  })

  test('life after the end, and what was written being taken away', async ({ expect }) => {
    const id = await order(2)
    await run(`update "order" set state = 'cancelled', closed_at = 1 where id = ${id}`)
    expect(await fails(`update "order" set state = 'open', closed_at = null where id = ${id}`)).toBe(
      'claim.gone_now',
    )
    expect(await fails(`delete from "order" where id = ${id}`)).toBe('fault')
    expect(await fails('delete from claim')).toBe('fault')
  })
})
