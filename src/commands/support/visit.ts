import { addDays, dayOf } from '../../domain/calendar/shanghai.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { line, offer } from '../../domain/say.ts'
import type { SupportPair } from '../../store/support-pair.ts'
import { args, optional } from '../args/args.ts'
import { type VisitWords, visitWords } from '../args/visit-words.ts'
import { type Decision, defineCommand } from '../define.ts'
import { registered } from '../gates.ts'
import { ownPairLines } from './support-lines.ts'
import { answerQuestion, stopForm } from './visit-answer.ts'
import { isOpen, type Meant, meantVisit, type OfVisit, type VisitFacts, visitQueries } from './visit-facts.ts'
import { note, openVisit, takeBack } from './visit-open.ts'
import { orderFromVisit } from './visit-order.ts'

/**
 * `/走访 H12` writes down that a member was with their household, and asks eight short questions in private (R079, R080):
 * each with numbered choices or a few words; `停` stops, `/走访 H12` goes on. `/走访 H12 缺药` says it in a line,
 * `/走访 H12 昨天` of an earlier day, `/走访 H12 转点单` makes an order of the need. It is no line of the ledger. Refuses with visit.not_yours, visit.not_yet,
 * visit.which, visit.none, visit.ahead, visit.too_old and, by the words, arg.household.*.
 */
export const visit = defineCommand({
  name: '走访',
  aliases: ['visit'],
  topic: 'pair',
  usage: '/走访 户码 [哪天] [情况]',
  example: '/走访 H12 缺降压药',
  args: args({ visit: optional(visitWords) }),
  who: registered,
  read: (ask) => visitQueries(ask),
  decide: (situation): Decision | Refusal => {
    const { args, facts, who } = situation
    const typed = args.visit
    if (!who.person) return refuse('who.unregistered')
    if (!typed) return listOf(situation)
    const pair = typed.household ? pairOf(facts, typed.household.key) : openForm(situation)
    if (!pair) return notYours(facts, typed)
    const meant = meantVisit(situation, pair, typed.day)
    switch (typed.does) {
      case 'open':
        return wrongDay(situation, meant) ?? openVisit(situation, meant)
      case 'note':
        return wrongDay(situation, meant) ?? note(situation, meant, typed.said)
      case 'answer':
        return answerQuestion(situation, meant, typed)
      case 'stop':
        return stopForm(situation, meant)
      case 'undo':
        return takeBack(situation, meant, typed.day !== undefined)
      case 'order':
        return orderFromVisit(situation, meant, typed.title)
    }
  },
})

/** A visit is written down once it was made, and not later than hours may be (rule 8.4). */
function wrongDay({ at, policy }: OfVisit, { day, pair: { code } }: Meant): Refusal | undefined {
  const today = dayOf(at)
  if (day > today) return refuse('visit.ahead', { day, code })
  const first = addDays(today, -policy.backdays)
  return day < first ? refuse('visit.too_old', { day, first }) : undefined
}

const pairOf = ({ pairs }: VisitFacts, key: string): SupportPair | undefined =>
  pairs.find((pair) => pair.state === 'active' && pair.key === key)

/** The household whose form was asked last and is not finished; with one household that one. */
function openForm({ facts, at }: OfVisit): SupportPair | undefined {
  const active = facts.pairs.filter(({ state }) => state === 'active')
  const open = facts.visits.find((one) => one.finished_at === null && isOpen(one, at))
  return (
    active.find(({ id }) => id === open?.support_pair_id) ?? (active.length === 1 ? active[0] : undefined)
  )
}

function notYours({ pairs }: VisitFacts, { household }: VisitWords): Refusal {
  if (!household) return refuse(pairs.length === 0 ? 'visit.none' : 'visit.which')
  const asked = pairs.some(({ key }) => key === household.key)
  return refuse(asked ? 'visit.not_yet' : 'visit.not_yours', { code: household.code })
}

function listOf({ facts, who, policy, at }: OfVisit): Decision | Refusal {
  if (facts.pairs.length === 0) return refuse('visit.none')
  if (who.inGroup) return { say: [line('visit.list_private')] }
  const active = facts.pairs.filter(({ state }) => state === 'active')
  return {
    say: [
      line('visit.list', { count: active.length }),
      ...ownPairLines(facts.pairs, policy, dayOf(at)).slice(0, 7),
      line('visit.how'),
    ],
    offer: active.slice(0, 5).map(({ code }) => offer('offer.visit', `/走访 ${code}`, { code })),
  }
}
