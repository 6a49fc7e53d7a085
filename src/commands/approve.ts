import { openMonth } from '../domain/calendar/booking.ts'
import { refuse } from '../domain/refusal.ts'
import { mayReview } from '../domain/roles.ts'
import { type Line, line, offer } from '../domain/say.ts'
import { auditVerdicts, recordIfChanged } from '../store/audit.ts'
import type { Query } from '../store/d1.ts'
import {
  entriesQuery,
  fillSettled,
  giveVerdicts,
  namedQuery,
  pendingQuery,
  registrationsQuery,
  verifyPeople,
} from '../store/review.ts'
import { fold } from '../text/fold.ts'
import { args, required } from './args/args.ts'
import { reviewTargets } from './args/review-targets.ts'
import { defineCommand } from './define.ts'
import { reviewer } from './gates.ts'
import { sortOut } from './sort-out.ts'

const atOnce = 200

/** `/通过 31 32|张三|全部`: the secretary's yes to hours and registrations. Nobody says yes to their own. */
export const approve = defineCommand({
  name: '通过',
  aliases: ['approve', 'tg'],
  topic: 'review',
  usage: '/通过 编号|姓名|全部',
  example: '/通过 31 32',
  args: args({ targets: required(reviewTargets, 'arg.entries.missing') }),
  who: reviewer,
  read: ({ sender, community, args: { targets } }) => ({
    people: targets.all ? registrationsQuery(sender, community, atOnce) : namedQuery(targets.names.map(fold)),
    entries: entriesQuery(targets.entries),
    pending: pendingQuery(sender, community, targets.all ? atOnce : 0),
  }),
  decide: ({ facts, args: { targets }, who, key, now }) => {
    if (!who.person) return refuse('who.unregistered')
    const found = targets.all ? facts.pending.map((entry) => ({ ...entry, verdict: null })) : facts.entries
    const answersSomewhere = who.roles.some(({ role }) => role === 'secretary' || role === 'grid_head')
    if (targets.all && !who.inGroup && !answersSomewhere) return refuse('approve.where')
    const people = facts.people.filter((person) => mayReview(who.roles, person))
    const { yes, verify, skipped } = sortOut(targets, found, people, who)
    if (yes.length === 0 && verify.length === 0) {
      return skipped.length > 0
        ? { say: [line('approve.none'), ...skipped.slice(0, 8)] }
        : { say: [line('review.nothing')] }
    }

    const by = { actorId: who.person.id, message: key, at: now }
    const communityId = yes[0]?.community_id ?? verify[0]?.community_id ?? null
    const say: Line[] = []
    const writes: Query[] = []
    if (verify.length > 0) {
      say.push(
        line('approve.people', { names: verify.map((person) => person.name ?? ''), count: verify.length }),
      )
      const ids = verify.map((person) => person.id)
      writes.push(
        verifyPeople(ids, who.person.id, now),
        recordIfChanged(
          { action: 'person.verify', subject: ids.map((id) => `person:${id}`).join(' '), communityId },
          by,
        ),
      )
    }
    if (yes.length > 0) {
      const ids = yes.map((entry) => entry.id)
      writes.push(
        giveVerdicts(ids, 'approved', { actor_id: who.person.id, message: key, at: now }, openMonth(now)),
        ...fillSettled(key, `$.say[${say.length}].params`, ids),
        auditVerdicts(ids, { action: 'hours.approve', communityId }, by),
      )
      say.push(line('approve.entries', { count: 0, minutes: 0, entries: [] }))
    }
    return {
      say: [...say, ...skipped.slice(0, 4)],
      offer: [offer('offer.review', '/审核')],
      writes,
      mail: verify.map((person) => ({
        to: person.id,
        say: [line('mail.verified', { community: person.community ?? '' })],
        dedupe: `verified/${person.id}/${key}`,
      })),
    }
  },
})
