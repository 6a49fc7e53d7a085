import { args, required } from '../args/args.ts'
import { orderForm } from '../args/order-form.ts'
import { defineCommand } from '../define.ts'
import { registered } from '../gates.ts'
import { begin, beginFacts } from '../order/order-begin.ts'

/**
 * `/创单 周六上午义务理发 3小时`: an idea of who serves there (R035); approved by the community it opens to others, and who
 * had it holds the first place. Refuses with order.resident_requests and as `/点单` does.
 */
export const propose = defineCommand({
  name: '创单',
  aliases: ['propose'],
  topic: 'order',
  usage: '/创单 标题 时间',
  example: '/创单 周六上午义务理发 3小时',
  args: args({ form: required(orderForm, 'arg.title.missing') }),
  who: registered,
  read: (ask) => beginFacts(ask),
  decide: (situation) => begin('propose', situation.args.form, situation),
})
