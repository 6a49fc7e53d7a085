import fc from 'fast-check'
import { describe, test } from 'vitest'
import {
  type Category,
  categories,
  categoryNamed,
  categoryOf,
  tradeOf,
} from '../../src/domain/order/category.ts'
import { baseDifficulty, growth, isEasy, shareOf } from '../../src/domain/order/difficulty.ts'
import { byUrgency, escalation, firstDue, type Keeper, type Level } from '../../src/domain/order/ladder.ts'
import { defaultRules, gradeNamed, type Urgency, urgencyNamed } from '../../src/domain/order/rules.ts'
import { fold } from '../../src/text/fold.ts'
import { at } from '../support/talk.ts'

const DAY = 86_400_000

describe('the category that a title tells', () => {
  test.for<[title: string, category: Category]>([
    ['楼道清洁', 'cleaning'],
    ['小区大扫除，清理楼道垃圾', 'cleaning'],
    ['夜间巡逻', 'patrol'],
    ['防汛巡查', 'patrol'],
    ['夜巡', 'patrol'],
    ['送早餐', 'meals'],
    ['入户宣传反诈', 'publicity'],
    ['应急演练宣传', 'publicity'],
    ['宣传防汛知识', 'publicity'],
    ['防汛沙袋搬运', 'emergency'],
    ['应急抢险', 'emergency'],
    ['主题党课学习', 'study'],
    ['陪诊', 'elderly'],
    ['想找人陪我去医院拿药', 'elderly'],
    ['独居老人断药', 'elderly'],
    ['给独居老人打扫卫生', 'elderly'],
    ['给高龄老人送餐', 'meals'],
    ['修轮椅', 'repair'],
    ['推轮椅下楼', 'disabled'],
    ['3栋楼道灯坏了', 'repair'],
    ['家里水管漏水求师傅来看看', 'repair'],
    ['老年法律咨询', 'legal'],
    ['社区义诊', 'medical'],
    ['暑期作业辅导', 'education'],
    ['邻里噪音纠纷调解', 'mediation'],
    ['5栋楼栋长', 'building_head'],
    ['邻里噪音糾紛調解', 'mediation'],
    ['送餐', 'meals'],
    ['周六上午义务理发', 'other'],
    ['装修登记', 'other'],
    ['7号楼', 'other'],
  ])('%s: %s', ([title, category], { expect }) => {
    expect(categoryOf(fold(title))).toBe(category)
  })

  test('every category has a word of its own, and its word tells it', ({ expect }) => {
    const typed =
      '清洁 巡逻 学习 宣传 助老 助残 助餐 法律 医疗 教育 维修 专业 矛盾调解 楼栋长 应急 其他'.split(' ')
    expect(typed.map(categoryNamed).sort()).toEqual([...categories].sort())
    for (const word of typed) expect([word, categoryOf(word)]).toEqual([word, categoryNamed(word)])
    expect(categoryNamed('打酱油')).toBeUndefined()
    expect(tradeOf('legal')).toEqual(['法律'])
    expect([tradeOf('professional'), tradeOf('cleaning'), tradeOf('other')]).toEqual([[], [], []])
  })

  test.for<[category: Category, base: number, easy: boolean]>([
    ['cleaning', 100, true],
    ['patrol', 100, true],
    ['study', 100, true],
    ['publicity', 100, true],
    ['other', 100, true],
    ['elderly', 120, false],
    ['disabled', 120, false],
    ['meals', 120, false],
    ['legal', 130, false],
    ['repair', 130, false],
    ['mediation', 150, false],
    ['building_head', 150, false],
    ['emergency', 200, false],
  ])('%s has base difficulty %i', ([category, base, easy], { expect }) => {
    expect([baseDifficulty(category, defaultRules), isEasy(category)]).toEqual([base, easy])
  })

  test('grades and urgencies by their words', ({ expect }) => {
    expect(['很好', '好', '一般'].map((word) => defaultRules.grades[gradeNamed[word] ?? 'fair'])).toEqual([
      120, 100, 80,
    ])
    const minutes = ['一般', '较急', '紧急', '特急'].map(
      (word) => defaultRules.deadlines[urgencyNamed[word] ?? 'normal'] / 60_000,
    )
    expect(minutes).toEqual([4320, 1440, 120, 30])
  })
})

