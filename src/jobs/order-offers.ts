import { offerNext } from '../commands/order/offer-lines.ts'
import { named } from '../commands/order/order-lines.ts'
import { dayOf } from '../domain/calendar/shanghai.ts'
import { orderRulesIn } from '../domain/rally/mode.ts'
import { line, offer } from '../domain/say.ts'
import { claimBecame } from '../store/claim.ts'
import { post } from '../store/mail.ts'
import { recordEvent } from '../store/order.ts'
import { callingOrdersQuery, lapse, lapsedOffersQuery } from '../store/order-offers.ts'
import { offeredBy, restartLadder } from '../store/release.ts'
import { defineWatch } from './define.ts'

const atOnce = 50
/** More free places of one order wait for the next minute. */
const placesAtOnce = 5

/**
 * Who did not take an offered place within half an hour loses it, hears so, and the next on the list is asked (R036, rule
 * 8.7); so they are for places that got free without anybody being asked. When nobody is left the ladder begins anew.
 */
export const orderOffers = defineWatch({
  name: 'order-offers',
  read: (now) => ({
    lapsed: lapsedOffersQuery(now, atOnce),
    calling: callingOrdersQuery(now, dayOf(now), atOnce),
  }),
  decide: ({ facts, policy, now }) => {
    const asked = (order: number, by: { key: string; now: number }) =>
      recordEvent(
        { order, step: 'promote', actor: null },
        { message: by.key, at: now },
        offeredBy(order, by.key),
      )
    return {
      writes: [
        ...facts.lapsed.flatMap((order) => {
          const rules = orderRulesIn(order, policy)
          const by = { key: `clock/lapse/${order.id}/${order.person_id}/${order.offered_until}`, now }
          const letter = {
            to: order.person_id,
            say: [
              line('mail.offer_lapsed', named(order)),
              line('mail.offer_lapsed_how', { order: order.id }),
            ],
            offer: [offer('offer.claim', `/接单 ${order.id}`)],
            dedupe: `order/lapsed/${order.id}/${order.person_id}/${order.offered_until}`,
            when: claimBecame(order.id, order.person_id, by.key, 'released'),
          }
          return [
            lapse(order.id, order.person_id, by),
            post(letter, now),
            ...offerNext(order, rules, by),
            asked(order.id, by),
            restartLadder(order.id, rules.deadlines[order.urgency], now),
          ]
        }),
        ...facts.calling.flatMap((order) =>
          Array.from({ length: Math.min(order.free, placesAtOnce) }, (_, i) => {
            const by = { key: `clock/call/${order.id}/${now}/${i}`, now }
            return [...offerNext(order, orderRulesIn(order, policy), by), asked(order.id, by)]
          }).flat(),
        ),
      ],
    }
  },
})
