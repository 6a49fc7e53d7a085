import { addMonths, DAY, dayOf, lastDayOf, startOfDay } from '../domain/calendar/shanghai.ts'
import { youngPair } from '../domain/pairing/times.ts'
import { togetherByPair } from '../domain/pairing/together.ts'
import { line, offer } from '../domain/say.ts'
import { pairsTogetherQuery } from '../store/pair-watch.ts'
import { servedByPairsQuery } from '../store/served-together.ts'
import { defineJob } from './define.ts'
import { onDays } from './due.ts'

const atOnce = 100

/**
 * On the 25th at 09:00 pairs that have not served together this month are nudged once, each in private (R087): not when
 * one of them is on leave, nor when they have only just found each other. It counts as unasked (R128).
 */
export const pairNudge = defineJob({
  name: 'pair-nudge',
  due: (after, upTo) =>
    onDays(after, upTo, 9 * 60, (day) =>
      day.endsWith('-25') ? { period: day.slice(0, 7), lastDay: lastDayOf(day.slice(0, 7)) } : undefined,
    ),
  targets: 'communities',
  read: ({ target, period, due_at, cursor }) => {
    const today = dayOf(due_at)
    const page = { after: cursor, limit: atOnce }
    return {
      pairs: pairsTogetherQuery(target, { today, ...page }),
      served: servedByPairsQuery(target, { from: `${period}-01`, to: today, ...page }),
    }
  },
  decide: ({ facts, run }) => {
    const met = togetherByPair(facts.served)
    const old = run.due_at - youngPair * DAY
    return {
      mail: facts.pairs
        .filter(({ id, away, began_at }) => away === 0 && began_at < old && !met.has(id))
        .flatMap((pair) =>
          [
            { to: pair.member_id, name: pair.volunteer },
            { to: pair.volunteer_id, name: pair.member },
          ].map(({ to, name }) => ({
            to,
            say: [line('remind.pair_apart', { name, month: run.period }), line('pair.meet')],
            offer: [offer('offer.orders', '/订单'), offer('offer.partner', '/搭档')],
            unasked: true as const,
            dedupe: `pair/nudge/${run.period}/${pair.id}/${to}`,
            expiresAt: startOfDay(`${addMonths(run.period, 1)}-01`),
          })),
        ),
      ...(facts.pairs.length === atOnce && { next: facts.pairs.at(-1)?.id ?? 0 }),
    }
  },
})
