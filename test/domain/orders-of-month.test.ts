import { describe, test } from 'vitest'
import { ordersGiven, ordersLine } from '../../src/domain/figures/orders-of-month.ts'
import { words } from '../../src/text/format.ts'

const said = (...of: Parameters<typeof ordersLine>) =>
  ordersLine(...of).map(({ code, params }) => words(code, params ?? {}, 'hans'))

describe('the orders of a month', () => {
  const few = { published: 4, proposed: 1, verified: 2, plain: 4, due: 0, onTime: 0 }

  test('nothing where nothing was published, and of a unit', ({ expect }) => {
    expect(said(undefined, false)).toEqual([])
    expect(said(ordersGiven(null), false)).toEqual([])
    expect(said({ ...few, published: 0 }, false)).toEqual([])
  })

  test('says too much of the same from five orders on, above six in ten', ({ expect }) => {
    expect(said(few, false)).toEqual([
      '派单 4 单，已核销 2 单，其中大家自己创的 1 单（创单率 25.0%）；清洁、巡逻、宣传占 100.0%',
    ])
    expect(said({ ...few, published: 10, plain: 6 }, false).join()).not.toContain('偏多')
    expect(said({ ...few, published: 10, plain: 7 }, false).join()).toContain('70.0%，偏多，请多派别的需求')
  })

  test('how many were done in time, also where none was published', ({ expect }) => {
    const timed = { ...few, due: 17, onTime: 16 }
    expect(said(timed, false).join()).toContain('100.0%；按期办结 94.1%（到期 17 单）')
    expect(said(timed, true).join()).toContain('；按期办结 94.1%')
    expect(said({ ...timed, published: 0 }, false)).toEqual(['按期办结 94.1%（到期 17 单，按期 16 单）'])
  })

  test('a closed month says nothing that still changes', ({ expect }) => {
    expect(said(few, true).join()).not.toContain('核销')
  })
})
