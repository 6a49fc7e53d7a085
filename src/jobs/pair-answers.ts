import { answerOffers } from '../commands/pairing/pair-lines.ts'
import { dayOf } from '../domain/calendar/shanghai.ts'
import { remindAfter } from '../domain/pairing/times.ts'
import { line, offer } from '../domain/say.ts'
import { type Mail, post } from '../store/mail.ts'
import {
  awayQuery,
  markReminded,
  orderSeek,
  seeksQuery,
  unansweredInTimeQuery,
  unansweredQuery,
} from '../store/pair-watch.ts'
import { endPairing, lapsePairing, settledBy } from '../store/settle-pairing.ts'
import { defineWatch } from './define.ts'

const atOnce = 50

/**
 * Who is asked about a partner and has not answered is reminded once after a day; after three days the question lapses, as
 * a refusal without blame (R087): who had said yes is asked about somebody else (pair-seek.ts), the secretary is told. Who
 * goes on leave before an answer is not waited for: the other is asked about somebody else at once.
 */
export const pairAnswers = defineWatch({
  name: 'pair-answers',
  read: (now) => ({
    waiting: unansweredQuery(now - remindAfter, dayOf(now), atOnce),
    over: unansweredInTimeQuery(now, atOnce),
    away: awayQuery(dayOf(now), atOnce),
    seek: seeksQuery(),
  }),
  decide: ({ facts, now }) => {
    const over = new Set([...facts.over, ...facts.away].map(({ id }) => id))
    const waiting = facts.waiting.filter(({ id }) => !over.has(id))
    const reminders = waiting.flatMap(({ id, answer_by, silent }): Mail[] =>
      (JSON.parse(silent) as { id: number; other: string }[]).map((one) => ({
        to: one.id,
        say: [line('mail.pair_remind', { name: one.other, until: answer_by })],
        offer: [...answerOffers],
        dedupe: `pair/asked/${id}/${one.id}/again`,
        expiresAt: answer_by,
      })),
    )
    return {
      mail: reminders,
      writes: [
        ...(waiting.length > 0
          ? [
              markReminded(
                waiting.map(({ id }) => id),
                now,
              ),
            ]
          : []),
        ...facts.away.flatMap(({ id, person_id }) => {
          const key = `clock/away/${id}`
          const letter = {
            to: person_id,
            say: [line('mail.pair_away')],
            dedupe: `pair/away/${id}/${person_id}`,
            when: settledBy(id, key),
          }
          return [endPairing(id, 'gone', { actorId: person_id, message: key, at: now }), post(letter, now)]
        }),
        ...facts.over.flatMap((pair) => {
          const key = `clock/pair/${pair.id}`
          const when = settledBy(pair.id, key)
          const both = [
            { to: pair.member_id, yes: pair.member_yes },
            { to: pair.volunteer_id, yes: pair.volunteer_yes },
          ]
          const letters: Mail[] = [
            ...both.map(({ to, yes }) => ({
              to,
              say: [line(yes ? 'mail.pair_lapsed_other' : 'mail.pair_lapsed')],
              offer: [offer('offer.partner', '/搭档')],
              dedupe: `pair/lapsed/${pair.id}/${to}`,
              when,
            })),
            ...(JSON.parse(pair.keepers) as number[]).map((to) => ({
              to,
              say: [line('mail.pair_lapsed_told', { member: pair.member, volunteer: pair.volunteer })],
              offer: [offer('offer.pair', '/配对')],
              dedupe: `pair/lapsed/${pair.id}/s${to}`,
              when,
            })),
          ]
          return [
            lapsePairing(pair.id, { actorId: null, message: key, at: now }),
            ...letters.map((letter) => post(letter, now)),
          ]
        }),
        ...(facts.over.length + facts.away.length + facts.seek.length > 0 ? [orderSeek(now)] : []),
      ],
    }
  },
})
