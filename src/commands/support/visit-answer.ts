import { addDays, dayOf } from '../../domain/calendar/shanghai.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { line, offer } from '../../domain/say.ts'
import { formLives } from '../../domain/support/rhythm.ts'
import {
  answersOf,
  choicesOf,
  inWords,
  isChoice,
  nextQuestion,
  passedOver,
  type Question,
  questions,
} from '../../domain/support/visit-form.ts'
import { answerVisit } from '../../store/visit.ts'
import { template } from '../../text/catalogue.ts'
import { fold } from '../../text/fold.ts'
import type { Decision } from '../define.ts'
import { isOpen, type Meant, type OfVisit } from './visit-facts.ts'
import { ask, howFar, monthLine, needLines } from './visit-lines.ts'

/**
 * An answer to a question of the form, by number or in words; without a number of the question to the one that is next. An
 * earlier one may be answered anew. Refuses with visit.no_form, visit.no_choice, visit.in_group.
 */
export function answerQuestion(
  situation: OfVisit,
  { pair: { code }, visit: last, call }: Meant,
  typed: { question?: number; choice?: number; said?: string },
): Decision | Refusal {
  const { who, now, at, facts, policy } = situation
  if (who.inGroup) return refuse('visit.in_group')
  if (!last || !isOpen(last, at)) return refuse('visit.no_form', { code })
  const before = answersOf(last.answers)
  const question = typed.question === undefined ? nextQuestion(before) : questions[typed.question - 1]
  if (!question) return refuse('visit.form_done', { code })
  const named = typed.said === undefined ? undefined : choiceNamed(question, typed.said)
  const number = typed.choice ?? named
  if (number !== undefined && !isChoice(question, number))
    return refuse('visit.no_choice', { number, most: choicesOf[question] })
  const said = number === undefined ? typed.said : undefined
  const choice = number ?? (said === undefined ? passedOver : inWords)
  const answers = { ...before, [question]: choice }
  const writes = answerVisit(
    { visit: last.id, question, choice, said, person: who.person?.id ?? 0, questions: questions.length },
    now,
  )
  const heard =
    said !== undefined
      ? [line('visit.said', { note: said })]
      : number !== undefined
        ? [line('visit.chosen', { answer: [`visit_answer.${question}_${number}`] })]
        : [line('visit.skipped')]
  const next = nextQuestion(answers)
  if (next) {
    const asked = ask(call, next)
    return { ...asked, say: [...heard, ...asked.say], writes }
  }
  const need = last.order_id === null ? needLines(answers, call) : { say: [], offer: [] }
  return {
    say: [
      ...heard,
      line('visit.finished', { code, ...howFar(answers) }),
      monthLine(facts.pairs, policy),
      ...need.say,
      line('visit.hours'),
    ],
    offer: [...need.offer, offer('offer.support', '/结对')],
    writes,
  }
}

/** 停: what is answered stays, and the form waits for a few days. Refuses with visit.no_form. */
export function stopForm(
  { at, who }: OfVisit,
  { pair: { code }, visit: last, call }: Meant,
): Decision | Refusal {
  if (!last || !isOpen(last, at)) return refuse('visit.no_form', { code })
  if (who.inGroup) return { say: [line('visit.recorded')] }
  const until = addDays(dayOf(last.at), formLives)
  return {
    say: [
      line('visit.stopped', { code, ...howFar(answersOf(last.answers)) }),
      until > dayOf(at)
        ? line('visit.stopped_until', { code: call, day: until })
        : line('visit.stopped_today', { code: call }),
    ],
    offer: [offer('offer.visit_go_on', `/走访 ${call}`, { code })],
  }
}

/** The choice whose words were typed instead of its number. */
function choiceNamed(question: Question, said: string): number | undefined {
  const typed = fold(said)
  for (let number = 1; number <= choicesOf[question]; number++) {
    const words = fold(template(`visit_answer.${question}_${number}`, 'hans'))
    if (typed === words || (typed === '满意' && words === '很满意')) return number
  }
  return undefined
}
