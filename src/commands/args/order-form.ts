import { isRefusal, refuse } from '../../domain/refusal.ts'
import type { ArgContext, ArgType } from './arg.ts'
import { fieldsOf } from './fields.ts'
import { type Draft, type OrderForm, readField, recognise, withoutMarks } from './order-fields.ts'
import { planTime } from './plan-time.ts'

/**
 * A long command (rules 3.6, 8.16): the first field without a key is the title, the others are recognised by what
 * they are, the last unknown one between `|` is the place. In a text without fields the time is taken out of the
 * title. Refused: `arg.title.missing`, `arg.*.invalid { text }`.
 */
export const orderForm: ArgType<OrderForm> = {
  take(text, context) {
    const fields = fieldsOf(text)
    if (fields.length === 0) return undefined
    const draft: Draft = {}
    const unknown: string[] = []
    for (const { key, text: value } of fields) {
      const known = key
        ? readField[key](value, context)
        : draft.title === undefined
          ? { title: value }
          : recognise(value, context)
      if (isRefusal(known)) return known
      if (known)
        Object.assign(draft, {
          ...known,
          ...(draft.details && known.details && { details: `${draft.details}\n${known.details}` }),
        })
      else unknown.push(value)
    }
    if (/[|｜]/.test(text) && draft.place === undefined) {
      const place = unknown.pop()
      if (place !== undefined) draft.place = place
    }
    if (unknown.length > 0) draft.details = [...unknown, ...(draft.details ? [draft.details] : [])].join('\n')
    return titled(draft, context)
  },
}

function titled(draft: Draft, context: ArgContext): ReturnType<ArgType<OrderForm>['take']> {
  if (draft.title === undefined) return refuse('arg.title.missing')
  const taken = draft.when ? undefined : planTime.take(draft.title, context)
  if (isRefusal(taken)) return taken
  if (taken && !/[\p{L}\p{N}]/u.test(taken.rest)) return refuse('arg.title.missing')
  const [title, said] = withoutMarks(taken?.rest ?? draft.title, context)
  return { value: { ...said, ...draft, title, ...(taken && { when: taken.value }) }, rest: '' }
}
