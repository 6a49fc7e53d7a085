import { DAY, dayOf } from '../../domain/calendar/shanghai.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { line, type Offer, offer } from '../../domain/say.ts'
import { formLives } from '../../domain/support/rhythm.ts'
import { answersOf, nextQuestion } from '../../domain/support/visit-form.ts'
import type { SupportPair } from '../../store/support-pair.ts'
import {
  dropFormLetter,
  enterVisit,
  formLetter,
  noteVisit,
  takeVisitBack,
  type Visit,
  visitOn,
} from '../../store/visit.ts'
import type { Decision } from '../define.ts'
import { isOpen, type OfVisit } from './visit-facts.ts'
import { ask, howFar, monthLine, needLines } from './visit-lines.ts'

/**
 * Writes the visit of today down, or goes on with the form of one that is open, and asks the next question. In a group only
 * that it is written down; the questions wait in private.
 */
export function openVisit(situation: OfVisit, pair: SupportPair, last: Visit | undefined): Decision {
  const { who, at, facts, policy } = situation
  const today = dayOf(at)
  const { code } = pair
  const open = last && last.finished_at === null && isOpen(last, at)
  const isNew = !open && last?.day !== today
  const entered = isNew ? entering(situation, pair) : []
  if (who.inGroup) {
    return {
      say: [line('visit.recorded')],
      writes: entered,
      mail: [
        {
          to: who.person?.id ?? 0,
          say: [line('mail.visit_form', { code })],
          offer: [offer('offer.visit_go_on', `/走访 ${code}`, { code })],
          dedupe: formLetter(pair.id, open ? last.day : today),
          expiresAt: at + formLives * DAY,
        },
      ],
    }
  }
  const answers = isNew || !last ? {} : answersOf(last.answers)
  const question = nextQuestion(answers)
  if (!question) {
    const need = needLines(answers, code)
    return {
      say: [
        line('visit.today_done', { code }),
        monthLine(facts.pairs, policy),
        ...need.say,
        line('visit.hours'),
      ],
      offer: [...(last?.order_id === null ? need.offer : []), offer('offer.support', '/结对')],
    }
  }
  const asked = ask(code, question)
  return {
    ...asked,
    say: [
      isNew
        ? line('visit.begun', { code, day: today })
        : line('visit.go_on', { code, day: last?.day ?? today, ...howFar(answers) }),
      ...(isNew ? [monthLine(facts.pairs, policy, pair.id)] : []),
      ...asked.say,
      line('visit.or_words'),
    ],
    writes: [...entered, dropFormLetter(pair.id, open ? last.day : today)],
  }
}

/** A line about today’s visit; the form can be filled in besides. In a group nothing of it is repeated. */
export function note(situation: OfVisit, pair: SupportPair, last: Visit | undefined, said: string): Decision {
  const { who, at, facts, policy } = situation
  const { code } = pair
  const today = dayOf(at)
  const isNew = last?.day !== today
  const person = who.person?.id ?? 0
  const next: Offer[] = [
    ...(isNew || last.order_id === null ? [offer('offer.visit_order', `/走访 ${code} 转点单`)] : []),
    ...(isNew || last.finished_at === null ? [offer('offer.visit_form', `/走访 ${code}`)] : []),
  ]
  const writes = [
    ...(isNew ? entering(situation, pair) : []),
    noteVisit(visitOn(pair.id, today), said, person),
  ]
  if (who.inGroup)
    return { say: [line('visit.recorded'), line('visit.say_private')], writes, offer: next.slice(0, 1) }
  return {
    say: [
      line('visit.noted', { code, day: today }),
      line('visit.note', { note: said }),
      monthLine(facts.pairs, policy, isNew ? pair.id : undefined),
      line('visit.hours'),
    ],
    offer: next,
    writes,
  }
}

/** Today’s visit was a mistake. Refuses with visit.nothing_today, visit.has_order. */
export function takeBack(
  { at, who }: OfVisit,
  { code }: SupportPair,
  last: Visit | undefined,
): Decision | Refusal {
  if (last?.day !== dayOf(at)) return refuse('visit.nothing_today')
  if (last.order_id !== null) return refuse('visit.has_order', { order: last.order_id })
  return {
    say: [who.inGroup ? line('visit.taken_back_group') : line('visit.taken_back', { code })],
    writes: takeVisitBack(last.id),
  }
}

const entering = ({ at, now, key, who }: OfVisit, pair: SupportPair) => [
  enterVisit({ pair: pair.id, person: who.person?.id ?? 0, day: dayOf(at) }, { key, now }),
]
