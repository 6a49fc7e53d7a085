import { orderRulesIn } from '../../domain/rally/mode.ts'
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import { recordIfChanged } from '../../store/audit.ts'
import { otherwise } from '../../store/inbox.ts'
import { postAll } from '../../store/mail.ts'
import { type OrderRow, recordEvent } from '../../store/order.ts'
import { addNeeds, firstPlace, publishedBy, publishOrder, rewriteOrder } from '../../store/order-publish.ts'
import { didStep } from '../../store/order-steps.ts'
import type { OpenWish } from '../../store/wish.ts'
import { dropShared, type WishUnit } from '../../store/wish-unit.ts'
import type { OrderForm } from '../args/order-fields.ts'
import type { Decision, Situation } from '../define.ts'
import { outcomeOfRefusal } from '../outcome.ts'
import { sharedWishes } from '../wish/wish-to-unit.ts'
import { keptLines, textOf } from './draft-lines.ts'
import { fittingPeople, namesLine } from './fit-people.ts'
import { cardLines } from './order-lines.ts'
import { stepOn } from './order-standing.ts'
import { cardsFor, claimOffer, opening, type Published, publishedLines, reachLines } from './push-card.ts'
import { changesOf } from './push-changes.ts'
import { needed, tellRequester } from './push-letters.ts'
import type { PushFacts } from './push-new.ts'

/** What is known of an order that is published by its number; of a wish also which are open, and which units are there. */
type KnownFacts = PushFacts & {
  order: OrderRow[]
  proposer: { open: number }[]
  wishes: OpenWish[]
  units: WishUnit[]
}

/**
 * A request is published, or an idea approved, perhaps with changes. Whoever had the idea holds the first place, if
 * they may still take one; who asked hears that it is out. Refuses with order.* and as a draft does.
 */
export function publish(
  number: number,
  form: OrderForm | undefined,
  situation: Situation<unknown, KnownFacts>,
): Decision | Refusal {
  const { facts, who, policy, peacetime, at, now, key, random } = situation
  const step = stepOn('publish', facts.order[0], number, who)
  if (isRefusal(step)) return step
  if (!who.person) return refuse('who.unregistered')
  const { order } = step
  const rules = orderRulesIn(order, peacetime)
  const changes = changesOf(order, form, { at, now, rules })
  if (isRefusal(changes)) return changes
  const { texts, needs, newNeeds, hidesDoor, ...kept } = changes
  const byIdea = order.origin === 'proposal' ? order.requester_id : null
  // Whoever has as many open claims as one may gets no place of their own idea.
  const handsFull = (facts.proposer[0]?.open ?? 0) >= rules.openClaims
  const taken = byIdea === null || handsFull ? 0 : 1
  const open = opening({ ...kept, taken, origin: order.origin }, { now, rules, random })
  const me = who.person.id
  const free = kept.places === null || kept.places > taken
  const others = facts.people.filter(({ id }) => id !== me && id !== order.requester_id)
  const shared = sharedWishes(order, facts.wishes, facts.units, key)
  // Similar wishes are for a unit, single ones for persons (R050).
  const best =
    free && !shared ? fittingPeople({ ...order, ...kept, needs }, others, { policy, at }).slice(0, 3) : []
  const shown: Published & { id: number } = {
    ...order,
    ...kept,
    taken,
    place: textOf({ texts }, 'place') ?? order.place,
    untaken_ms: 0,
    untaken_since: null,
    draw_at: open.draw_at,
  }
  const card = publishedLines(shown, now, rules, shared?.card ?? namesLine(best, needs))
  const did = didStep(order.id, 'publish', key)
  const dedupe = `order/card/${key}`
  const cards = cardsFor(facts.groups, who, {
    say: card,
    order: order.id,
    dedupe,
    mention: best.map(({ id }) => id),
    urgent: kept.urgency === 'critical',
  })
  const letters = [
    ...cards,
    ...(shared?.letters ?? []),
    ...needed(best, shown, { community: order.community, dedupe, now, rules }),
    ...tellRequester(order, me, handsFull, cardLines(shown, now, rules).slice(1)),
  ]
  const by = { actorId: me, message: key, at: now }
  return {
    say: [...card, ...keptLines({ texts, hidesDoor }, who), ...reachLines(facts.groups, who)],
    offer: who.inGroup && free ? [claimOffer(order.id)] : [],
    writes: [
      publishOrder({ order: order.id, by: me, ...kept, ...open }, now),
      recordIfChanged(
        { action: 'order.publish', subject: `order:${order.id}`, communityId: order.community_id },
        by,
      ),
      otherwise(
        key,
        JSON.stringify(outcomeOfRefusal(situation, refuse('order.published_now', { order: order.id }))),
      ),
      recordEvent(
        { order: order.id, step: 'publish', actor: me },
        { message: key, at: now },
        publishedBy(order.id, by),
      ),
      ...(texts.length > 0 ? [rewriteOrder(order.id, texts, me, did)] : []),
      ...(newNeeds.length > 0 ? [addNeeds(order.id, newNeeds, did)] : []),
      ...(byIdea === null
        ? []
        : [firstPlace({ order: order.id, person: byIdea, most: rules.openClaims }, { key, now })]),
      ...(shared ? [dropShared(shared.wishes, did)] : []),
      ...(letters.length > 0 ? [postAll(letters, now, did)] : []),
    ],
    speaks: true,
  }
}
