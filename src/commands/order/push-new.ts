import type { Expression } from 'kysely'
import { defaultRules } from '../../domain/order/rules.ts'
import { births } from '../../domain/order/steps.ts'
import { orderRulesIn } from '../../domain/rally/mode.ts'
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import type { CandidateRow, Wanted } from '../../store/candidates.ts'
import { postAll } from '../../store/mail.ts'
import { enterOrder, nameOrder, recordBorn, unborn } from '../../store/order-birth.ts'
import type { OrderForm } from '../args/order-fields.ts'
import type { Decision, Situation } from '../define.ts'
import { keptLines, textOf } from './draft-lines.ts'
import { fittingPeople, namesLine } from './fit-people.ts'
import { type BirthPlace, standingsIn } from './order-begin.ts'
import { draftOf } from './order-draft.ts'
import { cardsFor, claimOffer, opening, publishedLines, reachLines } from './push-card.ts'
import { needed } from './push-letters.ts'

export interface PushFacts {
  place: BirthPlace[]
  groups: { id: number; reached: number }[]
  people: CandidateRow[]
}

/** What people are looked for when an order is typed; nobody where its words make none. */
export function soughtBy(form: OrderForm | undefined, place: Expression<number>, at: number): Wanted {
  const draft = form && draftOf(form, at, defaultRules)
  if (!draft || isRefusal(draft)) return { order: 0 }
  return {
    community: place,
    category: draft.category,
    starts_at: draft.starts_at,
    ends_at: draft.ends_at,
    needs: draft.needs.map(({ key }) => key),
  }
}

/** A new order is entered and published at once. Refuses with push.keepers_only, push.where, group.unbound and as a draft does. */
export function publishNew(form: OrderForm, situation: Situation<unknown, PushFacts>): Decision | Refusal {
  const { facts, who, policy, peacetime, at, now, key, random } = situation
  const [place] = facts.place
  if (!place || !who.person) return who.inGroup && !who.group ? refuse('group.unbound') : refuse('push.where')
  if (!standingsIn(place, who).some((standing) => births.push.by.includes(standing)))
    return refuse('push.keepers_only', { community: place.name })
  const rules = orderRulesIn(place, peacetime)
  const draft = draftOf(form, at, rules)
  if (isRefusal(draft)) return draft
  const open = opening({ ...draft, taken: 0 }, { now, rules, random })
  const sought = { ...draft, community_id: place.id, grid_id: place.headed }
  const me = who.person.id
  const others = facts.people.filter(({ id }) => id !== me)
  const best = fittingPeople(sought, others, { policy, at }).slice(0, 3)
  const order = {
    ...draft,
    id: unborn,
    title: textOf(draft, 'title') ?? '',
    place: textOf(draft, 'place') ?? null,
    taken: 0,
    untaken_ms: 0,
    untaken_since: now,
    draw_at: open.draw_at,
  }
  const card = publishedLines(order, now, rules, namesLine(best, draft.needs))
  const dedupe = `order/card/${key}`
  const cards = cardsFor(facts.groups, who, {
    say: card,
    order: unborn,
    dedupe,
    mention: best.map(({ id }) => id),
    urgent: draft.urgency === 'critical',
  })
  const letters = [...cards, ...needed(best, order, { community: place.name, dedupe, now, rules })]
  const dedupes = letters.map(({ dedupe }) => dedupe)
  return {
    say: [...card, ...keptLines(draft, who), ...reachLines(facts.groups, who)],
    offer: who.inGroup ? [claimOffer(unborn)] : [],
    writes: [
      ...enterOrder(
        {
          ...draft,
          ...open,
          community_id: place.id,
          grid_id: place.headed,
          origin: 'push',
          requester_id: null,
          created_by: me,
          published: true,
        },
        { key, now },
      ),
      recordBorn('order.push', place.id, { actorId: me, message: key, at: now }),
      ...(letters.length > 0 ? [postAll(letters, now)] : []),
      ...nameOrder(key, dedupes),
    ],
    speaks: true,
  }
}
