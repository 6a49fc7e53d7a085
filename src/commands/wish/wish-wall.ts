import { monthOf, startOfDay } from '../../domain/calendar/shanghai.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { isReviewer } from '../../domain/roles.ts'
import { line } from '../../domain/say.ts'
import { ownPlace, placeOfOrder } from '../../store/order-place.ts'
import { openWishesQuery, wallCountsQuery } from '../../store/wish.ts'
import { wishUnitsQuery } from '../../store/wish-unit.ts'
import { args, excerpt, optional } from '../args/args.ts'
import { rest } from '../args/rest.ts'
import { togetherWith } from '../args/wish-together.ts'
import { type Decision, defineCommand } from '../define.ts'
import { registeredOrAppointed } from '../gates.ts'
import { takeTogether } from './wish-together.ts'
import { wallLines } from './wish-wall-lines.ts'

/** The first instant of the month of an instant, ms. */
export const monthBegan = (at: number): number => startOfDay(`${monthOf(at)}-01`)

/**
 * `/心愿` alone: the wall (R051), without names; `/心愿 认领 12` takes all that are similar to that one for the unit (R050).
 * Refuses with arg.amount.missing, group.unbound, order.no_place_yet, wish.liaison_only, wish.taken_now.
 */
export const wishWall = defineCommand({
  name: '心愿',
  aliases: [],
  topic: 'order',
  usage: '/心愿 内容 金额',
  example: '/心愿 护腰垫一个 120元',
  args: args({ together: optional(togetherWith), note: optional(rest) }),
  who: registeredOrAppointed,
  read: ({ sender, community, at, args: { together } }) => {
    const place = ownPlace(sender, community)
    const here = together === undefined ? place : placeOfOrder(together)
    return {
      counts: wallCountsQuery(here, monthBegan(at)),
      wishes: openWishesQuery(here),
      units: wishUnitsQuery(here),
    }
  },
  decide: (situation): Decision | Refusal => {
    const { args: typed, facts, who } = situation
    if (typed.together !== undefined) return takeTogether(typed.together, situation)
    if (typed.note !== undefined) return refuse('arg.amount.missing', { text: excerpt(typed.note) })
    const [counts] = facts.counts
    if (!counts) return refuse(who.inGroup && !who.group ? 'group.unbound' : 'order.no_place_yet')
    const { say, offer } = wallLines(counts, facts.wishes)
    return {
      say:
        counts.unpublished > 0 && !who.inGroup && isReviewer(who.roles)
          ? [...say, line('wish.unpublished', { count: counts.unpublished })]
          : say,
      offer,
    }
  },
})
