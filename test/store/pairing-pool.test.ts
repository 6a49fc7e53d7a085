import { env } from 'cloudflare:workers'
import { beforeAll, beforeEach, describe, test } from 'vitest'
import { poolOf, readPool } from '../../src/commands/pairing/pair-pool.ts'
import { Store } from '../../src/store/d1.ts'
import { poolSizesQuery } from '../../src/store/pairing-pool.ts'
import { places, put, rows, run } from '../schema/lines.ts'
import { at } from '../support/talk.ts'
import { onWecom, role } from '../support/town.ts'

const now = at('2026-11-23 10:00')
let serial = 0

beforeAll(() => places())
beforeEach(async () => {
  for (const table of ['pair_wish', 'pair_left', 'pair_out', 'leave', 'skill', 'free_time'])
    await run(`delete from ${table}`)
  await run('drop trigger if exists pairing_no_delete')
  await run('delete from pairing')
  await run("update person set state = 'rejected', gone_at = 1 where state <> 'rejected'")
})

const store = () => new Store(env.DB)
const read = async (options = {}, community = 1) => store().batchByName(readPool(community, now, options))
const pool = async (options = {}) => poolOf(await read(options))
const inPool = async (options = {}) => (await pool(options)).people.map(({ id }) => id)

const member = (name: string, over = {}) => onWecom(name, over)
const volunteer = (name: string, over = {}) => onWecom(name, { kind: 'volunteer', unit_id: 1, ...over })

const pairing = (member_id: number, volunteer_id: number, over = {}) => {
  serial += 1
  return put('pairing', {
    community_id: 1,
    member_id,
    volunteer_id,
    round: 1,
    score: 50,
    reasons: '[]',
    asked_at: now - 1000,
    message: `m${serial}`,
    answer_by: now + 1000,
    ...over,
  })
}
const over = (state: string, more = {}) => ({ state, ended_at: now - 500, end_message: 'e', ...more })
const ended = over('ended', {
  member_yes_at: 1,
  volunteer_yes_at: 1,
  began_at: 1,
  begin_message: 'b',
  term_to: '2026-11-01',
  end_reason: 'term',
})

describe('who is in the pool of a community', () => {
  test('verified members and volunteers who have no partner, are not asked, not away and want one', async ({
    expect,
  }) => {
    const [a, b, c, d, e] = [
      await member('张三'),
      await member('李四'),
      await member('王五'),
      await member('赵六'),
      await member('钱七'),
    ]
    const [x, y, z] = [await volunteer('孙一'), await volunteer('周二'), await volunteer('吴三')]
    await member('待核', { state: 'pending' })
    await member('居民', { kind: 'resident', unit_id: 1 })
    await member('外人', { community_id: 2 })
    expect(await inPool()).toEqual([a, b, c, d, e, x, y, z])

    await pairing(b, y)
    await put('pair_out', { person_id: c, at: now })
    await put('leave', { person_id: d, from_day: '2026-11-20', to_day: '2026-11-23', at: 1, message: 'l' })
    await put('leave', { person_id: e, from_day: '2026-11-20', to_day: '2026-11-22', at: 1, message: 'l' })
    await put('leave', {
      person_id: z,
      from_day: '2026-11-23',
      to_day: '2026-11-24',
      at: 1,
      message: 'l',
      ended_at: 2,
      end_message: 'x',
    })
    expect(await inPool()).toEqual([a, e, x, z])
    const [[sizes]] = await store().batch([poolSizesQuery(1, now)])
    expect(sizes).toEqual({ members: 2, volunteers: 2 })
  })

  test('a secretary or an administrator only as a member of another unit than the community’s own (rule 8.15)', async ({
    expect,
  }) => {
    const own = await member('本社区书记', { unit_id: 1 })
    const served = await member('下沉书记')
    const asVolunteer = await volunteer('志愿书记')
    const former = await volunteer('前书记')
    await role(own, 'secretary', { community_id: 1 })
    await role(served, 'secretary', { community_id: 1 })
    await role(served, 'administrator')
    await role(asVolunteer, 'administrator')
    await role(former, 'secretary', { community_id: 2, ended_at: 2 })
    expect(await inPool()).toEqual([served, former])
  })

  test('nobody, when one side has more than are wanted', async ({ expect }) => {
    const [a, b, x] = [await member('张三'), await member('李四'), await volunteer('孙一')]
    expect(await inPool({ most: 2 })).toEqual([a, b, x])
    expect(await inPool({ most: 1 })).toEqual([])
  })

  test('who refused or did not answer in a round is not asked again in it', async ({ expect }) => {
    const [a, b, c] = [await member('张三'), await member('李四'), await member('王五')]
    const [x, y, z] = [await volunteer('孙一'), await volunteer('周二'), await volunteer('吴三')]
    await pairing(a, x, over('declined', { declined_by: a }))
    await pairing(b, y, over('lapsed', { member_yes_at: 5 }))
    expect(await inPool({ round: 1 })).toEqual([b, c, x, z])
    expect(await inPool({ round: 2 })).toEqual([a, b, c, x, y, z])
  })
})

