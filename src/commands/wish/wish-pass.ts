import { type Refusal, refuse } from '../../domain/refusal.ts'
import { line, offer } from '../../domain/say.ts'
import { similarTo } from '../../domain/wish/thing.ts'
import { recordIfChanged } from '../../store/audit.ts'
import { otherwise } from '../../store/inbox.ts'
import type { Mail } from '../../store/mail.ts'
import { dropShared, passedBy, passForUnit } from '../../store/wish-unit.ts'
import type { Decision } from '../define.ts'
import { outcomeOfRefusal } from '../outcome.ts'
import { type OfWall, unitOf } from './wish-facts.ts'
import { askUnit, unitAsked } from './wish-to-unit.ts'

/**
 * `/心愿 婉拒 12`: a unit does not take the wishes that are similar to that one. The next unit is asked, and the community hears
 * who is, or that they are for persons now (R050). In private only. Refuses with wish.liaison_only, wish.pass_private,
 * wish.taken_now, wish.passed_before.
 */
export function passTogether(number: number, situation: OfWall): Decision | Refusal {
  const { facts, who, key, at, now } = situation
  const unit = unitOf(situation)
  if (!who.person || !unit) return refuse('wish.liaison_only', { order: number })
  if (who.inGroup) return refuse('wish.pass_private', { order: number })
  const [one] = facts.one
  const wishes = one ? similarTo(one, facts.wishes) : []
  const ids = wishes.map(({ id }) => id)
  if (!one || ids.length === 0) return refuse('wish.taken_now', { order: number })
  const others = facts.units.filter(({ id }) => id !== unit.id)
  const group = { thing: one.thing, wishes }
  const next = unitAsked(group, others)
  const community = facts.counts[0]?.name ?? ''
  const what = {
    unit: unit.name,
    count: ids.length,
    orders: ids.slice(0, 10).map(String),
    next: next?.name ?? '',
  }
  const mail: Mail[] = [
    ...(next ? askUnit(group, { unit: next, community, key }) : []),
    ...facts.keepers.map(({ person_id }) => ({
      to: person_id,
      say: [line(next ? 'mail.wish_passed' : 'mail.wish_passed_last', what)],
      offer: [offer('offer.wishes', '/心愿')],
      dedupe: `wish/passed/${key}/${person_id}`,
    })),
  ]
  const before = outcomeOfRefusal(situation, refuse('wish.passed_before', { unit: unit.name, order: number }))
  return {
    say: [line('wish.passed', what), line(next ? 'wish.passed_next' : 'wish.passed_last', what)],
    offer: [offer('offer.wishes', '/心愿')],
    writes: [
      passForUnit({ orders: ids, unit: unit.id, person: who.person.id, key, at, now }),
      recordIfChanged(
        { action: 'wish.pass', subject: `unit:${unit.id}`, communityId: null, detail: { order: number } },
        { actorId: who.person.id, message: key, at: now },
      ),
      otherwise(key, JSON.stringify(before)),
      dropShared(ids, passedBy(unit.id, key)),
    ],
    mail: mail.map((letter) => ({ ...letter, when: passedBy(unit.id, key) })),
  }
}
