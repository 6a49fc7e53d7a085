import { isRefusal } from '../../domain/refusal.ts'
import type { Household } from '../../domain/support/household.ts'
import type { ArgType } from './arg.ts'
import { noHousehold, takeHousehold, tooLong, withoutNames } from './household.ts'
import { match } from './match.ts'
import { tidy } from './rest.ts'
import { takeVisitDay } from './visit-day.ts'

/**
 * What somebody says of a visit; without a household the form is meant that is open, without a day today or the last
 * visit. `question` counts from 1.
 */
export type VisitWords = { household?: Household; day?: string } & (
  | { does: 'open' | 'stop' | 'undo' }
  | { does: 'order'; title?: string }
  | { does: 'note'; said: string }
  | { does: 'answer'; question?: number; choice?: number; said?: string }
)

const STOP = /^(?:先?停|暂停|停一下|停止|不填了|下次再填|以后再填)[。!~]?$/u
const SKIP = /^(?:跳过|略过|略|下一题|下一问)[。!]?$/u
const UNDO = /^(?:撤回|撤销|取消|记错了)[。!]?$/u
const GO_ON = /^(?:继续|接着填?|填)[。!]?$/u
const ORDER = /^(?:转成?(?:点单|订单|单)|点单)(?:[\s:,，]+(\S.*))?$/su
const QUESTION = /^第? ?([1-8一二三四五六七八]) ?(?:问题|问|题)[\s:,，]*(.*)$/su
const CHOICE = /^([1-9])[.、。]?$/u

/**
 * `H12`, `H12 缺药`, `H12 昨天 缺药`, `H12 第3问 2`, `H12 跳过`, `H12 停`, `H12 转点单`. Refused without a word of what was typed:
 * arg.household.missing, arg.household.private { what }, arg.household.long; and with arg.day.invalid.
 */
export const visitWords: ArgType<VisitWords> = {
  take(text, { now }) {
    if (tidy(text) === '') return undefined
    const long = tooLong(text)
    if (long) return long
    const found = takeHousehold(text, 'first') ?? takeHousehold(text, 'anywhere')
    const when = takeVisitDay(found ? found.rest : text, now)
    if (isRefusal(when)) return when
    const said = tidy(when?.rest ?? found?.rest ?? text)
    const named = { ...(found && { household: found.value }), ...(when && { day: when.value }) }
    const words = wordsOf(said)
    if (!found && ['note', 'open', 'answer'].includes(words.does) && !isBare(said)) return noHousehold(said)
    const refused = withoutNames(said)
    if (refused) return refused
    return { value: { ...named, ...words }, rest: '' }
  },
}

const isBare = (said: string): boolean => [SKIP, QUESTION, GO_ON].some((form) => form.test(said))

/** What is said after the code. */
function wordsOf(said: string): VisitWords {
  const is = (pattern: RegExp) => match(said, new RegExp(pattern.source, 'dsu'))
  if (said === '') return { does: 'open' }
  if (is(STOP)) return { does: 'stop' }
  if (is(GO_ON)) return { does: 'open' }
  if (is(UNDO)) return { does: 'undo' }
  if (is(SKIP)) return { does: 'answer' }
  const order = is(ORDER)
  if (order) return { does: 'order', ...(order.typed[0] ? { title: order.typed[0] } : {}) }
  const choice = is(CHOICE)?.groups[0]
  if (choice) return { does: 'answer', choice: Number(choice) }
  const numbered = is(QUESTION)
  if (!numbered) return { does: 'note', said }
  const [number = ''] = numbered.groups
  const question = '一二三四五六七八'.indexOf(number) + 1 || Number(number)
  const answer = wordsOf(tidy(numbered.typed[1] ?? ''))
  if (answer.does === 'stop') return answer
  if (answer.does === 'note') return { does: 'answer', question, said: answer.said }
  if (answer.does === 'answer' && answer.question === undefined) return { ...answer, question }
  // 「第3问」 alone: nothing was answered, so the question is asked again.
  return answer.does === 'open' ? answer : { does: 'answer', question, said: tidy(numbered.typed[1] ?? '') }
}
