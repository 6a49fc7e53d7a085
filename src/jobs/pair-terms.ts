import { addDays } from '../domain/calendar/shanghai.ts'
import { termNotice } from '../domain/pairing/times.ts'
import { line, offer } from '../domain/say.ts'
import { type Mail, post } from '../store/mail.ts'
import { termsQuery } from '../store/pair-watch.ts'
import { endPairing, settledBy } from '../store/settle-pairing.ts'
import { defineJob } from './define.ts'
import { onDays } from './due.ts'

const atOnce = 50

/** Every day at 09:00: seven days before a pair's term ends both hear how it goes on; a term that is over ends the pair. */
export const pairTerms = defineJob({
  name: 'pair-terms',
  due: (after, upTo) => onDays(after, upTo, 9 * 60, (day) => ({ period: day, lastDay: addDays(day, 3) })),
  targets: 'all',
  read: ({ period, cursor }) => ({
    pairs: termsQuery({ ends: addDays(period, termNotice), over: period }, cursor, atOnce),
  }),
  decide: ({ facts: { pairs }, run, now }) => {
    const over = pairs.filter(({ term_to }) => term_to < run.period)
    const sides = (pair: (typeof pairs)[number]) => [
      { to: pair.member_id, name: pair.volunteer, more: pair.member_more },
      { to: pair.volunteer_id, name: pair.member, more: pair.volunteer_more },
    ]
    return {
      mail: pairs
        .filter(({ term_to }) => term_to >= run.period)
        .flatMap((pair) =>
          sides(pair)
            .filter(({ more }) => more === 0)
            .map(({ to, name }) => ({
              to,
              say: [line('mail.pair_term', { name, to: pair.term_to, days: termNotice })],
              offer: [offer('offer.pair_more', '/搭档 续')],
              dedupe: `pair/term/${pair.id}/${pair.term_to}/${to}`,
              expiresAt: now + (termNotice + 1) * 24 * 60 * 60_000,
            })),
        ),
      writes: over.flatMap((pair) => {
        const key = `clock/term/${pair.id}`
        const letters: Mail[] = sides(pair).map(({ to, name }) => ({
          to,
          say: [line('mail.pair_term_over', { name })],
          offer: [offer('offer.partner', '/搭档')],
          dedupe: `pair/over/${pair.id}/${to}`,
          when: settledBy(pair.id, key),
        }))
        return [
          endPairing(pair.id, 'term', { actorId: null, message: key, at: now }),
          ...letters.map((letter) => post(letter, now)),
        ]
      }),
      ...(pairs.length === atOnce && { next: pairs.at(-1)?.id ?? 0 }),
    }
  },
})
