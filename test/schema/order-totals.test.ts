import { beforeAll, beforeEach, describe, test } from 'vitest'
import { claim, order } from '../support/orders.ts'
import { at } from '../support/talk.ts'
import { onWecom, role } from '../support/town.ts'
import { places, rows, run } from './lines.ts'

let [boss, zhang, wang] = [0, 0, 0]
beforeAll(async () => {
  await places()
  boss = await onWecom('管理员', { kind: 'volunteer', unit_id: 1 })
  await role(boss, 'administrator')
  zhang = await onWecom('张一')
  wang = await onWecom('王一')
})
beforeEach(async () => {
  await run('delete from due_count')
})

const lacking = async () =>
  (
    await rows<{ kept: number; counted: number }>(`select
      (select coalesce(sum(lacking), 0) from lack_count) as kept,
      (select coalesce(sum(places - taken), 0) from "order" where state = 'open') as counted`)
  )[0]
const due = () => rows('select day, due, on_time from due_count where due > 0 or on_time > 0 order by day')
const set = (id: number, what: string) => run(`update "order" set ${what} where id = ${id}`)
const done = (id: number, when: string) => set(id, `state = 'done', done_at = ${at(when)}`)

test('the people that are lacking are kept, whatever happens to an order', async ({ expect }) => {
  const agrees = async (count: number) => expect(await lacking()).toEqual({ kept: count, counted: count })
  const [one, all] = [await order('送餐', { places: 3 }), await order('巡楼', { places: null })]
  await agrees(3)
  await claim(one, zhang, 'held', at('2026-11-23 09:10'))
  await claim(all, zhang, 'held', at('2026-11-23 09:10'))
  await agrees(2)
  await claim(one, wang, 'held', at('2026-11-23 09:10'))
  await run(
    `update claim set state = 'released', ended = 'given_back' where order_id = ? and person_id = ?`,
    one,
    zhang,
  )
  await agrees(2)
  const drawn = await order('清扫', { places: 2, state: 'drawing', draw_at: 1 })
  await agrees(2)
  await set(drawn, "state = 'open'")
  await agrees(4)
  await done(one, '2026-11-23 12:00')
  await set(drawn, "state = 'cancelled', closed_at = 1")
  await agrees(0)
})

describe('orders done in time (R039)', () => {
  const times = (day: string) => ({ starts_at: at(`${day} 09:00`), ends_at: at(`${day} 11:00`) })

  test('within a day after the end, by the day on which it was due; midnight belongs to the day before', async ({
    expect,
  }) => {
    const [early, late] = [await order('甲', times('2026-11-23')), await order('乙', times('2026-11-23'))]
    await order('丙', { ends_at: at('2026-11-25 00:00') })
    await order('丁')
    await done(early, '2026-11-24 11:00')
    await done(late, '2026-11-24 11:01')
    await set(early, `state = 'verified', closed_at = ${at('2026-11-26 09:00')}`)
    expect(await due()).toEqual([
      { day: '2026-11-23', due: 2, on_time: 1 },
      { day: '2026-11-24', due: 1, on_time: 0 },
    ])
  })

  test('a request is due once it is published; called off in time it never was', async ({ expect }) => {
    const asked = await order('甲', { ...times('2026-11-23'), state: 'requested' })
    expect(await due()).toEqual([])
    await set(asked, `state = 'open', published_at = ${at('2026-11-22 09:00')}`)
    expect(await due()).toEqual([{ day: '2026-11-23', due: 1, on_time: 0 }])
    await set(asked, `state = 'cancelled', closed_at = ${at('2026-11-23 08:00')}`)
    expect(await due()).toEqual([])
    const tooLate = await order('乙', times('2026-11-23'))
    await set(tooLate, `state = 'cancelled', closed_at = ${at('2026-11-24 11:01')}`)
    expect(await due()).toEqual([{ day: '2026-11-23', due: 1, on_time: 0 }])
  })

  test('to be done again is not in time, but a closed month stays as it is (R069)', async ({ expect }) => {
    const again = async (day: string, voicedAt: string) => {
      const id = await order('甲', { ...times(day), requester_id: wang, created_at: at(`${day} 08:00`) })
      await done(id, `${day} 12:00`)
      await run(
        "insert into voice (order_id, round, person_id, rating, at, message) values (?, 0, ?, 3, ?, 'k')",
        id,
        wang,
        at(voicedAt),
      )
      await set(id, "state = 'reopened', round = 1, done_at = null")
      return id
    }
    const open = await again('2026-11-20', '2026-12-05 23:59')
    await again('2026-11-21', '2026-12-06 00:00')
    expect(await due()).toEqual([
      { day: '2026-11-20', due: 1, on_time: 0 },
      { day: '2026-11-21', due: 1, on_time: 1 },
    ])
    await done(open, '2026-11-21 10:00')
    expect((await due())[0]).toEqual({ day: '2026-11-20', due: 1, on_time: 1 })
  })
})

test('a grade that becomes void after its month has closed stays in the count', async ({ expect }) => {
  const graded = async (voidAt: string) => {
    const id = await order('甲', { state: 'done' })
    await run(
      `insert into grade (order_id, round, grade, grader_id, community_id, month, difficulty, at, message)
        values (?, 0, 'good', ?, 1, '2026-11', 100, 1, 'k')`,
      id,
      boss,
    )
    await run('update grade set void_at = ? where order_id = ?', at(voidAt), id)
  }
  await graded('2026-12-05 23:59')
  await graded('2026-12-06 00:00')
  expect(await rows("select good from grade_count where month = '2026-11'")).toEqual([{ good: 1 }])
})
