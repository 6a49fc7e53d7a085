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
    expect(similarTo(2, wishes).map(({ id }) => id)).toEqual([0, 2])
    expect(similarTo(9, wishes)).toEqual([])
    expect(groupsOf(wishes).map((group) => group.map(({ id }) => id))).toEqual([[0, 2], [1], [3]])
  })

  test('the unit that offers the thing is asked, else the one with least in hand', ({ expect }) => {
    const units = [
      { id: 1, offers: [], inHand: 2 },
      { id: 2, offers: [], inHand: 0 },
      { id: 3, offers: ['防滑垫'], inHand: 9 },
    ]
    expect(unitFor('浴室防滑垫', units)?.id).toBe(3)
    expect(unitFor('书包', units)?.id).toBe(2)
    expect(unitFor('书包', [])).toBeUndefined()
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
