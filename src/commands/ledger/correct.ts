import { openMonth } from '../../domain/calendar/booking.ts'
import { type CorrectionDraft, correction } from '../../domain/ledger/correction.ts'
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import { mayReview } from '../../domain/roles.ts'
import { line, offer } from '../../domain/say.ts'
import { recordIfChanged } from '../../store/audit.ts'
import {
  approveCorrection,
  type Chained,
  chainQuery,
  correctedBy,
  enterCorrection,
  noteOnCorrection,
} from '../../store/correction.ts'
import type { Query } from '../../store/d1.ts'
import { otherwise } from '../../store/inbox.ts'
import { giveVerdicts } from '../../store/verdicts.ts'
import { args, optional, required } from '../args/args.ts'
import { correctedMinutes } from '../args/corrected-minutes.ts'
import { entryNumber } from '../args/entries.ts'
import { rest } from '../args/rest.ts'
import { type Decision, defineCommand, type Who } from '../define.ts'
import { reviewer } from '../gates.ts'
import { outcomeOfRefusal } from '../outcome.ts'

/**
 * `/更正 31 2小时 理由`: what a line of the ledger really was (R024). The line stays; a new one that points at it makes
 * the sum right, in the open month. The reason goes to the owner, in private.
 */
export const correct = defineCommand({
  name: '更正',
  aliases: [],
  topic: 'review',
  usage: '/更正 编号 正确的时长 理由',
  example: '/更正 31 2小时 多写了一小时',
  args: args({
    entry: required(entryNumber, 'arg.entry.missing'),
    minutes: required(correctedMinutes, 'arg.minutes.missing'),
    note: optional(rest),
  }),
  who: reviewer,
  read: ({ args }) => ({ chain: chainQuery(args.entry) }),
  decide: (situation): Decision | Refusal => {
    const { facts, args, who, key, now } = situation
    const [entry] = facts.chain
    const refused = whyNot(entry, args, who)
    if (!entry || !who.person) return refused ?? refuse('who.unregistered')
    if (refused) return refused
    const draft = correction(facts.chain, args.minutes, now)
    if (isRefusal(draft)) {
      // Whether it was refused or withdrawn is nothing for a group (rule 7).
      const hidden = who.inGroup && draft.refused === 'correct.settled'
      return hidden ? refuse('correct.settled_group', { entry: entry.id }) : draft
    }
    if (!args.note) return refuse('correct.no_reason', { entry: entry.id, minutes: args.minutes })

    const lost = outcomeOfRefusal(situation, refuse('correct.just_now', { entry: entry.id }))
    const by = { actorId: who.person.id, message: key, at: now }
    const words = {
      entry: entry.id,
      name: entry.name ?? '',
      day: entry.service_day,
      before: draft.before.minutes,
      after: draft.after.minutes,
      pointsBefore: draft.before.points,
      pointsAfter: draft.after.points,
    }
    const late = entry.service_day.slice(0, 7) !== draft.bookingMonth
    const month = { own: entry.service_day.slice(0, 7), month: draft.bookingMonth }
    return {
      say: [
        line(who.inGroup ? 'correct.done_group' : 'correct.done', words),
        ...(late ? [line('correct.late', month)] : []),
      ],
      offer: [
        ...(who.inGroup ? [] : [offer('offer.why', `/怎么算 T${entry.id}`, { entry: entry.id })]),
        offer('offer.review', '/审核'),
      ],
      writes: statements(entry, draft, args.note, by, otherwise(key, JSON.stringify(lost))),
      mail: [
        {
          to: entry.person_id,
          say: [
            line('mail.corrected', { ...words, judge: who.person.name ?? '', note: args.note }),
            ...(late ? [line('correct.late', month)] : []),
          ],
          dedupe: `corrected/${entry.id}/${draft.revision}`,
          when: correctedBy(entry.id, draft.revision, key),
        },
      ],
    }
  },
})

/** Why this reviewer may not correct this entry: unknown or another place's, one's own, still without a word or a verified owner. */
function whyNot(entry: Chained | undefined, args: { entry: number }, who: Who): Refusal | undefined {
  if (!entry || !mayReview(who.roles, entry)) return refuse('skip.unknown', { entry: args.entry })
  const params = { entry: entry.id, name: entry.name ?? '' }
  if (entry.person_id === who.person?.id) return refuse('correct.self', params)
  if (entry.verdict !== null) return undefined
  if (!entry.text) return refuse('skip.no_outcome', params)
  return entry.state === 'verified' ? undefined : refuse('skip.unverified', params)
}

/** A pending line gets the verdict 更正 and is replaced; an approved one is joined by the difference. The first statement decides. */
function statements(
  entry: Chained,
  draft: CorrectionDraft,
  note: string,
  by: { actorId: number; message: string; at: number },
  lost: Query,
): Query[] {
  const waiting = entry.verdict === null
  const verdict = { actor_id: by.actorId, message: by.message, at: by.at }
  const enter = enterCorrection(entry.id, draft, by, waiting)
  return [
    ...(waiting
      ? [giveVerdicts([entry.id], 'corrected', verdict, openMonth(by.at)), lost, enter]
      : [enter, lost]),
    noteOnCorrection(entry.id, draft.revision, entry.person_id, note, by),
    approveCorrection(entry.id, draft.revision, by),
    recordIfChanged(
      {
        action: 'hours.correct',
        subject: `entry:${entry.id}`,
        communityId: entry.community_id,
        detail: { revision: draft.revision, from: draft.before.minutes, to: draft.after.minutes },
      },
      by,
    ),
  ]
}
