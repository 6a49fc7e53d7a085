import { env } from 'cloudflare:workers'
import fc from 'fast-check'
import { beforeAll, describe, test } from 'vitest'
import { clear } from '../support/database.ts'
import { enter, judge, person, places, put, rows, run } from './lines.ts'

beforeAll(places)

/** The figures that the triggers keep, and the same ones counted anew from people, roll and ledger. */
const both = async () => {
  const kept = {
    headcount: await rows(`select * from headcount
      where listed <> 0 or reported <> 0 or registered <> 0 or verified <> 0 or gridded <> 0 order by scope, scope_id`),
    totals: await rows('select * from ledger_total order by scope, scope_id, period'),
  }
  const counted = {
    headcount:
      await rows(`with places(scope, place) as (select 'unit', id from unit union all select 'community', id from community),
        member as (select * from person where kind = 'member' and state in ('pending', 'verified'))
      select scope, place as scope_id,
        (select count(*) from roll where iif(scope = 'unit', unit_id, community_id) = place) as listed,
        (select count(*) from roll where iif(scope = 'unit', unit_id, community_id) = place and person_id is not null) as reported,
        (select count(*) from member where iif(scope = 'unit', unit_id, community_id) = place) as registered,
        (select count(*) from member where iif(scope = 'unit', unit_id, community_id) = place and state = 'verified') as verified,
        (select count(*) from member where iif(scope = 'unit', unit_id, community_id) = place and state = 'verified'
          and grid_id is not null) as gridded
      from places where listed + registered > 0 order by scope, scope_id`),
    totals: await rows(`with approved as (
        select e.*, l.kind as line_kind, v.booking_month as counts_in,
          sum(e.minutes) over (partition by l.id order by v.id) as standing
        from verdict v join hour_entry e on e.id = v.entry_id join hour_entry l on l.id = coalesce(e.corrects, e.id)
        where v.verdict = 'approved'
      ), line as (
        select s.key as scope, s.value as scope_id, p.value as period, a.* from approved a,
          json_each(json_array(counts_in, substr(counts_in, 1, 4))) p,
          json_each(json_object('unit', unit_id, 'community', community_id, 'all', 0)) s
      ), served as (
        select scope, scope_id, period from line group by scope, scope_id, period, person_id having sum(minutes) > 0)
      select scope, scope_id, period, sum(minutes) as minutes, sum(points) as points, count(*) as entries,
        sum((standing > 0) - (standing - minutes > 0)) as times,
        sum(iif(line_kind in ('manual', 'makeup'), minutes, 0)) as by_hand,
        (select count(*) from served w where (w.scope, w.scope_id, w.period) = (line.scope, line.scope_id, line.period)) as people
      from line group by scope, scope_id, period order by 1, 2, 3`),
  }
  return { kept, counted }
}

/** R070: Σ by unit = Σ by community = total, in every period; nothing when it holds. */
const unbalanced = () =>
  rows(`select period from ledger_total group by period
    having sum(minutes * (scope = 'unit')) <> sum(minutes * (scope = 'all'))
      or sum(minutes * (scope = 'community')) <> sum(minutes * (scope = 'all'))
      or sum(points * (scope = 'unit')) <> sum(points * (scope = 'community'))
      or sum(entries * (scope = 'unit')) <> sum(entries * (scope = 'community'))`)

/** Rows of the roll that nobody may hold so. */
const misheld = () =>
  rows(`select r.id from roll r join person p on p.id = r.person_id
    where p.state <> 'verified' or p.unit_id <> r.unit_id or coalesce(r.community_id, p.community_id) <> p.community_id`)

const one = fc.record({
  is: fc.constantFrom('register', 'register', 'change', 'change', 'list', 'list', 'unlist', 'free', 'enter', 'correct'),
  who: fc.nat(),
  name: fc.constantFrom('甲', '乙', '丙', '丁'),
  kind: fc.constantFrom('member', 'member', 'member', 'volunteer'),
  state: fc.constantFrom('pending', 'verified', 'verified', 'rejected'),
  community: fc.integer({ min: 1, max: 2 }),
  unit: fc.integer({ min: 1, max: 3 }),
  grid: fc.boolean(),
  listedIn: fc.constantFrom(null, 1, 2),
  month: fc.constantFrom('2026-11', '2026-12', '2027-01'),
  minutes: fc.integer({ min: 1, max: 300 }),
  verdict: fc.constantFrom('approved', 'approved', 'rejected', 'withdrawn'),
}) // biome-ignore format: a table

