import { isTooEarly, soonBefore } from '../domain/reminders/moments.ts'
import { line, offer } from '../domain/say.ts'
import { shiftLetter, soonQuery } from '../store/shift-reminders.ts'
import { defineWatch } from './define.ts'

const atOnce = 200

/** Thirty minutes before a shift its person is reminded, unless they are there already or it falls into quiet hours (rule 8.12). */
export const shiftSoon = defineWatch({
  name: 'shift-soon',
  read: (now) => ({ shifts: soonQuery(now, now + soonBefore, atOnce) }),
  decide: ({ facts: { shifts } }) => ({
    mail: shifts
      .filter(({ starts_at }) => !isTooEarly(starts_at))
      .map(({ id, person_id, community, starts_at, ends_at }) => ({
        to: person_id,
        say: [line('remind.soon', { from: starts_at, to: ends_at, community })],
        offer: [offer('offer.check_in', '/报到')],
        dedupe: shiftLetter.soon(id),
        expiresAt: starts_at,
      })),
  }),
})
