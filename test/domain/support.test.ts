import { describe, test } from 'vitest'
import { householdKey, subjectsOf } from '../../src/domain/support/household.ts'
import { privateFactIn, privateFactOf } from '../../src/domain/support/private-fact.ts'
import { daysSilent, householdsDone, missing } from '../../src/domain/support/rhythm.ts'
import {
  answered,
  answersOf,
  choicesOf,
  isChoice,
  needOf,
  nextQuestion,
  questions,
} from '../../src/domain/support/visit-form.ts'
import { fold } from '../../src/text/fold.ts'

describe('a household’s code', () => {
  test.for([
    ['H12', 'h12'],
    ['h12', 'h12'],
    ['Ｈ１２', 'h12'],
    ['H-012', 'h12'],
    ['户12', 'h12'],
    ['戶12', 'h12'],
    ['A-07', 'a7'],
    ['ab 3', 'ab3'],
    ['12', undefined],
    ['301', undefined],
    ['5栋301', undefined],
    ['5-301', undefined],
    ['H0', undefined],
    ['李奶奶', undefined],
    ['13812345678', undefined],
    ['H123456', undefined],
  ] as const)('%s is %s', ([typed, key], { expect }) => expect(householdKey(fold(typed))).toBe(key))

  test('subjects are kept in their own order', ({ expect }) =>
    expect(subjectsOf('life education x')).toEqual(['education', 'life']))
})

describe('what is never kept of a household', () => {
  test.for([
    ['5栋301 缺药', 'address'],
    ['三号楼二单元', 'address'],
    ['住3-2-501', 'address'],
    ['东湖路18号', 'address'],
    ['阳光小区6栋', 'address'],
    ['302室', 'address'],
    ['十二幢', 'address'],
    ['电话13812345678', 'phone'],
    ['138 1234 5678', 'phone'],
    ['１３８１２３４５６７８', 'phone'],
    ['0755-26001234', 'phone'],
    ['座机号码 26001234', 'phone'],
    ['身份证440301195001011234', 'id_number'],
    ['44030119500101123X', 'id_number'],
    ['李奶奶缺药', 'name'],
    ['给王大爷送药', 'name'],
    ['名叫王小明', 'name'],
  ] as const)('%s holds %s', ([typed, fact], { expect }) => expect(privateFactIn(fold(typed))).toBe(fact))

  test.for([
    '缺药',
    '老人缺降压药，孩子在外地',
    '血压 150 到 90，吃药 2 片',
    '住 3 楼，腿脚不便',
    '电梯坏了 5 天',
    '室内有点乱',
    '老奶奶心情不错',
    '和爷爷奶奶住',
    '12 月要复查，11-25 去医院',
    '孩子 301 班',
    '每月 1200 元',
    '想找一份保洁的工作',
    '电话坏了',
    '一座难求',
    '每天走路 30 分钟',
    '在小区花园三次摔倒',
    '高龄老人',
  ])('%s is fine', (typed, { expect }) => expect(privateFactIn(fold(typed))).toBe(undefined))
})

describe('what is said of a household names nobody', () => {
  test.for([
    '李秀英',
    '李秀英缺药',
    '缺药，王强',
    '老李腿疼',
    '小张',
    '住户叫王强',
    '老人李秀英摔了一跤',
    '李某需要帮助',
    '住户姓李',
    '陈大力家漏水',
  ])('%s holds a name', (typed, { expect }) => expect(privateFactOf(fold(typed))).toBe('name'))

  test.for([
    '缺药',
    '老人高血压',
    '老毛病犯了',
    '老房子漏水',
    '张罗过年',
    '陈旧的电线',
    '李子',
    '叫车去医院',
    '不知道叫什么',
    '老小区没有电梯',
    '王牌电视坏了',
    '小心地滑',
    '同姓邻居照看',
    '百姓的事',
    '需要找工作',
    '唐氏筛查要陪',
  ])('%s is fine', (typed, { expect }) => expect(privateFactOf(fold(typed))).toBe(undefined))
})

describe('the form', () => {
  test('eight questions, one after the other', ({ expect }) => {
    expect(questions.length).toBe(8)
    let answers: { [question: string]: number } = {}
    const order: string[] = []
    for (let next = nextQuestion(answers); next; next = nextQuestion(answers)) {
      order.push(next)
      answers = { ...answers, [next]: 1 }
    }
    expect(order).toEqual([...questions])
    expect(answered(answers)).toBe(8)
    expect(nextQuestion({ society: 1, home: 0 })).toBe('yard')
  })

  test('as many choices as fit a bare number, with room for passing over and stopping', ({ expect }) => {
    for (const question of questions) expect(choicesOf[question]).toBeLessThanOrEqual(7)
    expect([0, 1, 3, 4, 1.5].map((choice) => isChoice('home', choice))).toEqual([
      false,
      true,
      true,
      false,
      false,
    ])
  })

  test('what is stored is read back, and nothing else', ({ expect }) =>
    expect(answersOf('{"society":1,"mood":0,"other":3,"home":"x"}')).toEqual({ society: 1, mood: 0 }))

  test.for([
    [{}, undefined],
    [{ help: 1, people: 2 }, undefined],
    [
      { help: 2, people: 2 },
      { subject: 'health', soon: false },
    ],
    [
      { help: 3, people: 1 },
      { subject: 'education', soon: true },
    ],
    [
      { help: 2, people: 6 },
      { subject: 'life', soon: false },
    ],
    [{ help: 9 }, { subject: 'life', soon: false }],
    [{ home: 3 }, { subject: 'life', soon: false }],
  ] as const)('%j needs %j', ([answers, need], { expect }) => expect(needOf(answers)).toEqual(need))
})

test('the rhythm of visits', ({ expect }) => {
  expect([missing({ quota: 1, visits: 0 }), missing({ quota: 2, visits: 3 })]).toEqual([1, 0])
  expect(daysSilent({ last_day: '2026-11-01', since: '2026-01-01' }, '2026-12-01')).toBe(30)
  expect(daysSilent({ last_day: null, since: '2026-11-20' }, '2026-11-23')).toBe(3)
  const pairs = [
    { quota: 1, visits: 1 },
    { quota: 2, visits: 1 },
    { quota: 1, visits: 2 },
  ]
  expect(householdsDone(pairs)).toBe(2)
})
