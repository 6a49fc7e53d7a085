import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import type { ArgContext, ArgType } from './arg.ts'
import { fieldsOf } from './fields.ts'
import { type Draft, type OrderForm, readField, recognise, withoutMarks } from './order-fields.ts'
import { joined, type PlanTime, planTime, titleTime } from './plan-time.ts'

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
      if (known) add(draft, known, value)
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

/** What a field says comes beside what is known: a second one about the time completes the first, or stands in the details. */
function add(draft: Draft, known: Draft, value: string): void {
  const when = draft.when && known.when ? joined(draft.when, known.when) : (known.when ?? draft.when)
  const kept = when ?? draft.when
  const said = [draft.details, known.details, kept && !when ? value : undefined]
  const details = said.filter((text) => text !== undefined).join('\n')
  Object.assign(draft, known, kept && { when: kept }, details && { details })
}

function titled(draft: Draft, context: ArgContext): ReturnType<ArgType<OrderForm>['take']> {
  if (draft.title === undefined) return refuse('arg.title.missing')
  const timed = timeWithin(draft.title, draft.when, context)
  if (isRefusal(timed)) return timed
  const [title, said] = withoutMarks(timed.title, context)
  return { value: { ...said, ...draft, ...timed, title }, rest: '' }
}

/** The title without the time that it tells, as far as the fields leave that open; what makes no sense then stays a title. */
function timeWithin(
  title: string,
  when: PlanTime | undefined,
  context: ArgContext,
): { title: string; when?: PlanTime } | Refusal {
  if (when && !isOpen(when)) return { title }
  // A length belongs to the beginning that a field tells; without one it stays in the title.
  const begins = when?.from !== undefined || when?.part !== undefined
  const taken = (begins ? planTime : titleTime).take(title, context)
  if (taken === undefined) return { title }
  if (isRefusal(taken)) return when ? { title } : taken
  if (!/[\p{L}\p{N}]/u.test(taken.rest)) return when ? { title } : refuse('arg.title.missing')
  const both = joined(when ?? {}, taken.value)
  return both ? { title: taken.rest.replace(/[\s,，、;；]+$/u, ''), when: both } : { title }
}

const isOpen = ({ dayUnsaid, to }: PlanTime): boolean => dayUnsaid === true || to === undefined
