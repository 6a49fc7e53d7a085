import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import { line } from '../../domain/say.ts'
import type { Subject } from '../../domain/support/household.ts'
import { answersOf, inWords, needOf, questions } from '../../domain/support/visit-form.ts'
import type { SupportPair } from '../../store/support-pair.ts'
import { orderOfVisit } from '../../store/visit.ts'
import { words } from '../../text/format.ts'
import { takeHousehold } from '../args/household.ts'
import type { OrderForm } from '../args/order-fields.ts'
import type { Decision } from '../define.ts'
import { begin } from '../order/order-begin.ts'
import { scriptFor } from '../outcome.ts'
import { isOpen, type Meant, type OfVisit } from './visit-facts.ts'

/** As which kind of order the need of a subject goes. */
const categories: { readonly [S in Subject]?: string } = { education: '教育', health: '医疗' }

/**
 * `转点单`: the need of the last visit becomes a request of the community, linked with the visit (R080). What everybody may
 * read of it is only in what help is wanted; the code and what was said are for who serves on it. Refuses with
 * visit.no_visit, visit.has_order, visit.title_code and as `/点单` does.
 */
export function orderFromVisit(
  situation: OfVisit,
  { pair, visit: last }: Meant,
  title: string | undefined,
): Decision | Refusal {
  const { facts, who } = situation
  if (!last || !isOpen(last, situation.at)) return refuse('visit.no_visit', { code: pair.code })
  if (last.order_id !== null) return refuse('visit.has_order', { order: last.order_id })
  if (title !== undefined && isNamed(pair.key, title)) return refuse('visit.title_code')
  const answers = answersOf(last.answers)
  const need = needOf(answers)
  const script = scriptFor(who)
  const parts = ['note', ...questions.filter((question) => answers[question] === inWords)]
  const said = parts.flatMap((wanted) =>
    facts.words.flatMap(({ visit_id, part, text }) =>
      visit_id === last.id && part === wanted ? [text] : [],
    ),
  )
  const subject = need?.subject ?? subjectOf(pair)
  const form: OrderForm = {
    title: title ?? words('visit.order_title', { subject: [`subject.${subject}`] }, script),
    details: cut([words('visit.order_details', { code: pair.code }, script), ...said].join('\n')),
    ...(need?.soon && { urgency: '较急' as const }),
    ...(title === undefined && categories[subject] && { category: categories[subject] }),
  }
  const begun = begin('request', form, situation)
  if (isRefusal(begun)) return begun
  return {
    ...begun,
    say: [...begun.say, line('visit.order_private')],
    writes: [...(begun.writes ?? []), orderOfVisit(last.id, situation.key)],
  }
}

const subjectOf = ({ subjects }: SupportPair): Subject => (subjects.split(' ')[0] || 'life') as Subject

/** Whether a household's code stands in a text; A4纸 is no code of theirs. */
function isNamed(key: string, text: string): boolean {
  const found = takeHousehold(text, 'glued')
  return found !== undefined && (found.value.key === key || isNamed(key, found.rest))
}

/** As much as the details of an order hold. */
const cut = (text: string): string => [...text].slice(0, 480).join('')
