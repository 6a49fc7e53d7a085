import { yuan } from '../args/amounts.ts'
import { args, optional, required } from '../args/args.ts'
import { orderNumber } from '../args/order-number.ts'
import { rest } from '../args/rest.ts'
import type { PlannedCommand } from '../planned.ts'

/** The words of the life of an order (rules 3.1 and 3.2). */
export const orderWords: readonly PlannedCommand[] = [
  {
    name: '心愿',
    aliases: ['wish'],
    usage: '/心愿 内容 金额',
    example: '/心愿 护腰垫一个 120元',
    args: args({ amount: required(yuan, 'arg.amount.missing'), note: required(rest, 'arg.text.missing') }),
  },
  {
    name: '签收',
    aliases: ['receipt'],
    usage: '/签收 单号',
    example: '/签收 12',
    args: args({ order: required(orderNumber, 'arg.order.missing'), note: optional(rest) }),
  },
]
