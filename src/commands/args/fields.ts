import { folded } from '../../text/fold.ts'
import { tidy } from './rest.ts'

/** The keys of long commands and the words that people use for them (rule 3.6). */
const KEYS = {
  title: '标题|事项|任务|名称|内容',
  time: '服务时间|活动时间|集合时间|时间|日期|时段|预计时长|服务时长|时长|用时',
  place: '服务地点|活动地点|集合地点|集合点|地点|地址|位置',
  people: '人数|名额|需要人数|人员',
  skills: '技能|专长|要求技能',
  category: '类别|类型|分类|种类',
  urgency: '紧急程度|紧急度|紧急|级别|急不急',
  contact: '联系人电话|联系人|联系方式|联系电话|联系|电话',
  details: '备注|说明|要求|详情|描述',
} as const
export type FieldKey = keyof typeof KEYS

const NAMES = Object.values(KEYS)
  .join('|')
  .split('|')
  .sort((a, b) => b.length - a.length)
  .join('|')
const KEY_OF = new Map<string, FieldKey>()
for (const [key, names] of Object.entries(KEYS))
  for (const name of names.split('|')) KEY_OF.set(name, key as FieldKey)

// A key needs its colon; at the start of a later field a space will do (the first is a title: 电话 坏了).
const STARTS = new RegExp(`[\\n|]|(?<=[\\s,;。])(?=(?:${NAMES}) ?:)`, 'gu')
const KEYED = new RegExp(`^\\s*(${NAMES})(?: ?: ?| +)`, 'u')

/** A piece of a long command, as typed: with the key that stood before it, or without. */
export interface Field {
  key?: FieldKey
  text: string
}

/** Splits a long command at new lines, at `|` or `｜`, and before every `键：`. */
export function fieldsOf(text: string): Field[] {
  const form = folded(text)
  const cuts = [...form.text.matchAll(STARTS)].map((found) => ({
    from: found.index,
    to: found.index + found[0].length,
  }))
  const fields: Field[] = []
  let start = 0
  for (const { from, to } of [...cuts, { from: form.text.length, to: form.text.length }]) {
    const keyed = KEYED.exec(form.text.slice(start, from))
    const isKey = keyed !== null && (start > 0 || keyed[0].includes(':'))
    const key = isKey ? KEY_OF.get(keyed[1] ?? '') : undefined
    const value = tidy(text.slice(form.origin[start + (isKey ? keyed[0].length : 0)], form.origin[from]))
    if (value !== '') fields.push(key ? { key, text: value } : { text: value })
    start = to
  }
  return fields
}
