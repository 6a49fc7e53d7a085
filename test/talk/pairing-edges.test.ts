import { beforeAll, describe, test } from 'vitest'
import { rows, run } from '../schema/lines.ts'
import { Clock } from '../support/clock.ts'
import { PairTown, pairingsOf, pairLettersTo } from '../support/pairs.ts'
import { personOf } from '../support/roster.ts'
import { at, settledTalk } from '../support/talk.ts'

const TODAY = at('2026-11-23 09:00')
const [MINUTE, DAY] = [60_000, 86_400_000]
beforeAll(async () => void (await settledTalk(TODAY)))

const counts = async (town: PairTown) =>
  rows(
    `select n.asked, n.active from pair_count n join community c on c.id = n.community_id where c.name = ?`,
    town.community,
  )

describe('who is asked and goes on leave', () => {
  test('is not waited for: the other is asked about somebody else at once', async ({ expect }) => {
    const town = await PairTown.settle(TODAY)
    const clock = new Clock()
    const [away, other] = await town.askedPair()
    const spare = await town.join('member')
    await town.private(other, '/同意')
    expect(await counts(town)).toEqual([{ asked: 1, active: 0 }])
    await town.private(away, '/请假 今天到11-27 出差')
    await clock.tick(TODAY + MINUTE)
    await clock.tick(TODAY + 2 * MINUTE)
    expect(await pairingsOf(away)).toEqual(['withdrawn'])
    expect(await pairingsOf(other)).toEqual(['withdrawn', 'asked'])
    expect(await pairingsOf(spare)).toEqual(['asked'])
    expect(await counts(town)).toEqual([{ asked: 1, active: 0 }])
    const letters = (await pairLettersTo(other)).join('\n')
    expect(letters).toContain('对方这段时间参加不了')
    expect(letters).not.toContain('请假')
    expect(letters).not.toContain('出差')
    expect((await pairLettersTo(other)).at(-1)).toContain(`想请您和${spare.name}`)
    expect((await pairLettersTo(away)).at(-1)).toContain('先不等您，没关系')
    expect((await pairLettersTo(town.secretary)).join()).toContain(`已接着问 ${spare.name} + ${other.name}`)
    expect((await town.private(away, '/同意')).text).toContain('不用答复了')
    // Nobody waits longer for it: who is away is not left over, nor asked about anybody.
    expect(await rows('select * from pair_left where person_id = ?', await personOf(away))).toEqual([])
  })

  test('from a later day on: on that day, unless they have answered by then', async ({ expect }) => {
    const town = await PairTown.settle(TODAY)
    const clock = new Clock()
    const [later, one] = await town.askedPair()
    await town.private(later, '/请假 11-24')
    await clock.tick(TODAY + MINUTE)
    expect(await pairingsOf(one)).toEqual(['asked'])
    await clock.tick(at('2026-11-24 00:01'))
    await clock.tick(at('2026-11-24 00:02'))
    expect(await pairingsOf(later)).toEqual(['withdrawn'])
    expect((await pairLettersTo(one)).at(-1)).toContain('暂时没有别的人选')

    const second = await PairTown.settle(TODAY)
    const [said, other] = await second.askedPair()
    await second.private(said, '/同意')
    await second.private(said, '/请假 今天到11-25')
    await clock.tick(at('2026-11-24 00:03'))
    second.now = TODAY + DAY
    await second.private(other, '/同意')
    expect(await pairingsOf(said)).toEqual(['active'])
    expect(await counts(second)).toEqual([{ asked: 0, active: 1 }])
  })
})

test('who is no longer verified is nobody’s question: the other is asked about somebody else', async ({
  expect,
}) => {
  const town = await PairTown.settle(TODAY)
  const clock = new Clock()
  const [one, other] = await town.askedPair()
  const spare = await town.join('member')
  await run("update person set state = 'pending' where id = ?", await personOf(one))
  expect(await pairingsOf(one)).toEqual(['withdrawn'])
  await clock.tick(TODAY + MINUTE)
  await clock.tick(TODAY + 2 * MINUTE)
  expect(await pairingsOf(spare)).toEqual(['asked'])
  expect(await pairingsOf(other)).toEqual(['withdrawn', 'asked'])
})

test('on WeCom the one question that waits is a card with its buttons, when the chat is opened', async ({
  expect,
}) => {
  const town = await PairTown.settle(TODAY)
  const one = await town.join('member', '/专长 法律', '/空闲 周末')
  const other = await town.join('volunteer', '/专长 医疗', '/空闲 周末')
  await town.private(town.secretary, '/配对')
  await town.private(town.secretary, '/确认配对')
  const seen = await town.enter(one)
  expect(seen.text).toContain(`想请您和${other.name}`)
  expect(seen.kind).toBe('card')
  expect(seen.buttons.map(({ command }) => command)).toEqual(['/同意 搭档', '/婉拒 搭档'])
  expect(seen.text).toContain('技能互补')
  expect(JSON.stringify(seen.raw)).toContain('答复')
  expect((await town.private(one, '1')).text).toContain('还在等对方')
})

test('more than twelve left over: how many more, and all of them on pages of their own', async ({
  expect,
}) => {
  const town = await PairTown.settle(TODAY)
  await town.join('volunteer')
  const member = await town.join('member')
  await run(
    `insert into person (name, key, kind, state, unit_id, community_id, created_at)
      select '余' || value, '余' || value, kind, state, unit_id, community_id, created_at
      from person, json_each((select json_group_array(100 + i) from (
        with recursive n (i) as (select 1 union all select i + 1 from n where i < 20) select i from n))) where person.id = ?`,
    await personOf(member),
  )
  const first = await town.private(town.secretary, '/配对')
  expect(first.text).toMatch(/轮空 20 位：(?:[^、]+、){11}[^、]+，还有 8 位（两边人数不等），下次优先/)
  expect(first.text).toContain('轮空的一共 20 位，全部名单请发：/配对 2')
  expect(first.text.split('\n').length).toBeLessThanOrEqual(12)
  const all = await town.private(town.secretary, '/配对 2')
  const named = new Set(all.text.match(/余\d+/g))
  expect(named.size).toBeGreaterThanOrEqual(19)
  expect(all.text).toContain('/确认配对')
  expect((await town.private(town.secretary, '/配对 3')).text).toContain('没有第 3 页')
})
