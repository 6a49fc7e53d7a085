import { type Refusal, refuse } from '../../domain/refusal.ts'
import { isReviewer } from '../../domain/roles.ts'
import { line } from '../../domain/say.ts'
import { args, excerpt, optional } from '../args/args.ts'
import { rest } from '../args/rest.ts'
import { togetherWith } from '../args/wish-together.ts'
import { type Decision, defineCommand } from '../define.ts'
import { registeredOrAppointed } from '../gates.ts'
import { wallQueries } from './wish-facts.ts'
import { passTogether } from './wish-pass.ts'
import { takeTogether } from './wish-together.ts'
import { wallLines } from './wish-wall-lines.ts'

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
  read: wallQueries,
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
