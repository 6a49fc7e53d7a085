import { yuan } from '../args/amounts.ts'
import { args, optional, required } from '../args/args.ts'
import { category, grade, satisfaction } from '../args/choices.ts'
import { orderForm } from '../args/order-form.ts'
import { onlyOrderNumber, orderNumber } from '../args/order-number.ts'
import { person } from '../args/person.ts'
import { personHours } from '../args/person-hours.ts'
import { rest } from '../args/rest.ts'
import { workTime } from '../args/when.ts'
import type { PlannedCommand } from '../planned.ts'

/** The words of the life of an order (rules 3.1 and 3.2). */
export const orderWords: readonly PlannedCommand[] = [
  {
    name: '订单',
    aliases: ['orders', 'dd'],
    usage: '/订单 [单号|类别|社区]',
    example: '/订单 助老',
    args: args({ order: optional(onlyOrderNumber), category: optional(category), community: optional(rest) }),
  },
  {
    name: '接单',
    aliases: ['claim', 'jd'],
    usage: '/接单 单号',
    example: '/接单 12',
    args: args({ order: required(orderNumber, 'arg.order.missing'), note: optional(rest) }),
  },
  {
    name: '退单',
    aliases: ['release', 'td'],
    usage: '/退单 单号 理由',
    example: '/退单 12 临时出差',
    args: args({ order: required(orderNumber, 'arg.order.missing'), note: optional(rest) }),
  },
  {
    name: '进度',
    aliases: ['note'],
    usage: '/进度 单号 说明',
    example: '/进度 12 已经到门口了',
    args: args({ order: required(orderNumber, 'arg.order.missing'), note: optional(rest) }),
  },
  {
    name: '完成',
    aliases: ['done', 'wc'],
    usage: '/完成 单号 [时长] [说明]',
    example: '/完成 12 2小时 换了楼道灯',
    args: args({
      order: required(orderNumber, 'arg.order.missing'),
      work: optional(workTime),
      note: optional(rest),
    }),
  },
  {
    name: '点单',
    aliases: ['request'],
    usage: '/点单 需求',
    example: '/点单 家里水管漏水',
    args: args({ form: required(orderForm, 'arg.title.missing') }),
  },
  {
    name: '心愿',
    aliases: ['wish'],
    usage: '/心愿 内容 金额',
    example: '/心愿 护腰垫一个 120元',
    args: args({ amount: required(yuan, 'arg.amount.missing'), note: required(rest, 'arg.text.missing') }),
  },
  {
    name: '创单',
    aliases: ['propose'],
    usage: '/创单 标题 时间',
    example: '/创单 周六上午义务理发 3小时',
    args: args({ form: required(orderForm, 'arg.title.missing') }),
  },
  {
    name: '满意',
    aliases: ['satisfied'],
    usage: '/满意 单号 1|2|3 [话]',
    example: '/满意 12 1',
    args: args({
      order: required(orderNumber, 'arg.order.missing'),
      rating: required(satisfaction, 'arg.rating.missing'),
      note: optional(rest),
    }),
  },
  {
    name: '签收',
    aliases: ['receipt'],
    usage: '/签收 单号',
    example: '/签收 12',
    args: args({ order: required(orderNumber, 'arg.order.missing'), note: optional(rest) }),
  },
  {
    name: '派单',
    aliases: [],
    usage: '/派单 标题｜时间｜地点｜人数（或请求的编号）',
    example: '/派单 楼道清洁｜时间：11月28日 9:00-11:00｜地点：3栋｜人数：5',
    args: args({ order: optional(onlyOrderNumber), form: optional(orderForm) }),
  },
  {
    name: '推荐',
    aliases: [],
    usage: '/推荐 单号',
    example: '/推荐 12',
    args: args({ order: required(orderNumber, 'arg.order.missing') }),
  },
  {
    name: '指派',
    aliases: [],
    usage: '/指派 单号 @某人',
    example: '/指派 12 @张三',
    args: args({
      order: required(orderNumber, 'arg.order.missing'),
      name: required(person, 'arg.who.missing'),
    }),
  },
  {
    name: '改派',
    aliases: [],
    usage: '/改派 单号 @某人',
    example: '/改派 12 @张三',
    args: args({
      order: required(orderNumber, 'arg.order.missing'),
      name: required(person, 'arg.who.missing'),
    }),
  },
  {
    name: '催单',
    aliases: [],
    usage: '/催单 单号',
    example: '/催单 12',
    args: args({ order: required(orderNumber, 'arg.order.missing') }),
  },
  {
    name: '取消单',
    aliases: [],
    usage: '/取消单 单号 理由',
    example: '/取消单 12 老人住院了',
    args: args({ order: required(orderNumber, 'arg.order.missing'), note: optional(rest) }),
  },
  {
    name: '调剂',
    aliases: [],
    usage: '/调剂 单号 邻社区',
    example: '/调剂 12 西湖社区',
    args: args({
      order: required(orderNumber, 'arg.order.missing'),
      community: required(rest, 'arg.community.missing'),
    }),
  },
  {
    name: '核销',
    aliases: ['评价'],
    usage: '/核销 单号 很好|好|一般 [姓名 时长]',
    example: '/核销 12 好 张三 1.5小时',
    args: args({
      order: required(orderNumber, 'arg.order.missing'),
      grade: required(grade, 'arg.grade.missing'),
      hours: optional(personHours),
      note: optional(rest),
    }),
  },
]
