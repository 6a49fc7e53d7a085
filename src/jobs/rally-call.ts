import { callLines, callOffers, titleLine } from '../commands/rally/rally-lines.ts'
import { MINUTE } from '../domain/calendar/shanghai.ts'
import { answerWithin } from '../domain/rally/reach.ts'
import { line, offer } from '../domain/say.ts'
import { rallyQuery } from '../store/rally.ts'
import { callPeople } from '../store/rally-call.ts'
import { writeToCalled, writeToLiaisons } from '../store/rally-letters.ts'
import { defineJob } from './define.ts'

/**
 * Calls the people of one community of a rally (the run's target) who were not called yet: a rally of a street or of everybody, and
 * one that calls further, plan a run for each community (store/rally-call.ts). Where a street calls, departments come (R101): who
 * leads those people hears at once that they were called.
 */
export const rallyCall = defineJob({
  name: 'rally-call',
  due: () => [],
  targets: 'communities',
  read: ({ period }) => ({ rally: rallyQuery(Number(period.split('/')[0])) }),
  decide: ({ facts, run, now }) => {
    const [rally] = facts.rally
    if (!rally || rally.ended_at !== null) return {}
    const it = { id: rally.id }
    const forLiaisons = {
      say: [titleLine(rally), line('rally.unit_told', { minutes: answerWithin / MINUTE })],
      offer: [offer('offer.rally_state', '/集结状态')],
    }
    return {
      writes: [
        callPeople(it, run.target, 'all', now),
        writeToCalled(it, run.target, { say: callLines(rally), offer: callOffers }, now),
        ...(run.period.endsWith('/community') ? [] : [writeToLiaisons(it, run.target, forLiaisons, now)]),
      ],
    }
  },
})
