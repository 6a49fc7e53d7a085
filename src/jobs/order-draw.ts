import { partsToFill } from '../commands/order/claim-lines.ts'
import { named, whenLines } from '../commands/order/order-lines.ts'
import { dayOf, MINUTE, monthOf } from '../domain/calendar/shanghai.ts'
import { yearGone } from '../domain/figures/member-report.ts'
import { behindPace } from '../domain/figures/pace.ts'
import { type Drawn, draw } from '../domain/order/draw.ts'
import type { OrderRules } from '../domain/order/rules.ts'
import { orderRulesIn } from '../domain/rally/mode.ts'
import { type Line, line, offer } from '../domain/say.ts'
import { recordEvent } from '../store/order.ts'
import {
  type DueDraw,
  dueDrawsQuery,
  type EntrantRow,
  entrantsQuery,
  settleDraw,
  writeWaiting,
  writeWinners,
} from '../store/order-draw.ts'
import { defineWatch } from './define.ts'

const atOnce = 10
const namesShown = 20

/**
 * When its ten minutes are over, the draw of an easy order is held (R032, rule 8.8): the places go to those furthest
 * behind their pace, ties by lot. Seed and winners are published, nobody's pace; who waits hears the own number in private.
 */
export const orderDraw = defineWatch({
  name: 'order-draw',
  read: (now) => ({
    draws: dueDrawsQuery(now, atOnce),
    entrants: entrantsQuery(now, atOnce, yearGone(monthOf(now), dayOf(now))),
  }),
  decide: ({ facts, policy, now }) => {
    const held = facts.draws.map((order) => {
      const rows = facts.entrants.filter(({ order_id }) => order_id === order.id)
      const behind = ({ aims, minutes, leaveGone }: EntrantRow) =>
        aims ? behindPace(minutes, policy.yearlyTargetMinutes, leaveGone, dayOf(now)) : 0
      const entrants = rows.map((row) => ({ person_id: row.person_id, at: row.at, behind: behind(row) }))
      const places = order.places - order.taken
      return { order, rows, drawn: draw(order.draw_seed ?? '', entrants, places, order.draw_at) }
    })
    return {
      writes: held.flatMap(({ order, drawn }) => {
        const rules = orderRulesIn(order, policy)
        const end = { ...drawn, order: order.id, key: `clock/draw/${order.id}`, now }
        const out = offer('offer.release', `/退单 ${order.id}`)
        const { lines, parts } = partsToFill({ ...order, shift: 0, other: null, away: 0 }, 0)
        const before = winnerLines(order)
        const say = [...before, ...lines, line('claim.how', { order: order.id })]
        return [
          ...settleDraw(end, rules.deadlines[order.urgency]),
          writeWinners(
            end,
            {
              say,
              offer: [offer('offer.finish', `/完成 ${order.id}`), out],
              parts: parts.map(({ part, at, name }) => ({
                part,
                path: `$[${before.length + at}].params.${name}`,
              })),
            },
            order.ends_at,
          ),
          writeWaiting(
            end,
            {
              say: [line('draw.lost', { ...named(order), place: 0 }), waitLine(order, rules)],
              offer: [out],
            },
            order.ends_at,
          ),
          recordEvent({ order: order.id, step: 'draw', actor: null }, { message: end.key, at: now }),
        ]
      }),
      tell: held.flatMap(({ order, rows, drawn }) => {
        const free = order.places - order.taken - drawn.winners.length
        return (JSON.parse(order.groups) as number[]).map((group) => ({
          group,
          say: resultLines(order, rows, drawn, free),
          offer: free > 0 ? [offer('offer.claim', `/接单 ${order.id}`)] : [],
          mention: drawn.winners.slice(0, namesShown),
          dedupe: `order/draw/${order.id}/g${group}`,
        }))
      }),
    }
  },
})

/** What the groups hear: who has a place, how many wait, the seed; never how far behind anybody is. */
function resultLines(order: DueDraw, rows: readonly EntrantRow[], drawn: Drawn, free: number): Line[] {
  const { winners, waiting } = drawn
  const names = winners.map((id) => rows.find(({ person_id }) => person_id === id)?.name ?? '')
  const what = { ...named(order), count: winners.length, names: names.slice(0, namesShown) }
  if (rows.length === 0)
    return [line('draw.nobody', what), line('draw.free', { order: order.id, left: free })]
  return [
    line('draw.result', what),
    line(names.length > namesShown ? 'draw.winners_more' : 'draw.winners', what),
    ...(waiting.length > 0 ? [line('draw.waiting', { count: waiting.length })] : []),
    ...(free > 0 ? [line('draw.free', { order: order.id, left: free })] : []),
    line('draw.seed', { seed: order.draw_seed ?? '' }),
  ]
}

const winnerLines = (order: DueDraw): Line[] => [
  line('draw.won', named(order)),
  ...whenLines(order),
  ...(order.place === null ? [] : [line('order.where', { place: order.place })]),
]

const waitLine = ({ id }: DueDraw, { offerTime }: OrderRules): Line =>
  line('claim.waiting_how', { order: id, minutes: offerTime / MINUTE })
