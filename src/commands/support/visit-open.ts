import { DAY, dayOf, monthOf } from '../../domain/calendar/shanghai.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { line, type Offer, offer } from '../../domain/say.ts'
import { formLives } from '../../domain/support/rhythm.ts'
import { answersOf, nextQuestion } from '../../domain/support/visit-form.ts'
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
import { isOpen, type Meant, type OfVisit } from './visit-facts.ts'
import { ask, howFar, monthLine, needLines } from './visit-lines.ts'

/**
 * Writes a visit down, or goes on with the form of one that is open, and asks the next question. In a group only that it is
 * written down; the questions wait in private.
 */
export function openVisit(situation: OfVisit, meant: Meant): Decision {
  const { who, at, facts, policy } = situation
  const { pair, visit, call } = meant
  const open = visit && visit.finished_at === null && isOpen(visit, at)
  const isNew = !open && visit?.day !== meant.day
  const day = open ? visit.day : meant.day
  const entered = isNew ? entering(situation, meant) : []
  if (who.inGroup) {
    return {
      say: [line('visit.recorded')],
      writes: entered,
      mail: [
        {
          to: who.person?.id ?? 0,
          say: [line('mail.visit_form', { code: call })],
          offer: [offer('offer.visit_go_on', `/走访 ${call}`, { code: pair.code })],
          dedupe: formLetter(pair.id, day),
          expiresAt: at + formLives * DAY,
        },
      ],
    }
  }
  const answers = isNew || !visit ? {} : answersOf(visit.answers)
  const question = nextQuestion(answers)
  if (!question) {
    const need = needLines(answers, call)
    return {
      say: [
        line('visit.day_done', { code: pair.code, day }),
        monthLine(facts.pairs, policy),
        ...need.say,
        line('visit.hours'),
      ],
      offer: [...(visit?.order_id === null ? need.offer : []), offer('offer.support', '/结对')],
    }
  }
  const asked = ask(call, question)
  return {
    ...asked,
    say: [
      isNew
        ? line('visit.begun', { code: pair.code, day })
        : line('visit.go_on', { code: pair.code, day, ...howFar(answers) }),
      ...(isNew ? [monthLine(facts.pairs, policy, countsNow(situation, meant))] : []),
      ...asked.say,
      line('visit.or_words'),
    ],
    writes: [...entered, dropFormLetter(pair.id, day)],
  }
}

/** A line about a visit; the form can be filled in besides. In a group nothing of it is repeated. */
export function note(situation: OfVisit, meant: Meant, said: string): Decision {
  const { who, facts, policy } = situation
  const { pair, visit, day, call } = meant
  const isNew = visit?.day !== day
  const person = who.person?.id ?? 0
  const next: Offer[] = [
    ...(isNew || visit.order_id === null ? [offer('offer.visit_order', `/走访 ${call} 转点单`)] : []),
    ...(isNew || visit.finished_at === null ? [offer('offer.visit_form', `/走访 ${call}`)] : []),
  ]
  const writes = [
    ...(isNew ? entering(situation, meant) : []),
    noteVisit(visitOn(pair.id, day), said, person),
  ]
  if (who.inGroup)
    return { say: [line('visit.recorded'), line('visit.say_private')], writes, offer: next.slice(0, 1) }
  return {
    say: [
      line('visit.noted', { code: pair.code, day }),
      line('visit.note', { note: said }),
      monthLine(facts.pairs, policy, isNew ? countsNow(situation, meant) : undefined),
      line('visit.hours'),
    ],
    offer: next,
    writes,
  }
}

/**
 * What was written down today was a mistake: of the day that was named, else the last one. Refuses with
 * visit.nothing_today, visit.has_order.
 */
export function takeBack(
  { at, who, facts }: OfVisit,
  { pair, visit }: Meant,
  named: boolean,
): Decision | Refusal {
  const own = facts.visits.filter(({ support_pair_id }) => support_pair_id === pair.id)
  const last = named ? visit : own.reduce<Visit | undefined>((a, b) => (a && a.id > b.id ? a : b), undefined)
  if (!last || dayOf(last.at) !== dayOf(at)) return refuse('visit.nothing_today')
  if (last.order_id !== null) return refuse('visit.has_order', { order: last.order_id })
  return {
    say: [
      who.inGroup
        ? line('visit.taken_back_group')
        : line('visit.taken_back', { code: pair.code, day: last.day }),
    ],
    writes: [...takeVisitBack(last.id), dropFormLetter(pair.id, last.day)],
  }
}

/** The pair has one visit more in this month than was read, if that is where the day lies. */
const countsNow = ({ at }: OfVisit, { pair, day }: Meant): number | undefined =>
  monthOf(at) === day.slice(0, 7) ? pair.id : undefined

const entering = ({ now, key, who }: OfVisit, { pair, day }: Meant) => [
  enterVisit({ pair: pair.id, person: who.person?.id ?? 0, day }, { key, now }),
]
