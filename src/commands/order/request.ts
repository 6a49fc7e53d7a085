import { args, required } from '../args/args.ts'
import { orderForm } from '../args/order-form.ts'
import { defineCommand } from '../define.ts'
import { registered } from '../gates.ts'
import { begin, beginFacts } from './order-begin.ts'

/**
 * `/点单 家里水管漏水`: a need, of oneself or on behalf of somebody; the community publishes it (R027). The urgent ones go up
 * the ladder when nobody does (R034). Refuses with order.no_place_yet, group.unbound, order.past, order.too_long, order.too_many.
 */
export const request = defineCommand({
  name: '点单',
  aliases: ['request'],
  topic: 'order',
  usage: '/点单 需求',
  example: '/点单 家里水管漏水',
  args: args({ form: required(orderForm, 'arg.title.missing') }),
  who: registered,
  read: (ask) => beginFacts(ask),
  decide: (situation) => begin('request', situation.args.form, situation),
})