describe('what nobody takes becomes worth more (R033)', () => {
  test.for<[before: number, since: number | null, days: number, gained: number]>([
    [0, 0, 0, 0],
    [0, 0, 0.99, 0],
    [0, 0, 1, 10],
    [0, 0, 2.5, 20],
    [0, 0, 10, 100],
    [0, 0, 60, 100],
    [1.5, null, 30, 10],
    [1.5, 2, 2.4, 10],
    [1.5, 2, 2.5, 20],
    [0, 5, 3, 0],
  ])(
    'untaken %f days before and since day %s, on day %f: +%i',
    ([before, since, days, gained], { expect }) => {
      const untaken = { untaken_ms: before * DAY, untaken_since: since === null ? null : since * DAY }
      expect(growth(untaken, days * DAY, defaultRules)).toBe(gained)
    },
  )

  test.for<[category: Category, before: number, share: number]>([
    ['cleaning', 0, 100],
    ['cleaning', 3, 100],
    ['cleaning', 4, 50],
    ['patrol', 9, 50],
    ['elderly', 9, 100],
  ])('%s after %i in the month brings %i %%', ([category, before, share], { expect }) => {
    expect(shareOf(category, before, defaultRules)).toBe(share)
  })
})

const keeper = (level: Level, person_id: number): Keeper => ({ level, person_id, name: `n${person_id}` })
const everybody = [
  keeper('administrator', 9),
  keeper('street_officer', 4),
  keeper('secretary', 3),
  keeper('secretary', 2),
  keeper('grid_head', 1),
]

describe('the ladder (R034, R102)', () => {
  const NOW = at('2026-11-23 09:00')

  test.for<[urgency: Urgency, due: string]>([
    ['normal', '2026-11-26 09:00'],
    ['raised', '2026-11-24 09:00'],
    ['urgent', '2026-11-23 11:00'],
    ['critical', '2026-11-23 09:30'],
  ])('%s begins at %s', ([urgency, due], { expect }) => {
    expect(firstDue(NOW, urgency, defaultRules)).toBe(at(due))
  })

  test('goes up level by level, names who answers, and ends at the top', ({ expect }) => {
    const told: [Level, number[]][] = []
    let alarm: Parameters<typeof escalation>[0] = { due: NOW, told: null, urgency: 'urgent', answered: false }
    for (let now = NOW; told.length < 9; ) {
      expect(escalation(alarm, everybody, now - 1, defaultRules)).toBeUndefined()
      const step = escalation(alarm, everybody, now, defaultRules)
      if (!step) break
      told.push([step.level, step.people.map(({ person_id }) => person_id)])
      if (step.next === null) break
      expect(step.next - now).toBe(2 * 3_600_000)
      now = step.next
      alarm = { ...alarm, due: step.next, told: step.level }
    }
    expect(told).toEqual([
      ['grid_head', [1]],
      ['secretary', [2, 3]],
      ['street_officer', [4]],
      ['administrator', [9]],
    ])
  })

  test.for<
    [
      what: string,
      held: Level[],
      told: Level | null,
      answered: boolean,
      level: Level | undefined,
      ends: boolean,
    ]
  >([
    [
      'without a head of the grid the secretary is first',
      ['secretary', 'administrator'],
      null,
      false,
      'secretary',
      false,
    ],
    [
      'without an officer the administrator follows',
      ['secretary', 'administrator'],
      'secretary',
      false,
      'administrator',
      true,
    ],
    ['an answer stops it', ['secretary', 'administrator'], 'secretary', true, undefined, true],
    [
      'behind the top there is nobody',
      ['secretary', 'administrator'],
      'administrator',
      false,
      undefined,
      true,
    ],
    ['nobody at all', [], null, false, undefined, true],
  ])('%s', ([, held, told, answered, level, ends], { expect }) => {
    const people = held.map((one, i) => keeper(one, i + 1))
    const step = escalation({ due: NOW, told, urgency: 'critical', answered }, people, NOW, defaultRules)
    expect([step?.level, step?.next ?? null]).toEqual([level, ends ? null : NOW + 30 * 60_000])
  })

  test('a level is told once, whatever the order of the rows', ({ expect }) => {
    const property = fc.property(fc.shuffledSubarray(everybody), fc.nat(100), (people, late) => {
      const alarm = { due: NOW, told: 'grid_head' as const, urgency: 'normal' as const, answered: false }
      const step = escalation(alarm, people, NOW + late, defaultRules)
      expect(step?.level).not.toBe('grid_head')
      expect(step).toEqual(escalation(alarm, people.toReversed(), NOW + late, defaultRules))
    })
    fc.assert(property, { seed: 20261122 })
  })

  test('the more urgent stands first, then the older', ({ expect }) => {
    const order = (id: number, urgency: Urgency) => ({ id, urgency })
    const rows = [
      order(5, 'normal'),
      order(4, 'critical'),
      order(2, 'normal'),
      order(3, 'urgent'),
      order(1, 'raised'),
    ]
    expect(byUrgency(rows).map(({ id }) => id)).toEqual([4, 3, 1, 2, 5])
  })
})
