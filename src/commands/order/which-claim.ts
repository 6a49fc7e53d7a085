import type { ClaimState } from '../../domain/order/claims.ts'
import { line, offer } from '../../domain/say.ts'
import { myClaimsQuery } from '../../store/my-claims.ts'
import { args } from '../args/args.ts'
import { type Command, defineCommand } from '../define.ts'
import { registeredOrAppointed } from '../gates.ts'
import { named } from './order-lines.ts'

/** What was typed besides is kept in the commands that are offered, as far as a button holds it. */
const longest = 40
const [shown, buttons] = [7, 3]

/**
 * `/完成 2小时` and the like without a number: which of the sender's own orders may be meant, each with the whole
 * command. Nothing is done by guessing, though there be only one (rule 8.2). Titles in private only.
 */
export const whichClaim = (name: string, states: readonly ClaimState[], usage: string): Command =>
  defineCommand({
    name,
    aliases: [],
    topic: 'order',
    usage,
    example: usage,
    args: args({}),
    who: registeredOrAppointed,
    read: ({ sender }) => ({ mine: myClaimsQuery(sender) }),
    decide: ({ facts, typed, who }) => {
      const mine = facts.mine.filter(({ state }) => states.includes(state))
      const rest = [...typed].length <= longest ? typed.replace(/\s+/g, ' ').trim() : ''
      const whole = (id: number) => `/${name} ${id} ${rest}`.trim()
      if (mine.length === 0) return { say: [line('which.none')], offer: [offer('offer.orders', '/订单')] }
      const one = mine.length === 1
      return {
        say: [
          line(one ? 'which.one' : 'which.several', { count: mine.length }),
          ...mine
            .slice(0, shown)
            .map((order) =>
              who.inGroup
                ? line('which.number', { order: order.id, command: whole(order.id) })
                : line('which.order', { ...named(order), command: whole(order.id) }),
            ),
        ],
        offer: mine.slice(0, buttons).map(({ id }) => offer('offer.which', whole(id), { order: id })),
      }
    },
  })
