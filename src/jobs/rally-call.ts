import { callLines, callOffers } from '../commands/rally/rally-lines.ts'
import { rallyQuery } from '../store/rally.ts'
import { callPeople } from '../store/rally-call.ts'
import { writeToCalled } from '../store/rally-letters.ts'
import { defineJob } from './define.ts'

/**
 * Calls the people of one community of a rally (the run's target) who were not called yet: a rally of a street or of everybody, and
 * one that calls further, plan a run for each community (store/rally-begin.ts).
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
    return {
      writes: [
        callPeople(it, run.target, 'all', now),
        writeToCalled(it, run.target, { say: callLines(rally), offer: callOffers }, now),
      ],
    }
  },
})