describe('the figures that are kept', () => {
  test('agree with a recount after any series of registrations, transfers, rolls and lines', async ({
    expect,
  }) => {
    const people = [await person()]
    const listed: number[] = []
    const lines: { id: number; who: number; minutes: number; unit: number; community: number }[] = []
    const done: { [what: string]: number } = {}
    const story = fc.asyncProperty(fc.array(one, { minLength: 10, maxLength: 30 }), async (steps) => {
      for (const { is, who, name, kind, state, ...step } of steps) {
        done[is] = (done[is] ?? 0) + 1
        const home = { unit_id: step.unit, community_id: step.community, grid_id: step.grid ? 1 : null }
        const id = people[who % people.length] ?? 0
        if (is === 'register') people.push(await person({ ...home, name, key: name, kind, state }))
        else if (is === 'change') {
          await run(
            'update person set key = ?, kind = ?, state = ?, unit_id = ?, community_id = ?, grid_id = ? where id = ?',
            ...[name, kind, state, home.unit_id, home.community_id, home.grid_id, id],
          )
        } else if (is === 'list') {
          listed.push(await put('roll', { key: name, unit_id: step.unit, community_id: step.listedIn }))
        } else if (is === 'unlist' && listed.length > 0) {
          await run('delete from roll where id = ?', listed.splice(who % listed.length, 1)[0])
        } else if (is === 'free' && listed.length > 0) {
          await run('update roll set person_id = null where id = ?', listed[who % listed.length])
        } else if (is === 'enter') {
          const over = {
            minutes: step.minutes,
            points: step.minutes,
            kind: step.grid && step.minutes < 30 ? 'makeup' : 'duty',
            booking_month: step.month,
          }
          const at = { unit_id: step.unit, community_id: step.community }
          const entry = await enter(id, { ...over, ...at })
          const approved = step.verdict === 'approved'
          await judge(entry, step.verdict, { booking_month: approved ? step.month : null })
          if (approved)
            lines.push({
              id: entry,
              who: id,
              minutes: step.minutes,
              unit: step.unit,
              community: step.community,
            })
        } else if (is === 'correct' && lines.length > 0) {
          const [line] = lines.splice(who % lines.length, 1)
          const less = -(line?.minutes ?? 0)
          const over = { minutes: less, points: less, kind: 'correction', booking_month: step.month }
          const at = {
            unit_id: line?.unit ?? 1,
            community_id: line?.community ?? 1,
            corrects: line?.id ?? 0,
            revision: 1,
          }
          await judge(await enter(line?.who ?? id, { ...over, ...at }), 'approved', {
            booking_month: step.month,
          })
        }
      }
      const { kept, counted } = await both()
      expect(kept).toEqual(counted)
      expect(await unbalanced()).toEqual([])
      expect(await misheld()).toEqual([])
    })
    await fc.assert(story, { seed: 20261124, numRuns: 12, endOnFailure: true })
    for (const what of ['register', 'change', 'list', 'unlist', 'free', 'enter', 'correct'])
      expect([what, (done[what] ?? 0) > 5]).toEqual([what, true])
    const { counted } = await both()
    expect(counted.totals.length).toBeGreaterThan(10)
    expect(counted.headcount.some(({ reported }) => Number(reported) > 0)).toBe(true)
  })
})

