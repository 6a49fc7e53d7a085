import fc from 'fast-check'
import { beforeAll, describe, test } from 'vitest'
import { at } from '../support/talk.ts'
import { enter, judge, person, places, rows, run } from './lines.ts'

beforeAll(places)

/** The totals that the triggers keep, and the same ones counted anew from the ledger. */
const both = async () => {
  const kept = {
    pending: await rows('select entry_id, community_id, person_id from pending_entry order by entry_id'),
    backlog: await rows(
      'select community_id, entries, people from backlog where entries <> 0 or people <> 0 order by community_id',
    ),
    tally: await rows('select * from tally order by person_id, period, unit_id, community_id'),
  }
  const counted = {
    pending: await rows(`select e.id as entry_id, e.community_id, e.person_id from hour_entry e
      where e.id not in (select entry_id from verdict) order by e.id`),
    backlog: await rows(`select c.id as community_id,
        (select count(*) from hour_entry e where e.community_id = c.id and e.id not in (select entry_id from verdict)) as entries,
        (select count(*) from person p where p.community_id = c.id and p.state = 'pending') as people
      from community c where entries <> 0 or people <> 0 order by c.id`),
    tally:
      await rows(`select e.person_id, p.value as period, e.unit_id, e.community_id, sum(e.minutes) as minutes,
        sum(e.points) as points, count(*) as entries, count(*) as times, 0 as by_hand
      from verdict v join hour_entry e on e.id = v.entry_id,
        json_each(json_array(v.booking_month, substr(v.booking_month, 1, 4))) p
      where v.verdict = 'approved' group by 1, 2, 3, 4 order by 1, 2, 3, 4`),
  }
  return { kept, counted }
}

/** One step of a story; numbers choose among what there is by then. */
const step = fc.oneof(
  fc.record({
    is: fc.constant('register' as const),
    community: fc.nat(1),
    state: fc.constantFrom('new', 'pending', 'verified'),
  }),
  fc.record({
    is: fc.constant('change' as const),
    who: fc.nat(),
    state: fc.constantFrom('pending', 'verified', 'rejected'),
    community: fc.nat(1),
  }),
  fc.record({
    is: fc.constant('enter' as const),
    who: fc.nat(),
    community: fc.nat(1),
    day: fc.integer({ min: 1, max: 20 }),
    month: fc.constantFrom('2026-10', '2026-11', '2026-12', '2027-01'),
    minutes: fc.integer({ min: 1, max: 60 }),
  }),
  fc.record({
    is: fc.constant('judge' as const),
    which: fc.nat(),
    verdict: fc.constantFrom('approved', 'approved', 'rejected', 'withdrawn', 'corrected'),
    month: fc.constantFrom('2026-11', '2026-12', '2027-01'),
  }),
)

describe('the totals that are kept', () => {
  test('agree with the ledger after any series of registrations, lines and verdicts', async ({ expect }) => {
    const people: number[] = [await person()]
    const waiting: number[] = []
    let done = 0
    const story = fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 25 }), async (steps) => {
      for (const one of steps) {
        done += 1
        if (one.is === 'register') {
          const bare = { name: null, key: null, kind: null, unit_id: null, community_id: null }
          const over = { state: one.state, community_id: one.community + 1, unit_id: one.community + 1 }
          people.push(await person(one.state === 'new' ? { ...bare, state: 'new' } : over))
        } else if (one.is === 'change') {
          await run(
            `update person set state = ?, community_id = ?, unit_id = 3, kind = 'member', name = 'x', key = 'x' where id = ?`,
            one.state,
            one.community + 1,
            people[one.who % people.length],
          )
        } else if (one.is === 'enter') {
          const line = {
            service_day: `2026-10-${String(one.day).padStart(2, '0')}`,
            booking_month: one.month,
            minutes: one.minutes,
            points: one.minutes,
            kind: 'duty',
            community_id: one.community + 1,
            unit_id: one.community + 1,
            created_at: at('2026-10-30 12:00'),
          }
          waiting.push(await enter(people[one.who % people.length] ?? 0, line))
        } else if (waiting.length > 0) {
          const [entry] = waiting.splice(one.which % waiting.length, 1)
          await judge(entry ?? 0, one.verdict, {
            booking_month: one.verdict === 'approved' ? one.month : null,
          })
        }
      }
      const { kept, counted } = await both()
      expect(kept).toEqual(counted)
    })
    await fc.assert(story, { seed: 20261123, numRuns: 12, endOnFailure: true })
    const { counted } = await both()
    expect(done).toBeGreaterThan(100)
    expect(counted.tally.length).toBeGreaterThan(5)
    expect(counted.pending.length).toBeGreaterThan(5)
  })

  test('a refused statement leaves them alone', async ({ expect }) => {
    const entry = await enter(await person())
    await judge(entry, 'approved')
    const before = (await both()).kept
    await judge(entry, 'approved').catch(() => {})
    await enter(await person(), { minutes: 0 }).catch(() => {})
    expect((await both()).kept).toEqual(before)
  })

  test('one person may have hours in two communities and two units of one month', async ({ expect }) => {
    const who = await person()
    await judge(await enter(who, { minutes: 30, points: 5 }), 'approved')
    await judge(await enter(who, { minutes: 60, points: 10, community_id: 2, unit_id: 2 }), 'approved')
    await judge(await enter(who, { minutes: 15, points: 3 }), 'approved', { booking_month: '2027-01' })
    const sums = await rows(
      'select period, unit_id, community_id, minutes, points, entries from tally where person_id = ? order by 1, 2',
      who,
    )
    expect(sums.map((row) => Object.values(row))).toEqual([
      ['2026', 2, 2, 60, 10, 1],
      ['2026', 3, 1, 30, 5, 1],
      ['2026-11', 2, 2, 60, 10, 1],
      ['2026-11', 3, 1, 30, 5, 1],
      ['2027', 3, 1, 15, 3, 1],
      ['2027-01', 3, 1, 15, 3, 1],
    ])
  })

  test('a registration that moves waits in its new community only', async ({ expect }) => {
    const waits = async () =>
      Object.fromEntries(
        (await rows<{ c: number; p: number }>('select community_id as c, people as p from backlog')).map(
          ({ c, p }) => [c, p],
        ),
      )
    const before = await waits()
    const who = await person({ state: 'pending' })
    await run('update person set community_id = 2, unit_id = 2 where id = ?', who)
    expect(await waits()).toEqual({ ...before, 2: (before[2] ?? 0) + 1 })
    await run("update person set state = 'verified' where id = ?", who)
    expect(await waits()).toEqual({ ...before, 2: before[2] ?? 0 })
  })
})
