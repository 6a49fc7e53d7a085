import { categoryNamed } from '../domain/order/category.ts'
import { baseDifficulty } from '../domain/order/difficulty.ts'
import { rulesOf, urgencyNamed } from '../domain/order/rules.ts'
import { isRefusal, type Refusal, refuse } from '../domain/refusal.ts'
import { line } from '../domain/say.ts'
import { recordIfChanged } from '../store/audit.ts'
import { otherwise } from '../store/inbox.ts'
import { type Mail, postAll } from '../store/mail.ts'
import { type OrderRow, recordEvent } from '../store/order.ts'
import {
  addNeeds,
  didStep,
  firstPlace,
  publishedBy,
  publishOrder,
  rewriteOrder,
} from '../store/order-birth.ts'
import type { OrderForm } from './args/order-form.ts'
import type { Decision, Situation } from './define.ts'
import { fittingPeople, type NeedNamed, namesLine } from './fit-people.ts'
import { draftOf } from './order-draft.ts'
import { cardLines } from './order-lines.ts'
import { stepOn } from './order-standing.ts'
import { outcomeOfRefusal } from './outcome.ts'
import { cardsFor, claimOffer, needed, opening, publishedLines, reachLines } from './push-card.ts'
import type { PushFacts } from './push-new.ts'

/**
 * A request is published, or an idea approved, perhaps with changes. Whoever had the idea holds the first place, if
 * they may still take one; who asked hears that it is out. Refuses with order.* and as a draft does.
 */
export function publish(
  number: number,
  form: OrderForm | undefined,
  situation: Situation<unknown, PushFacts & { order: OrderRow[] }>,
): Decision | Refusal {
  const { facts, who, policy, at, now, key, random } = situation
  const rules = rulesOf(policy)
  const step = stepOn('publish', facts.order[0], number, who)
  if (isRefusal(step)) return step
  if (!who.person) return refuse('who.unregistered')
  const { order } = step
  const typed = form === undefined ? undefined : draftOf({ ...form, title: '—' }, at, rules)
  if (isRefusal(typed)) return typed
  const category = (form?.category && categoryNamed(form.category)) || order.category
  const urgency = (form?.urgency && urgencyNamed[form.urgency]) || order.urgency
  const base = category === order.category ? order.base : baseDifficulty(category, rules)
  const planned = form?.when && typed ? typed : order
  const times = { starts_at: planned.starts_at, ends_at: planned.ends_at }
  const over = times.ends_at ?? times.starts_at
  if (over !== null && over <= now) return refuse('order.past_known', { order: number, at: over })
  const places = form?.people !== undefined && typed ? typed.places : order.places
  const texts = typed?.texts.filter(({ part }) => part !== 'title') ?? []
  const byIdea = order.origin === 'proposal' ? order.requester_id : null
  const taken = byIdea === null ? 0 : 1
  const open = opening({ category, urgency, places, taken }, { now, rules, random })
  const needs = typed && typed.needs.length > 0 ? typed.needs : (JSON.parse(order.needs) as NeedNamed[])
  const sought = { ...order, ...times, category, needs }
  const me = who.person.id
  const free = places === null || places > taken
  const others = facts.people.filter(({ id }) => id !== me && id !== order.requester_id)
  const best = free ? fittingPeople(sought, others, { policy, at }).slice(0, 3) : []
  const shown = {
    ...order,
    category,
    urgency,
    base,
    places,
    taken,
    starts_at: times.starts_at,
    ends_at: times.ends_at,
    place: texts.find(({ part }) => part === 'place')?.text ?? order.place,
    untaken_ms: 0,
    untaken_since: null,
    draw_at: open.draw_at,
  }
  const card = publishedLines(shown, now, rules, namesLine(best, needs))
  const did = didStep(order.id, 'publish', key)
  const dedupe = `order/card/${key}`
  const letters = cardsFor(facts.groups, who, {
    say: card,
    order: order.id,
    dedupe,
    mention: best.map(({ id }) => id),
    urgent: urgency === 'critical',
  })
  const asked: Mail[] =
    order.requester_id === null || order.requester_id === who.person.id
      ? []
      : [
          {
            to: order.requester_id,
            say: [
              line(byIdea === null ? 'push.yours' : 'push.approved', {
                order: order.id,
                title: order.title ?? '',
              }),
              ...cardLines(shown, now, rules).slice(1),
            ],
            dedupe: `order/published/${order.id}`,
          },
        ]
  const by = { actorId: who.person.id, message: key, at: now }
  const all = [
    ...letters,
    ...needed(best, shown, { community: order.community, dedupe, now, rules }),
    ...asked,
  ]
  return {
    say: [...card, ...reachLines(facts.groups, who)],
    offer: who.inGroup && free ? [claimOffer(order.id)] : [],
    writes: [
      publishOrder(
        {
          order: order.id,
          by: who.person.id,
          category,
          urgency,
          base,
          places,
          starts_at: times.starts_at,
          ends_at: times.ends_at,
          ...open,
        },
        now,
      ),
      recordIfChanged(
        { action: 'order.publish', subject: `order:${order.id}`, communityId: order.community_id },
        by,
      ),
      otherwise(
        key,
        JSON.stringify(outcomeOfRefusal(situation, refuse('order.published_now', { order: order.id }))),
      ),
      recordEvent(
        { order: order.id, step: 'publish', actor: who.person.id },
        { message: key, at: now },
        publishedBy(order.id, by),
      ),
      ...(texts.length > 0 ? [rewriteOrder(order.id, texts, who.person.id, did)] : []),
      ...(typed && typed.needs.length > 0 ? [addNeeds(order.id, typed.needs, did)] : []),
      ...(byIdea === null
        ? []
        : [firstPlace({ order: order.id, person: byIdea, most: rules.openClaims }, { key, now })]),
      ...(all.length > 0 ? [postAll(all, now, did)] : []),
    ],
    speaks: true,
  }
}
