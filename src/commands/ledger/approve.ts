import { openMonth } from '../../domain/calendar/booking.ts'
import { refuse } from '../../domain/refusal.ts'
import { mayReview } from '../../domain/roles.ts'
import { type Line, line, offer } from '../../domain/say.ts'
import { auditVerdicts, recordIfChanged } from '../../store/audit.ts'
import type { Query } from '../../store/d1.ts'
import { otherwise } from '../../store/inbox.ts'
import { entriesQuery, namedQuery, pendingQuery, registrationsQuery } from '../../store/review.ts'
import { namedTransfersQuery } from '../../store/transfer.ts'
import { namedLinksQuery, type UnitLink, waitingLinksQuery } from '../../store/unit-link.ts'
import {
  confirmByRule,
  fillSettled,
  fillVerified,
  giveVerdicts,
  verifiedBy,
  verifyPeople,
} from '../../store/verdicts.ts'
import { fold } from '../../text/fold.ts'
import { args, required } from '../args/args.ts'
import { reviewTargets } from '../args/review-targets.ts'
import { defineCommand } from '../define.ts'
import { reviewer } from '../gates.ts'
import { outcomeOfRefusal } from '../outcome.ts'
import { agreeing, sortOutTransfers } from '../person/transfers.ts'
import { settling, sortOutLinks } from '../setup/unit-links.ts'
import { sortOut } from './sort-out.ts'

const atOnce = 200

/** `/通过 31 32|张三|市财政局|全部`: the secretary's yes to hours, registrations and units. Nobody says yes to their own. */
export const approve = defineCommand({
  name: '通过',
  aliases: ['approve', 'tg'],
  topic: 'review',
  usage: '/通过 编号|姓名|全部',
  example: '/通过 31 32',
  args: args({ targets: required(reviewTargets, 'arg.entries.missing') }),
  who: reviewer,
  read: ({ sender, community, args: { targets } }) => ({
    people: targets.all
      ? registrationsQuery(sender, community, atOnce)
      : namedQuery(targets.names.map(fold), sender, community),
    entries: entriesQuery(targets.entries),
    pending: pendingQuery(sender, community, targets.all ? atOnce : 0),
    transfers: namedTransfersQuery(sender, targets.names.map(fold)),
    links: targets.all
      ? waitingLinksQuery(sender, community, atOnce)
      : namedLinksQuery(sender, targets.names.map(fold)),
  }),
  decide: (situation) => {
    const { facts, who, key, now } = situation
    const { targets } = situation.args
    if (!who.person) return refuse('who.unregistered')
    const found = targets.all ? facts.pending.map((entry) => ({ ...entry, verdict: null })) : facts.entries
    const answersSomewhere = who.roles.some(({ role }) => role === 'secretary' || role === 'grid_head')
    if (targets.all && !who.inGroup && !answersSomewhere) return refuse('approve.where')
    const people = facts.people.filter((person) => mayReview(who.roles, person))
    const units = sortOutLinks(facts.links as UnitLink[], who)
    // A registration that waits comes before the same person's move.
    const moves = sortOutTransfers(
      facts.transfers.filter(
        ({ person_id }) => !people.some((p) => p.id === person_id && p.state === 'pending'),
      ),
    )
    const names = targets.names.filter((name) => !units.named(name) && !moves.named(name))
    const others = people.filter(({ id }) => !moves.settle.some(({ person_id }) => person_id === id))
    const sorted = sortOut({ ...targets, names }, found, others, who)
    const { yes, verify } = sorted
    const skipped = [...units.skipped, ...moves.skipped, ...sorted.skipped]
    if (yes.length === 0 && verify.length === 0 && units.settle.length === 0 && moves.settle.length === 0) {
      return skipped.length > 0
        ? { say: [line('approve.none'), ...skipped.slice(0, 8)] }
        : { say: [line('review.nothing')] }
    }

    const by = { actorId: who.person.id, message: key, at: now }
    const communityId = yes[0]?.community_id ?? verify[0]?.community_id ?? null
    const lost = otherwise(key, JSON.stringify(outcomeOfRefusal(situation, refuse('review.settled_now'))))
    const say: Line[] = []
    const writes: Query[] = []
    if (verify.length > 0) {
      say.push(line('approve.people', { names: [], count: 0 }))
      const ids = verify.map((person) => person.id)
      writes.push(
        verifyPeople(ids, who.person.id, now),
        recordIfChanged(
          { action: 'person.verify', subject: ids.map((id) => `person:${id}`).join(' '), communityId },
          by,
        ),
        ...(yes.length === 0 && units.settle.length === 0 && moves.settle.length === 0 ? [lost] : []),
        ...fillVerified(key, '$.say[0].params', ids, who.person.id, now),
        confirmByRule(ids, key, now, openMonth(now)),
      )
    }
    if (yes.length > 0) {
      const ids = yes.map((entry) => entry.id)
      writes.push(
        giveVerdicts(ids, 'approved', { actor_id: who.person.id, message: key, at: now }, openMonth(now)),
        ...(verify.length === 0 && units.settle.length === 0 && moves.settle.length === 0 ? [lost] : []),
        ...fillSettled(key, `$.say[${say.length}].params`, ids),
        auditVerdicts(ids, { action: 'hours.approve', communityId }, by),
      )
      say.push(line('approve.entries', { count: 0, minutes: 0, entries: [] }))
    }
    const confirmed =
      units.settle.length > 0 ? settling(units.settle, { is: 'confirmed' }, by, say.length) : undefined
    if (confirmed) {
      say.push(confirmed.say)
      writes.push(...confirmed.writes)
    }
    const agreed = moves.settle.length > 0 ? agreeing(moves.settle, by, say.length) : undefined
    if (agreed) {
      say.push(...agreed.say)
      writes.push(...agreed.writes)
    }
    const reviewerId = who.person.id
    const more = targets.all && Math.max(facts.people.length, facts.pending.length) === atOnce
    return {
      say: [...say, ...skipped.slice(0, 4), ...(more ? [line('approve.more')] : [])],
      offer: [offer('offer.review', '/审核')],
      writes,
      mail: [
        ...verify.map((person) => ({
          to: person.id,
          say: [line('mail.verified', { community: person.community ?? '' })],
          dedupe: `verified/${person.id}/${key}`,
          when: verifiedBy(person.id, reviewerId, now),
        })),
        ...(confirmed?.mail ?? []),
        ...(agreed?.mail ?? []),
      ],
    }
  },
})
