import { monthOf, startOfDay } from '../../domain/calendar/shanghai.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { isReviewer } from '../../domain/roles.ts'
import { line } from '../../domain/say.ts'
import type { RowsOf } from '../../store/d1.ts'
import { ownPlace, placeOfOrder, thatPlace } from '../../store/order-place.ts'
import { secretariesQuery } from '../../store/secretaries.ts'
import { openWishesQuery, wallCountsQuery, wishThingQuery } from '../../store/wish.ts'
import { wishUnitsQuery } from '../../store/wish-unit.ts'
import { args, excerpt, optional } from '../args/args.ts'
import { rest } from '../args/rest.ts'
import { type Together, togetherWith } from '../args/wish-together.ts'
import { type Ask, type Decision, defineCommand, type Situation } from '../define.ts'
import { registeredOrAppointed } from '../gates.ts'
import { passTogether } from './wish-pass.ts'
import { takeTogether } from './wish-together.ts'
import { wallLines } from './wish-wall-lines.ts'

/** The first instant of the month of an instant, ms. */
export const monthBegan = (at: number): number => startOfDay(`${monthOf(at)}-01`)

/** What the wall reads; of a group of wishes also what they are for, and who hears when a unit does not take them. */
function wallQueries({ sender, community, at, args: { together } }: Ask<{ together: Together | undefined }>) {
  const place = ownPlace(sender, community)
  const here = together === undefined ? place : placeOfOrder(together.order)
  return {
    counts: wallCountsQuery(here, monthBegan(at)),
    wishes: openWishesQuery(here),
    units: wishUnitsQuery(here),
    one: wishThingQuery(together?.order ?? 0),
    keepers: secretariesQuery(thatPlace(here), sender),
  }
}

export type OfWall = Situation<unknown, RowsOf<ReturnType<typeof wallQueries>>>

/**
 * `/心愿` alone: the wall (R051), without names; `/心愿 认领 12` takes all that are similar to that one for the unit, `/心愿 婉拒 12`
 * does not (R050). Refuses with arg.amount.missing, group.unbound, order.no_place_yet, wish.*.
 */
export const wishWall = defineCommand({
  name: '心愿',
  aliases: [],
  topic: 'order',
  usage: '/心愿 内容 金额',
  example: '/心愿 护腰垫一个 120元',
  args: args({ together: optional(togetherWith), note: optional(rest) }),
  who: registeredOrAppointed,
  read: (ask) => wallQueries(ask),
  decide: (situation): Decision | Refusal => {
    const { args: typed, facts, who } = situation
    if (typed.together?.does === 'take') return takeTogether(typed.together.order, situation)
    if (typed.together?.does === 'pass') return passTogether(typed.together.order, situation)
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
