import type { Policy } from '../../domain/policy.ts'
import { type Line, line, type Offer, offer } from '../../domain/say.ts'
import { householdsDone } from '../../domain/support/rhythm.ts'
import {
  type Answers,
  answered,
  choicesOf,
  needOf,
  type Question,
  questions,
} from '../../domain/support/visit-form.ts'
import type { SupportPair } from '../../store/support-pair.ts'

/** The visits that a pair wants in a month: its own number, else the policy’s (R079). */
export const quotaOf = ({ visits }: Pick<SupportPair, 'visits'>, policy: Policy): number =>
  visits ?? policy.visitsAMonth

/** `本月 2/3 户`; `just` is a pair that has one visit more than was read. */
export function monthLine(pairs: readonly SupportPair[], policy: Policy, just?: number): Line {
  const active = pairs.filter(({ state }) => state === 'active')
  const months = active.map((pair) => ({
    quota: quotaOf(pair, policy),
    visits: pair.made + (pair.id === just ? 1 : 0),
  }))
  return line('visit.month', { done: householdsDone(months), of: active.length })
}

/** Whom to go on with: a text completes this command as the answer to that question. */
const asksFor = (call: string, question: Question): string =>
  `/走访 ${call} 第${questions.indexOf(question) + 1}问`

/** A question about a visit (Meant.call) with its choices, each a number; besides, passing over and stopping. */
export function ask(call: string, question: Question): { say: Line[]; offer: Offer[]; asks: string } {
  const command = asksFor(call, question)
  const choices = Array.from({ length: choicesOf[question] }, (_, i) => i + 1)
  return {
    say: [
      line('visit.question', {
        number: questions.indexOf(question) + 1,
        of: questions.length,
        question: [`visit_question.${question}`],
      }),
    ],
    offer: [
      ...choices.map(
        (number): Offer => ({
          ...offer(`visit_answer.${question}_${number}`, `${command} ${number}`),
          answers: true,
        }),
      ),
      { ...offer('offer.visit_skip', `${command} 跳过`), answers: true },
      { ...offer('offer.visit_stop', `/走访 ${call} 停`), answers: true },
    ],
    asks: command,
  }
}

/** What comes after the last question: whether help is wanted, and how to make an order of it. */
export function needLines(answers: Answers, call: string): { say: Line[]; offer: Offer[] } {
  const need = needOf(answers)
  if (!need) return { say: [], offer: [] }
  const what = { subject: [`subject.${need.subject}`] }
  return {
    say: [line(need.soon ? 'visit.need_soon' : 'visit.need', what)],
    offer: [offer('offer.visit_order', `/走访 ${call} 转点单`)],
  }
}

export const howFar = (answers: Answers) => ({ answered: answered(answers), of: questions.length })
