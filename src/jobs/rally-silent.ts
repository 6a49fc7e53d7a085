import { answerWithin } from '../domain/rally/reach.ts'
import { line, offer } from '../domain/say.ts'
import { markListed, silentPeopleQuery } from '../store/rally-watch.ts'
import { defineWatch } from './define.ts'

/** So many people are listed at once, and so many named in one letter. */
const [atOnce, named] = [1000, 60]

/** Who has not answered ten minutes after the call is listed by name to who leads them, in private (R098); never in a group. */
export const rallySilent = defineWatch({
  name: 'rally-silent',
  read: (now) => ({ silent: silentPeopleQuery(now - answerWithin, atOnce) }),
  decide: ({ facts, now }) => ({
    mail: facts.silent.map(({ rally_id, leader, area, reason, count, names }) => ({
      to: leader,
      say: [
        line('rally.unreached', { area, reason, count, minutes: answerWithin / 60_000 }),
        line('rally.unreached_names', { names: (JSON.parse(names) as string[]).slice(0, named) }),
        ...(count > named ? [line('rally.unreached_more', { count: count - named })] : []),
        line('rally.unreached_how'),
      ],
      offer: [offer('offer.rally_state', '/集结状态')],
      urgent: true as const,
      dedupe: `rally/silent/${rally_id}/${leader}/${now}`,
    })),
    writes: facts.silent.length > 0 ? [markListed(now - answerWithin, atOnce, now)] : [],
  }),
})
