import { openMonth } from '../../domain/calendar/booking.ts'
import { refuse } from '../../domain/refusal.ts'
import { mayReview } from '../../domain/roles.ts'
import { line, offer } from '../../domain/say.ts'
import { auditVerdicts, recordIfChanged } from '../../store/audit.ts'
import { otherwise } from '../../store/inbox.ts'
import { entriesQuery, namedQuery } from '../../store/review.ts'
import { namedTransfersQuery } from '../../store/transfer.ts'
import { namedLinksQuery } from '../../store/unit-link.ts'
import { giveVerdicts, isRejected, noteOnVerdict, rejectPerson, settledBy } from '../../store/verdicts.ts'
import { fold } from '../../text/fold.ts'
import { args, optional, required } from '../args/args.ts'
import { rejectTarget } from '../args/reject-target.ts'
import { rest } from '../args/rest.ts'
import { defineCommand } from '../define.ts'
import { reviewer } from '../gates.ts'
import { outcomeOfRefusal } from '../outcome.ts'
import { refuseTransfer } from '../person/refuse-transfer.ts'
import { refuseUnit } from '../setup/unit-links.ts'
import { settledLine, tellApart } from './sort-out.ts'

/** `/驳回 33 理由`, `/驳回 张三 理由`, `/驳回 市财政局 理由`: refuses hours or a registration; the reason goes to the person, in private. */
export const reject = defineCommand({
  name: '驳回',
  aliases: ['reject', 'bh'],
  topic: 'review',
  usage: '/驳回 编号 理由',
  example: '/驳回 33 时间对不上',
  args: args({ target: required(rejectTarget, 'arg.entries.missing'), note: optional(rest) }),
  who: reviewer,
  read: ({ args: { target }, sender, community }) => ({
    entries: entriesQuery(target.entry === undefined ? [] : [target.entry]),
    people: namedQuery(target.name === undefined ? [] : [fold(target.name)], sender, community),
    transfers: namedTransfersQuery(sender, target.name === undefined ? [] : [fold(target.name)]),
    links: namedLinksQuery(sender, target.name === undefined ? [] : [fold(target.name)]),
  }),
  decide: (situation) => {
    const { facts, args, who, key, now } = situation
    const { target, note } = args
    if (!who.person) return refuse('who.unregistered')
    const by = { actorId: who.person.id, message: key, at: now }
    const lost = otherwise(key, JSON.stringify(outcomeOfRefusal(situation, refuse('review.settled_now'))))

    if (target.entry !== undefined) {
      const [entry] = facts.entries
      const params = { entry: target.entry, name: entry?.name ?? '' }
      if (!entry) return refuse('skip.unknown', params)
      if (!mayReview(who.roles, entry)) return refuse('skip.elsewhere', params)
      if (entry.verdict !== null) {
        const { code, params: known = {} } = settledLine(entry, who)
        return refuse(code, known)
      }
      if (!note) return refuse('reject.no_reason', params)
      return {
        say: [
          line(who.inGroup ? 'reject.entry_group' : 'reject.entry', {
            ...params,
            day: entry.service_day,
            minutes: entry.minutes,
          }),
        ],
        offer: [offer('offer.review', '/审核')],
        writes: [
          giveVerdicts(
            [entry.id],
            'rejected',
            { actor_id: who.person.id, message: key, at: now },
            openMonth(now),
          ),
          noteOnVerdict(entry.person_id, note),
          lost,
          auditVerdicts([entry.id], { action: 'hours.reject', communityId: entry.community_id }, by),
        ],
        mail: [
          {
            to: entry.person_id,
            say: [
              line('mail.rejected', {
                entry: entry.id,
                day: entry.service_day,
                minutes: entry.minutes,
                note,
              }),
            ],
            dedupe: `rejected/${entry.id}`,
            when: settledBy(entry.id, key),
          },
        ],
      }
    }

    const people = facts.people.filter((person) => mayReview(who.roles, person) && person.state === 'pending')
    const [person] = people
    if (!person && facts.transfers.length > 0) return refuseTransfer(facts.transfers, note, situation, by)
    if (!person && facts.links.length > 0) return refuseUnit(facts.links, note, who, by)
    if (!person) return refuse('skip.person_unknown', { name: target.name ?? '' })
    if (people.length > 1)
      return refuse('reject.several', {
        name: target.name ?? '',
        count: people.length,
        people: people.map(tellApart),
        first: `P${person.id}`,
      })
    if (!note) return refuse('reject.no_reason_person', { name: person.name ?? '' })
    return {
      say: [line('reject.person', { name: person.name ?? '' })],
      offer: [offer('offer.review', '/审核')],
      writes: [
        rejectPerson(person.id),
        recordIfChanged(
          { action: 'person.reject', subject: `person:${person.id}`, communityId: person.community_id },
          by,
        ),
        lost,
      ],
      mail: [
        {
          to: person.id,
          say: [line('mail.registration_rejected', { community: person.community ?? '', note })],
          dedupe: `registration-rejected/${person.id}/${key}`,
          when: isRejected(person.id),
        },
      ],
    }
  },
})
