import { isRefusal, type Refusal } from '../../domain/refusal.ts'
import { askedOf, loansQuery, neighboursQuery } from '../../store/lend.ts'
import { orderQuery } from '../../store/order.ts'
import { groupsOfPlaceQuery } from '../../store/order-place.ts'
import { fold } from '../../text/fold.ts'
import { args, required } from '../args/args.ts'
import { lending } from '../args/lending.ts'
import { orderNumber } from '../args/order-number.ts'
import { type Decision, defineCommand } from '../define.ts'
import { registeredOrAppointed } from '../gates.ts'
import { answerLoan } from './lend-answer.ts'
import { askNeighbour, withdrawLoans } from './lend-ask.ts'
import { stepOn } from './order-standing.ts'

/**
 * `/调剂 12 西湖社区`: asks a neighbouring community for people (R030, R031); only when its secretary says `/调剂 12 同意` may
 * they take the order, and its groups hear of it. `/调剂 12 婉拒 理由`; who asked takes it back with `/调剂 12 取消`.
 * Refuses with order.*, lend.*.
 */
export const lend = defineCommand({
  name: '调剂',
  aliases: [],
  topic: 'order',
  usage: '/调剂 单号 邻社区｜同意｜婉拒 理由｜取消',
  example: '/调剂 12 西湖社区',
  args: args({
    order: required(orderNumber, 'arg.order.missing'),
    lending: required(lending, 'arg.community.missing'),
  }),
  hidden: ({ roles }) => roles.length === 0,
  who: registeredOrAppointed,
  read: ({ args: { order, lending }, sender }) => {
    const asked = 'ask' in lending ? fold(lending.ask) : ''
    return {
      order: orderQuery(order, sender),
      loans: loansQuery(order, sender),
      neighbours: neighboursQuery('ask' in lending ? [asked, `${asked}社区`] : [], order),
      groups: groupsOfPlaceQuery(askedOf(order, sender), null),
    }
  },
  decide: (situation): Decision | Refusal => {
    const { args, facts, who } = situation
    const answers = 'answer' in args.lending && args.lending.answer !== 'withdraw'
    const step = stepOn(answers ? 'answer_loan' : 'ask_loan', facts.order[0], args.order, who)
    if (isRefusal(step)) return step
    if ('ask' in args.lending) return askNeighbour(situation, step.order, args.lending.ask)
    return args.lending.answer === 'withdraw'
      ? withdrawLoans(situation, step.order)
      : answerLoan(situation, step.order, args.lending)
  },
})
