import { growth } from '../../domain/order/difficulty.ts'
import { no } from '../../domain/order/refusals.ts'
import { gradeNamed, rulesOf } from '../../domain/order/rules.ts'
import { isRefusal, refuse } from '../../domain/refusal.ts'
import { isReviewer } from '../../domain/roles.ts'
import { orderQuery } from '../../store/order.ts'
import { serversQuery, standingOfServersQuery } from '../../store/servers.ts'
import { args, optional, required } from '../args/args.ts'
import { grade } from '../args/choices.ts'
import { orderNumber } from '../args/order-number.ts'
import { personHours } from '../args/person-hours.ts'
import { rest } from '../args/rest.ts'
import { defineCommand } from '../define.ts'
import { registeredOrAppointed } from '../gates.ts'
import { about, stepOn } from './order-standing.ts'
import { giveTheGrade } from './verify-grade.ts'
import { creditEach, namedHours } from './verify-servers.ts'

const longestNote = 200

/**
 * `/核销 12 好 [张三 1.5小时]`: the one grade of an order (一事一评), by somebody who did not serve, and with it hours and
 * points of all who served (rule 8.6). One whose day is too long does not stop the others. What else was said reaches
 * them in private. Refuses with order.*, verify.*, credit.*.
 */
export const verify = defineCommand({
  name: '核销',
  aliases: ['评价'],
  topic: 'review',
  usage: '/核销 单号 很好|好|一般 [姓名 时长]',
  example: '/核销 12 好 张三 1.5小时',
  args: args({
    order: required(orderNumber, 'arg.order.missing'),
    grade: required(grade, 'arg.grade.missing'),
    hours: optional(personHours),
    note: optional(rest),
  }),
  hidden: ({ roles }) => !isReviewer(roles),
  who: registeredOrAppointed,
  read: ({ args, sender, at }) => ({
    order: orderQuery(args.order, sender),
    servers: serversQuery(args.order),
    standing: standingOfServersQuery(args.order, at),
  }),
  decide: (situation) => {
    const { facts, args, who, at, now, policy } = situation
    const step = args.hours ? 'verify_named' : 'verify'
    const judged = stepOn(step, facts.order[0], args.order, who)
    if (isRefusal(judged)) return judged
    const { order } = judged
    if (order.origin === 'wish') return refuse('wish.receipt_instead', { order: order.id })
    const hours = namedHours(args.hours ?? [], facts.servers, order.id)
    if (isRefusal(hours)) return hours
    const unclear = facts.servers.find(
      ({ id, name, state }) => state === 'held' && !hours.has(id) && name && args.note?.includes(name),
    )
    if (unclear)
      return refuse('verify.how_long', { order: order.id, grade: args.grade, name: unclear.name ?? '' })
    const me = who.person
    const given = gradeNamed[args.grade]
    if (!me || !given) return refuse('who.unregistered')

    if (args.note !== undefined && [...args.note].length > longestNote)
      return refuse('order.too_long', { part: ['order_part.note'], limit: longestNote })

    const rules = rulesOf(policy)
    const difficulty = order.base + growth(order, at, rules)
    const found = creditEach(
      { ...order, difficulty, grade: given },
      { ...facts, hours },
      { at, now, rules, policy },
    )
    if (found.credits.length === 0) {
      const [first] = found.refused
      // How full somebody's day is, is nothing for a group.
      if (first && who.inGroup) return refuse('verify.in_private', { order: order.id, grade: args.grade })
      return about(order, order.id, first?.why ?? no('order.not_done'))
    }
    return giveTheGrade(situation, order, found, { step, grade: given, difficulty, note: args.note })
  },
})
