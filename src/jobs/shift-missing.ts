import { HOUR } from '../domain/calendar/shanghai.ts'
import { missingAfter } from '../domain/reminders/moments.ts'
import { line, offer } from '../domain/say.ts'
import { absentQuery, missingQuery, shiftLetter } from '../store/shift-reminders.ts'
import { defineWatch } from './define.ts'

const atOnce = 200
/** Who was not asked by then (the Worker was down) is not asked any more. */
const tooLate = 3 * HOUR

/** Ten minutes after the start, the person whom nobody has seen is asked (rule 8.13). */
export const shiftMissing = defineWatch({
  name: 'shift-missing',
  read: (now) => ({ shifts: missingQuery(now, now - tooLate, now - missingAfter.person, atOnce) }),
  decide: ({ facts: { shifts } }) => ({
    mail: shifts.map(({ id, person_id, community, day, starts_at, ends_at }) => ({
      to: person_id,
      say: [line('remind.missing', { from: starts_at, community }), line('remind.missing_how')],
      offer: [offer('offer.check_in', '/报到'), offer('offer.remind_leave', `/请假 ${day.slice(5)}`)],
      dedupe: shiftLetter.missing(id),
      expiresAt: ends_at,
    })),
  }),
})

/** Thirty minutes after the start, who answers for the community hears who is missing: one letter for shifts that start together. */
export const shiftAbsent = defineWatch({
  name: 'shift-absent',
  read: (now) => ({ shifts: absentQuery(now, now - tooLate, now - missingAfter.secretary, atOnce) }),
  decide: ({ facts: { shifts } }) => {
    const starts = Map.groupBy(shifts, ({ community_id, starts_at }) => `${community_id}/${starts_at}`)
    return {
      mail: [...starts.values()].flatMap((together) => {
        const [{ community_id, community, day, starts_at, told }] = together as [(typeof together)[0]]
        const last = Math.max(...together.map(({ ends_at }) => ends_at))
        const names = together.map(({ name }) => name ?? '')
        return (JSON.parse(told) as number[]).map((to) => ({
          to,
          say: [
            line('remind.absent', { from: starts_at, community, names }),
            line('remind.absent_how', { date: day.slice(5), name: names[0] ?? '' }),
          ],
          offer: [offer('offer.remind_spot_check', '/抽查')],
          dedupe: shiftLetter.absent(community_id, starts_at, to),
          expiresAt: last,
        }))
      }),
    }
  },
})
