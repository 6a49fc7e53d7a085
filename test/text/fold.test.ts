import fc from 'fast-check'
import { describe, test } from 'vitest'
import { clean } from '../../src/text/clean.ts'
import { cut, original } from '../../src/text/cut.ts'
import { fold, folded } from '../../src/text/fold.ts'

describe('folding for matching', () => {
  test.for([
    ['／報到', '/报到'],
    ['ＢＤ', 'bd'],
    ['　／簽到　', '/签到'],
    ['/签\u200b到\ufeff', '/签到'],
    ['兩個半小時', '两个半小时'],
    ['週三　下午３點', '周三 下午3点'],
    ['a \t b\u2005c', 'a b c'],
    ['標題 \r\n時間：１', '标题\n时间:1'],
  ])('%j is %j', ([typed, form], { expect }) => {
    expect(fold(typed ?? '')).toBe(form)
  })

  test('every position leads back to the text as typed', ({ expect }) => {
    const typed = '　㍿ 給５個\u200b老人𠮷理髮'
    const form = folded(typed)
    const at = form.text.indexOf('老人')
    expect(original(typed, form, at, at + 2)).toBe('老人')
    expect(form.text).toBe(' 株式会社 给5个老人𠮷理发')
    expect(form.origin).toHaveLength(form.text.length + 1)
  })

  test('any text folds, keeps its positions in order, and folds to itself a second time', ({ expect }) => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { text: form, origin } = folded(text)
        expect(origin).toHaveLength(form.length + 1)
        expect([...origin].sort((a, b) => a - b)).toEqual(origin)
        expect(origin.at(-1)).toBe(text.length)
      }),
    )
  })
})

describe('cutting out what was understood', () => {
  const without = (text: string, word: string): string => {
    const form = folded(text)
    const at = form.text.indexOf(word)
    return cut(text, form, at, at + word.length)
  }

  test.for([
    ['帮老人 2小时 买菜', '帮老人 买菜'],
    ['给老人理发2小时', '给老人理发'],
    ['给老人2小时理发', '给老人理发'],
    ['理发，2小时，买菜', '理发，买菜'],
    ['理发\n2小时\n买菜', '理发\n买菜'],
    ['2小时', ''],
  ])('%j leaves %j', ([text, rest], { expect }) => {
    expect(without(text ?? '', '2小时')).toBe(rest)
  })
})

describe('what is stored of a text', () => {
  test.for([
    ['  陪獨居老人去醫院\u200b拿藥  ', '陪獨居老人去醫院拿藥'],
    ['一行\r\n二行\u2028三行', '一行\n二行\n三行'],
    ['a\u0000b\u0007c\td', 'abc d'],
    ['\u202e反\u2066过来', '反过来'],
    ['👨‍👩‍👧 一家', '👨‍👩‍👧 一家'],
    ['半个\ud83d字', '半个字'],
    ['（全角）ＡＢＣ', '（全角）ＡＢＣ'],
  ])('%j is stored as %j', ([typed, stored], { expect }) => {
    expect(clean(typed ?? '')).toBe(stored)
  })

  test('cleaning twice changes nothing', ({ expect }) => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(clean(clean(text))).toBe(clean(text))
      }),
    )
  })
})
