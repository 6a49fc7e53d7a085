import { openMonth } from '../../domain/calendar/booking.ts'
import { refuse } from '../../domain/refusal.ts'
import { mayReview } from '../../domain/roles.ts'
import { line, offer } from '../../domain/say.ts'
import { auditVerdicts } from '../../store/audit.ts'
import { otherwise } from '../../store/inbox.ts'
import { entriesQuery, namedInOfficeQuery } from '../../store/review.ts'
import { namedTransfersQuery } from '../../store/transfer.ts'
import { namedLinksQuery } from '../../store/unit-link.ts'
import { giveVerdicts, noteOnVerdict, settledBy } from '../../store/verdicts.ts'
import { fold } from '../../text/fold.ts'
import { args, optional, required } from '../args/args.ts'
import { rejectTarget } from '../args/reject-target.ts'
import { rest } from '../args/rest.ts'
import { defineCommand } from '../define.ts'
import { reviewer } from '../gates.ts'
import { outcomeOfRefusal } from '../outcome.ts'
import { refuseTransfer } from '../person/refuse-transfer.ts'
import { refuseUnit } from '../setup/unit-links.ts'
import { rejectPeople } from './reject-people.ts'
import { settledLine } from './sort-out.ts'

/**
 * `/驳回 33 理由`, `/驳回 张三 理由`, `/驳回 市财政局 理由`: refuses hours or a registration, or takes a verification back;
 * the reason goes to the person, in private.
 */
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
    people: namedInOfficeQuery(target.name === undefined ? [] : [fold(target.name)], sender, community),
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
      if (!entry || !mayReview(who.roles, entry)) return refuse('skip.unknown', { entry: target.entry })
      // What was approved is taken back by a line of its own; a group does not hear which verdict it was.
      if (entry.verdict !== null && who.inGroup) return refuse('reject.settled_group', params)
      if (entry.verdict === 'approved') return refuse('reject.approved', params)
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

    const found = facts.people.filter((person) => mayReview(who.roles, person))
    const waits = found.some(({ state }) => state === 'pending')
    if (!waits && facts.transfers.length > 0) return refuseTransfer(facts.transfers, note, situation, by)
    if (!waits && facts.links.length > 0) return refuseUnit(facts.links, note, who, by)
    return rejectPeople(found, target.name ?? '', note, situation, by)
  },
})
