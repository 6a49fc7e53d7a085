import { describe, test } from 'vitest'
import { together } from '../../src/domain/figures/group-report.ts'
import { ideasLine } from '../../src/domain/figures/ideas-of-month.ts'
import { type FiveRecord, filledBy, itemOfOrder } from '../../src/domain/ideas/five-ones.ts'
import { answerable, daysLeft } from '../../src/domain/ideas/suggestion.ts'
import { line } from '../../src/domain/say.ts'
import { words } from '../../src/text/format.ts'

describe('which of the five a credited order fills', () => {
  test.for([
    ['push', 'patrol', 'grid'],
    ['request', 'patrol', 'problem'],
    ['push', 'cleaning', 'activity'],
    ['proposal', 'other', 'activity'],
    ['push', 'publicity', 'activity'],
    ['push', 'study', 'activity'],
    ['request', 'other', 'problem'],
    ['request', 'repair', 'problem'],
    ['push', 'mediation', 'problem'],
    ['push', 'building_head', 'problem'],
    ['push', 'legal', 'problem'],
    ['push', 'emergency', 'problem'],
    ['request', 'elderly', 'needy'],
    ['push', 'meals', 'needy'],
    ['proposal', 'disabled', 'needy'],
    ['wish', 'other', 'needy'],
  ] as const)('%s of %s: %s', ([origin, category, item], { expect }) => {
    expect(itemOfOrder(origin, category)).toBe(item)
  })
})

describe('the record behind a tick', () => {
  const record = (over: Partial<FiveRecord>): FiveRecord => ({
    item: 'grid',
    kind: 'entry',
    number: 1,
    day: '2026-11-23',
    code: null,
    counts: 1,
    ...over,
  })

  test.for<[string, FiveRecord[], number | undefined]>([
    ['nothing', [], undefined],
    ['the only one', [record({ number: 4 })], 4],
    ['the first of the year', [record({ number: 4 }), record({ number: 9, day: '2026-03-01' })], 9],
    [
      'one that counts before one that waits',
      [record({ number: 4, counts: 0, day: '2026-01-02' }), record({ number: 9 })],
      9,
    ],
    ['one that waits, where none counts', [record({ number: 4, counts: 0 })], 4],
    ['none of another item', [record({ item: 'needy' })], undefined],
  ])('%s', ([, records, number], { expect }) => {
    expect(filledBy(records).find(({ item }) => item === 'grid')?.record?.number).toBe(number)
    expect(filledBy(records)).toHaveLength(5)
  })
})

describe('a suggestion', () => {
  test.for([
    ['open', 'adopted', undefined],
    ['open', 'declined', undefined],
    ['open', 'done', undefined],
    ['adopted', 'done', undefined],
    ['adopted', 'adopted', 'suggest.adopted_already'],
    ['adopted', 'declined', 'suggest.adopted_already'],
    ['declined', 'adopted', 'suggest.declined_already'],
    ['declined', 'done', 'suggest.declined_already'],
    ['done', 'declined', 'suggest.done_already'],
    ['withdrawn', 'adopted', 'suggest.withdrawn'],
  ] as const)('that is %s, answered %s: %s', ([state, answer, refused], { expect }) => {
    expect(answerable(7, state, answer)?.refused).toBe(refused)
  })

  test.for([
    ['2026-12-03', '2026-11-23', 10],
    ['2026-12-03', '2026-12-03', 0],
    ['2026-12-03', '2026-12-05', -2],
  ] as const)('due %s, on %s: %d days', ([due, today, days], { expect }) => {
    expect(daysLeft(due, today)).toBe(days)
  })
})

describe('suggestions of a month', () => {
  const none = { made: 0, replied: 0, adopted: 0, inTime: 0, open: 0, overdue: 0 }
  const said = (ideas: Partial<typeof none>, closed = false) =>
    ideasLine({ ...none, ...ideas }, closed).map(({ code, params }) => words(code, params ?? {}, 'hans'))

  test('say what was made, answered, adopted and in time', ({ expect }) => {
    expect(said({})).toEqual([])
    expect(said({ open: 2 })).toEqual(['建议：新提 0 条，答复 0 条；在等的 2 条'])
    expect(said({ open: 2 }, true)).toEqual([])
    expect(said({ made: 5, replied: 5, adopted: 2, inTime: 4, open: 3, overdue: 1 })).toEqual([
      '建议：新提 5 条，答复 5 条，采纳 2 条（采纳率 40.0%），按时答复 80.0%；在等的 3 条，过期 1 条',
    ])
    expect(said({ made: 5, replied: 3, adopted: 3, inTime: 3, open: 9 }, true)).toEqual([
      '建议：新提 5 条，答复 3 条，采纳 3 条（采纳率 100.0%），按时答复 100.0%',
    ])
  })

  test('what is too many for a report stands in its last line', ({ expect }) => {
    const lines = [1, 2, 3].map((other) => line('report.orders_free', { count: other }))
    expect(together(lines, 3)).toEqual(lines)
    const [first, last, ...more] = together(lines, 2)
    expect([first, more]).toEqual([lines[0], []])
    expect(words(last?.code ?? '', last?.params ?? {}, 'hans')).toBe(
      '现在有 2 单可以接，看看发：/订单；现在有 3 单可以接，看看发：/订单',
    )
  })
})
