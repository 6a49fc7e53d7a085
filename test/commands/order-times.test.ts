import { describe, test } from 'vitest'
import { orderForm } from '../../src/commands/args/order-form.ts'
import { draftOf } from '../../src/commands/order/order-draft.ts'
import { clock, dayOf, minuteOfDay } from '../../src/domain/calendar/shanghai.ts'
import { defaultRules } from '../../src/domain/order/rules.ts'
import { isWholeDay } from '../../src/domain/order/whole-day.ts'
import { isRefusal } from '../../src/domain/refusal.ts'

const NOW = Date.parse('2026-11-23T09:00:00+08:00')
const at = (ms: number) => `${dayOf(ms).slice(5)} ${clock(minuteOfDay(ms))}`

/** Title, time, place and details as an order takes them from a text: one line, or the code of the refusal. */
function taken(text: string): string {
  const form = orderForm.take(text, { now: NOW })
  if (!form || isRefusal(form)) return form ? form.refused : ''
  const draft = draftOf(form.value, NOW, defaultRules)
  if (isRefusal(draft)) return draft.refused
  const part = (wanted: string) => draft.texts.find((one) => one.part === wanted)?.text
  const { starts_at, ends_at } = draft
  const when =
    starts_at === null
      ? undefined
      : isWholeDay(starts_at, ends_at)
        ? dayOf(starts_at).slice(5)
        : `${at(starts_at)}${ends_at === null ? '' : `-${at(ends_at).slice(6)}`}`
  return [part('title'), when, part('place'), part('details')].filter((one) => one !== undefined).join(' | ')
}

describe('how long an order takes', () => {
  test.for([
    // With a beginning it gives the end.
    ['周六上午陪王奶奶看病 3小时', '陪王奶奶看病 | 11-28 09:00-12:00'],
    ['周六下午陪王奶奶看病，大约两个半小时', '陪王奶奶看病 | 11-28 14:00-16:30'],
    ['周六上午义务理发半天', '义务理发 | 11-28 09:00-13:00'],
    ['周六9点陪王奶奶看病 3小时', '陪王奶奶看病 | 11-28 09:00-12:00'],
    ['下周三14:00陪诊90分钟', '陪诊 | 12-02 14:00-15:30'],
    // Without one no hours are made up: it stays in the title, as it was typed.
    ['周六义务理发 3小时', '义务理发 3小时 | 11-28'],
    ['周六义务理发两个半小时', '义务理发两个半小时 | 11-28'],
    ['义务理发 90分钟', '义务理发 90分钟'],
    ['周六义务理发 半天', '义务理发 半天 | 11-28'],
    ['周六义务理发 一天', '义务理发 一天 | 11-28'],
    ['下午义务理发 2小时', '下午义务理发 2小时'],
    ['周六上午义务理发 2-3小时', '义务理发 2-3小时 | 11-28 09:00'],
    ['24小时药店送药 周六', '24小时药店送药 | 11-28'],
    // Fields complete each other, in any order.
    ['义务理发｜周六｜3小时｜3栋', '义务理发 3小时 | 11-28 | 3栋'],
    ['义务理发｜周六上午｜3小时｜3栋', '义务理发 | 11-28 09:00-12:00 | 3栋'],
    ['义务理发｜3小时｜周六9点｜3栋', '义务理发 | 11-28 09:00-12:00 | 3栋'],
    ['义务理发｜周六｜9:00-11:00｜3栋', '义务理发 | 11-28 09:00-11:00 | 3栋'],
    ['义务理发｜9:00-11:00｜周六｜3栋', '义务理发 | 11-28 09:00-11:00 | 3栋'],
    ['义务理发\n时间：周六上午\n时长：两个半小时\n地点：3栋', '义务理发 | 11-28 09:00-11:30 | 3栋'],
    ['义务理发\n时长：2-3小时', '义务理发 2-3小时'],
    ['义务理发｜2-3小时｜3栋', '义务理发 2-3小时 | 3栋'],
    ['周六上午义务理发｜3小时｜3栋', '义务理发 | 11-28 09:00-12:00 | 3栋'],
    ['周六义务理发｜时间：9:00-11:00', '义务理发 | 11-28 09:00-11:00'],
    ['义务理发3小时｜时间：周六9:00', '义务理发 | 11-28 09:00-12:00'],
    // What contradicts the time is not lost, and a title that names another day is a title.
    ['义务理发｜周六｜周日｜3栋', '义务理发 | 11-28 | 3栋 | 周日'],
    ['义务理发｜时间：周六9:00-11:00｜时长：3小时', '义务理发 | 11-28 09:00-11:00 | 3小时'],
    ['周五清洁日｜时间：周六9:00-11:00', '周五清洁日 | 11-28 09:00-11:00'],
    ['周五清洁日｜时间：周六', '周五清洁日 | 11-28'],
    ['周六｜3小时', '周六 3小时'],
    ['周六', 'arg.title.missing'],
  ] as const)('%s', ([text, expected], { expect }) => {
    expect(taken(text)).toBe(expected)
  })
})
