import { describe, test } from 'vitest'
import { householdOf } from '../../src/domain/wish/household.ts'
import { privateSpans } from '../../src/domain/wish/private-words.ts'
import { receipt } from '../../src/domain/wish/receipt.ts'
import { groupsOf, isSimilar, similarTo, thingOf } from '../../src/domain/wish/thing.ts'
import { unitFor } from '../../src/domain/wish/unit-choice.ts'

describe('what of a wish is for everybody', () => {
  test.for<[text: string, kept: string[]]>([
    ['独居老人王秀英 防滑垫', ['王秀英']],
    ['张奶奶想要防滑垫 13812345678 3栋2单元501', ['张奶奶', '13812345678', '3栋2单元501']],
    ['帮李大爷买轮椅,东湖路12号', ['李大爷', '东湖路12号']],
    ['联系人:王芳 13800001111 防滑垫', ['联系人:王芳', '13800001111']],
    ['张三 独居老人 电饭煲', ['张三']],
    ['困难学生张小明需要台灯一盏', ['张小明']],
    ['护理床一张 电话0551-62345678', ['电话0551-62345678']],
    ['给邻居高秀兰买棉被', ['高秀兰']],
    ['拐杖一根,户主:马建国', ['户主:马建国']],
    ['残疾人马国强需要轮椅', ['马国强']],
    ['孩子叫毛小丽 书包', ['叫毛小丽']],
    ['陈玉芬老人的棉鞋', ['陈玉芬']],
    ['孤寡老人司马相如,棉鞋', ['司马相如']],
    ['张老师要台灯', ['张老师']],
    ['老王家要个煤气灶', ['老王']],
    ['小明的书包', ['小明']],
    ['微信号 abc123456 台灯', ['微信号 abc123456']],
    ['a@b.com 棉鞋', ['a@b.com']],
    ['1 3 8 1 2 3 4 5 6 7 8 毛毯', ['1 3 8 1 2 3 4 5 6 7 8']],
    ['一三八一二三四五六七八 毛毯', ['一三八一二三四五六七八']],
    ['138.1234.5678 毛毯', ['138.1234.5678']],
    ['住在翠湖花园8栋 棉鞋', ['住在翠湖花园8栋']],
    ['联系电话13812345678', ['联系电话13812345678']],
    ['毛巾被', []],
    ['周围老人的拐杖', []],
    ['白布 黄豆 花生', []],
    ['小红书包', []],
    ['羊毛衫 温度计 雷达表', []],
    ['安全带 方便面 牛仔裤 石榴', []],
    ['全家老人的棉被', []],
    ['给老人买高压锅', []],
    ['独居老人 毛毯', []],
    ['困难家庭 高压锅', []],
    ['马桶扶手 120', []],
    ['留守儿童 书包一个', []],
  ])('%s', ([text, kept], { expect }) => {
    expect(privateSpans(text).map(({ from, to }) => text.slice(from, to).trim())).toEqual(kept)
  })

  test('the sender’s own name is kept back too', ({ expect }) => {
    expect(privateSpans('高朋 想要轮椅', '高朋').map(({ kind }) => kind)).toEqual(['name'])
  })

  test.for([
    ['独居老人 防滑垫', 'alone'],
    ['残障人士 轮椅', 'disabled'],
    ['留守儿童 书包', 'left_child'],
    ['困难家庭 棉被', 'poor'],
    ['护理床', 'other'],
  ])('%s is for %s', ([text, kind], { expect }) => {
    expect(householdOf(text ?? '')).toBe(kind)
  })
})

describe('similar wishes', () => {
  test.for([
    ['独居老人 防滑垫一块', '防滑垫'],
    ['想要一个护腰垫', '护腰垫'],
    ['老人家里缺防滑垫', '防滑垫'],
    ['浴室防滑垫两块', '浴室防滑垫'],
    ['独居老人 一张床', '床'],
  ])('%s is about %s', ([text, thing], { expect }) => {
    expect(thingOf(text ?? '')).toBe(thing)
  })

  test('a thing is like itself and like what ends with it, and like nothing that is empty', ({ expect }) => {
    expect(isSimilar('浴室防滑垫', '防滑垫')).toBe(true)
    expect(isSimilar('电视柜', '电视')).toBe(false)
    expect(isSimilar('', '')).toBe(false)
    const wishes = ['防滑垫', '书包', '浴室防滑垫', ''].map((thing, id) => ({ id, thing }))
    expect(similarTo({ id: 2, thing: '浴室防滑垫' }, wishes).map(({ id }) => id)).toEqual([0, 2])
    expect(similarTo({ id: 9, thing: '防滑垫' }, wishes).map(({ id }) => id)).toEqual([0, 2])
    expect(similarTo({ id: 9, thing: '' }, wishes)).toEqual([])
    expect(groupsOf(wishes).map((group) => group.map(({ id }) => id))).toEqual([[0, 2], [1], [3]])
  })

  test('the unit that offers the thing is asked, else the one with least in hand', ({ expect }) => {
    const units = [
      { id: 1, offers: [], inHand: 2, refused: [] },
      { id: 2, offers: [], inHand: 0, refused: [8] },
      { id: 3, offers: ['防滑垫'], inHand: 9, refused: [9] },
    ]
    const asked = (thing: string, ...wishes: number[]) => unitFor({ thing, wishes }, units)?.id
    expect(asked('浴室防滑垫', 1, 2, 3)).toBe(3)
    expect(asked('书包', 1, 2, 3)).toBe(2)
    expect(asked('书包', 7, 8)).toBe(1)
    expect(asked('防滑垫', 8, 9)).toBe(1)
    expect(unitFor({ thing: '书包', wishes: [1] }, [])).toBeUndefined()
  })
})

describe('the receipt', () => {
  const done = { id: 1, state: 'done', requester_id: 5, done_at: 0, reminded: false } as const
  const day = 24 * 60 * 60_000
  test('who asked may say it at once, the community after a reminder and a day, who delivered it never', ({
    expect,
  }) => {
    expect(receipt(done, ['requester', 'resident'], 0)).toBe('receive')
    expect(receipt(done, ['secretary'], 0)).toBe('remind')
    expect(receipt({ ...done, reminded: true }, ['secretary'], day - 1)).toMatchObject({
      refused: 'receipt.wait',
    })
    expect(receipt({ ...done, reminded: true }, ['secretary'], day)).toBe('receive')
    expect(receipt({ ...done, requester_id: null }, ['grid_head'], 0)).toBe('receive')
    expect(receipt(done, ['server', 'secretary'], day)).toMatchObject({ refused: 'receipt.own' })
    expect(receipt(done, ['member'], day)).toMatchObject({ refused: 'receipt.beneficiary_only' })
    expect(receipt({ ...done, state: 'full' }, ['requester'], day)).toMatchObject({
      refused: 'receipt.not_delivered',
    })
  })
})