describe('a row of the roll', () => {
  const held = async (id: number) =>
    (await rows('select person_id, community_id from roll where id = ?', id)).map((row) =>
      Object.values(row),
    )[0]

  test('is held by who is verified later, whether the roll or the person came first', async ({ expect }) => {
    const listed = await put('roll', { key: '先名册', unit_id: 3 })
    const who = await person({ key: '先名册', state: 'pending' })
    expect(await held(listed)).toEqual([null, null])
    await run("update person set state = 'verified' where id = ?", who)
    expect(await held(listed)).toEqual([who, null])
    const early = await person({ key: '先登记' })
    expect(await held(await put('roll', { key: '先登记', unit_id: 3, community_id: 1 }))).toEqual([early, 1])
  })

  test('serves one of two namesakes, the one of its community first', async ({ expect }) => {
    const [west, east] = [
      await put('roll', { key: '同名', unit_id: 3, community_id: 2 }),
      await put('roll', { key: '同名', unit_id: 3, community_id: 1 }),
    ]
    const inEast = await person({ key: '同名', community_id: 1 })
    expect([await held(west), await held(east)]).toEqual([[null, 2], [inEast, 1]]) // biome-ignore format: a pair
    const second = await person({ key: '同名', community_id: 1 })
    expect(await held(west)).toEqual([second, 1])
    await person({ key: '同名', community_id: 2 })
    expect(await rows("select 1 from roll where key = '同名'")).toHaveLength(2)
  })

  test('goes along to another community and is given back by who leaves the unit', async ({ expect }) => {
    const listed = await put('roll', { key: '要走的', unit_id: 3, community_id: 1 })
    const there = await put('roll', { key: '要走的', unit_id: 2 })
    const who = await person({ key: '要走的' })
    await run('update person set community_id = 2 where id = ?', who)
    expect(await held(listed)).toEqual([who, 2])
    await run('update person set unit_id = 2 where id = ?', who)
    expect([await held(listed), await held(there)]).toEqual([[null, 2], [who, null]]) // biome-ignore format: a pair
    await run("update person set state = 'rejected' where id = ?", who)
    expect(await held(there)).toEqual([null, null])
  })
})

describe('a unit and a community', () => {
  const ask = (over = {}) =>
    put('unit_link', {
      unit_id: 3,
      community_id: 1,
      state: 'pending',
      asked_by: 1,
      asked_at: 0,
      message: 'm',
      ...over,
    })
  const settle = (id: number, state: string) =>
    run("update unit_link set state = ?, settled_at = 1, settle_message = 'n' where id = ?", state, id)
  const units = async () =>
    (await rows<{ units: number }>('select units from backlog where community_id = 1'))[0]?.units ?? 0

  test('have one open line, and what waits is counted', async ({ expect }) => {
    const before = await units()
    const first = await ask()
    expect(await units()).toBe(before + 1)
    await expect(ask()).rejects.toThrow('UNIQUE')
    await settle(first, 'confirmed')
    expect(await units()).toBe(before)
    await expect(ask()).rejects.toThrow('UNIQUE')
    await expect(settle(first, 'refused')).rejects.toThrow('unit_link.settled')
    await settle(first, 'withdrawn')
    await expect(settle(first, 'confirmed')).rejects.toThrow('unit_link.settled')
    await settle(await ask(), 'refused')
    expect(await units()).toBe(before)
    await expect(ask({ community_id: 2, state: 'confirmed' })).rejects.toThrow('unit_link_settled')
  })
})

test('the step that brings the figures counts what is there already', async ({ expect }) => {
  await clear()
  const steps = (from: string, to: string) =>
    env.TEST_MIGRATIONS.filter(({ name }) => name >= from && name < to).flatMap(({ queries }) => queries)
  await env.DB.batch(steps('0000', '0005').map((sql) => env.DB.prepare(sql)))
  await places()
  for (const key of ['甲', '甲', '甲', '乙', '丙'])
    for (const community_id of [1, 2])
      await person({
        key,
        community_id,
        grid_id: key === '乙' ? 1 : null,
        state: key === '丙' ? 'pending' : 'verified',
      })
  const [first] = await rows<{ id: number }>('select min(id) as id from person')
  await put('roll', { key: '甲', unit_id: 3, community_id: 1, person_id: first?.id ?? 0 })
  await put('roll', { key: '丙', unit_id: 3, person_id: (first?.id ?? 0) + 8 })
  for (const community_id of [1, 1, 2, 2, 2, null]) await put('roll', { key: '甲', unit_id: 3, community_id })
  for (const minutes of [30, 60]) {
    const entry = await enter(first?.id ?? 0, { minutes })
    await judge(entry, 'approved')
    const less = { minutes: -30, kind: 'correction', corrects: entry, revision: 1, points: -5 }
    await judge(await enter(first?.id ?? 0, less), 'approved')
  }

  await env.DB.batch(steps('0005', '9999').map((sql) => env.DB.prepare(sql)))
  const { kept, counted } = await both()
  expect(kept).toEqual(counted)
  expect(await misheld()).toEqual([])
  const [unit] = await rows(
    "select listed, reported, verified from headcount where scope = 'unit' and scope_id = 3",
  )
  expect(unit).toEqual({ listed: 8, reported: 6, verified: 8 })
})
