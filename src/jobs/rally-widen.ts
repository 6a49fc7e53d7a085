import { callLines, callOffers, countsLine, titleLine } from '../commands/rally/rally-lines.ts'
import { afterTenMinutes, answerWithin } from '../domain/rally/reach.ts'
import { line, offer } from '../domain/say.ts'
import { postAll } from '../store/mail.ts'
import { takePlaces } from '../store/rally-begin.ts'
import { callLater } from '../store/rally-call.ts'
import { writeToGroups } from '../store/rally-letters.ts'
import { type DueRally, dueRalliesQuery, goOn, stillDue } from '../store/rally-watch.ts'
import { defineWatch } from './define.ts'

const atOnce = 20

/**
 * Ten minutes without enough answers: a rally calls the next level, 网格 → 社区 → 街道 → 区 (R101, R102). Its community is called
 * whole, then the communities of its street; those who answer there and who called hear of it. At the district its people decide.
 */
export const rallyWiden = defineWatch({
  name: 'rally-widen',
  read: (now) => ({ rallies: dueRalliesQuery(now, atOnce) }),
  decide: ({ facts, now }) => ({
    writes: facts.rallies.flatMap((rally) => {
      const step = afterTenMinutes(rally)
      if (step.is === 'over') return [goOn(rally, rally.reach, null, now)]
      if (step.is === 'waits') return [goOn(rally, rally.reach, now + answerWithin, now)]
      const it = { id: rally.id }
      const area =
        step.reach === 'community'
          ? `c${rally.community_id ?? 0}`
          : `s${rally.street_id ?? rally.in_street ?? 0}`
      const letter = {
        say: [
          titleLine(rally),
          countsLine(rally),
          line('rally.wider', { reach: [`rally_reach.${step.reach}`] }),
        ],
        offer: [offer('offer.rally_state', '/集结状态')],
        urgent: true as const,
      }
      const mail = keepersAt(rally, step.reach).map((to) => ({
        ...letter,
        to,
        dedupe: `rally/wider/${rally.id}/${step.reach}/p${to}`,
      }))
      const called =
        step.reach === 'district'
          ? []
          : [
              takePlaces(it, area, now),
              callLater(it, step.reach, now),
              writeToGroups(
                it,
                { say: callLines(rally), offer: callOffers },
                { name: 'call', now, since: step.reach === 'community' ? 0 : now },
              ),
            ]
      return [
        postAll(mail, now, stillDue(rally)),
        ...called,
        goOn(rally, step.reach, step.reach === 'district' ? null : now + answerWithin, now),
      ]
    }),
  }),
})

/** Who called, and who answers for the level that is called now. */
function keepersAt(rally: DueRally, reach: string): number[] {
  const lists = { community: rally.secretaries, street: rally.officers, district: rally.administrators }
  const there = JSON.parse(lists[reach as keyof typeof lists] ?? '[]') as number[]
  return [...new Set([rally.person_id, ...there])]
}
