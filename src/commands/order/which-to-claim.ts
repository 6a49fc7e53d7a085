import { refuse } from '../../domain/refusal.ts'
import { args } from '../args/args.ts'
import { defineCommand } from '../define.ts'
import { registered } from '../gates.ts'
import { listedOrders, listOrders } from './orders-list.ts'

/** `/接单` without a number takes nothing: it shows which orders there are to take, the best fit first. Refuses with orders.other_group. */
export const whichToClaim = defineCommand({
  name: '接单',
  aliases: [],
  topic: 'order',
  usage: '/接单 单号',
  example: '/接单 12',
  args: args({}),
  who: registered,
  read: (ask) => listedOrders(ask),
  decide: (situation) => {
    const { facts, who } = situation
    const [place] = facts.places
    if (who.inGroup && place?.id !== who.group?.community_id) return refuse('orders.other_group')
    return listOrders(situation, facts, undefined, 'claim.which')
  },
})