describe('what is known of them', () => {
  test('profile, hours of the year and how often they were left over', async ({ expect }) => {
    const a = await member('张三', { grid_id: 1 })
    await put('skill', { person_id: a, key: '法律', name: '法律', place: 1 })
    await put('free_time', { person_id: a, weekday: 6, part: 'morning' })
    await put('pair_left', { person_id: a, community_id: 1, at: 1, times: 3 })
    await put('tally', {
      person_id: a,
      period: '2026',
      unit_id: 3,
      community_id: 1,
      minutes: 90,
      points: 1,
      entries: 1,
    })
    expect((await pool()).people).toEqual([
      {
        id: a,
        side: 'member',
        grid_id: 1,
        skills: ['法律'],
        free: [{ weekday: 6, part: 'morning' }],
        served: 90,
        left: 3,
      },
    ])
  })

  test('earlier partners, and who said no: not asked about each other again unless they wish for it', async ({
    expect,
  }) => {
    const [a, b] = [await member('张三'), await member('李四')]
    const [x, y] = [await volunteer('孙一'), await volunteer('周二')]
    await pairing(a, x, ended)
    await pairing(b, x, over('declined', { declined_by: x }))
    await pairing(b, y, over('lapsed'))
    expect(await pool()).toMatchObject({ earlier: [[a, x]], asked: [[b, x]] })
    expect((await pool({ round: 1 })).asked).toEqual([
      [b, x],
      [b, y],
    ])
    // The one who was refused wishes in vain; the one who said no may change their mind.
    await put('pair_wish', { person_id: b, other_id: x, wants: 1, at: now })
    expect((await pool()).asked).toEqual([[b, x]])
    await put('pair_wish', { person_id: x, other_id: b, wants: 1, at: now })
    expect((await pool()).asked).toEqual([])
    expect((await pool({ round: 1 })).asked).toEqual([
      [b, x],
      [b, y],
    ])
  })

  test('wishes, needs of open orders and grids side by side', async ({ expect }) => {
    const [a, x] = [await member('张三'), await volunteer('孙一')]
    await put('pair_wish', { person_id: a, other_id: x, wants: 0, at: 1 })
    const order = (state: string, category: string) =>
      put('order', {
        community_id: 1,
        origin: 'push',
        state,
        category,
        base: 100,
        created_by: a,
        created_at: 1,
        message: `o${state}${category}`,
        published_at: 1,
      })
    await order('open', 'legal')
    await order('done', 'medical')
    await put('order_need', { order_id: await order('open', 'elderly'), key: '摄影', name: '摄影' })
    for (const number of [4, 6])
      await put('grid', { community_id: 1, name: `${number}网格`, key: `${number}网格` })
    const grids = await rows<{ id: number; key: string }>('select id, key from grid order by id')
    const found = await pool()
    expect(found.wishes).toEqual([{ from: a, to: x, wants: false }])
    expect([...found.needs].sort()).toEqual(['摄影', '法律'])
    expect(found.near).toEqual([[grids[0]?.id, grids[1]?.id]])
  })

  test('reads no more when other communities are larger', async ({ expect }) => {
    const a = await member('张三')
    await volunteer('孙一')
    const cost = async () => {
      const one = store()
      await one.batchByName(readPool(1, now))
      return one.cost.rowsRead
    }
    const before = await cost()
    for (let i = 0; i < 30; i++) await member(`外${i}`, { community_id: 2 })
    await run(`insert into pair_wish select id, ${a}, 1, 1 from person where community_id = 2`)
    expect(await cost()).toBe(before)
  })
})
