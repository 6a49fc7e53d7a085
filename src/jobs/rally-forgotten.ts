import { DAY } from '../domain/calendar/shanghai.ts'
import { askAgainAfter } from '../domain/rally/reach.ts'
import { line, offer } from '../domain/say.ts'
import { longRalliesQuery } from '../store/rally-watch.ts'
import { defineWatch } from './define.ts'

const atOnce = 20

/** A rally that has been open for a day: who called and the secretaries are asked, once a day, whether it is over. */
export const rallyForgotten = defineWatch({
  name: 'rally-forgotten',
  read: (now) => ({ rallies: longRalliesQuery(now - askAgainAfter, atOnce) }),
  decide: ({ facts, now }) => ({
    mail: facts.rallies.flatMap(({ id, area, reason, found_at, person_id, secretaries }) => {
      const days = Math.floor((now - found_at) / DAY)
      return [...new Set([person_id, ...(JSON.parse(secretaries) as number[])])].map((to) => ({
        to,
        say: [line('rally.still_open', { area, reason, at: found_at })],
        offer: [offer('offer.rally_end', '/结束集结')],
        dedupe: `rally/open/${id}/${days}/p${to}`,
      }))
    }),
  }),
})
