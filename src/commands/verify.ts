import { dayOf } from '../domain/calendar/shanghai.ts'
import { growth } from '../domain/order/difficulty.ts'
import { no } from '../domain/order/refusals.ts'
import { gradeNamed, rulesOf } from '../domain/order/rules.ts'
import { isRefusal, refuse } from '../domain/refusal.ts'
import { isReviewer } from '../domain/roles.ts'
import { line } from '../domain/say.ts'
import { recordIfChanged } from '../store/audit.ts'
import {
  creditedCount,
  creditedMinutes,
  creditServers,
  giveGrade,
  gradedBy,
  namesLeftOut,
  serversQuery,
  someLeftOut,
  standingOfServersQuery,
  toCredited,
} from '../store/credit.ts'
import { fill, instead, otherwise } from '../store/inbox.ts'
import { postAll } from '../store/mail.ts'
import { orderQuery, recordEvent } from '../store/order.ts'
import { args, optional, required } from './args/args.ts'
import { grade } from './args/choices.ts'
import { orderNumber } from './args/order-number.ts'
import { personHours } from './args/person-hours.ts'
import { rest } from './args/rest.ts'
import { defineCommand } from './define.ts'
import { registeredOrAppointed } from './gates.ts'
import { named } from './order-lines.ts'
import { about, stepOn } from './order-standing.ts'
import { outcomeOf, outcomeOfRefusal } from './outcome.ts'
import { creditLetters, uncreditedLetter, verifiedLines } from './verify-lines.ts'
import { creditEach, namedHours } from './verify-servers.ts'
import { voiceLetter } from './voice-letter.ts'

/**
 * `/核销 12 好 [张三 1.5小时]`: the one grade of an order (一事一评), by somebody who did not serve, and with it hours and
 * points of all who served (rule 8.6). One whose day is too long does not stop the others. Refuses with order.*,
 * verify.*, credit.*.
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
    const { facts, args, who, at, now, key, policy } = situation
    const step = args.hours ? 'verify_named' : 'verify'
    const judged = stepOn(step, facts.order[0], args.order, who)
    if (isRefusal(judged)) return judged
    const { order } = judged
    const hours = namedHours(args.hours ?? [], facts.servers, order.id)
    if (isRefusal(hours)) return hours
    const me = who.person
    const given = gradeNamed[args.grade]
    if (!me || !given) return refuse('who.unregistered')

    const rules = rulesOf(policy)
    const grown = growth(order, at, rules)
    const graded = { category: order.category, base: order.base, growth: grown, grade: given }
    const found = creditEach({ ...order, ...graded }, { ...facts, hours }, { at, now, rules, policy })
    const { credits, refused } = found
    const [first] = refused
    if (credits.length === 0) {
      // How full somebody's day is, is nothing for a group.
      if (first && who.inGroup) return refuse('verify.in_private', { order: order.id, grade: args.grade })
      return about(order, order.id, first?.why ?? no('order.not_done'))
    }

    const v = {
      order: order.id,
      round: order.round,
      grade: given,
      weight: rules.grades[given],
      difficulty: order.base + grown,
      month: dayOf(now).slice(0, 7),
      actorId: me.id,
      key,
      now,
    }
    const ids = credits.map(({ person }) => person)
    const letters = creditLetters(order, given, found)
    const asked = order.origin === 'proposal' || order.requester_id === me.id ? null : order.requester_id
    // Why somebody got nothing is theirs and the grader's alone.
    const hidden = who.inGroup && refused.length > 0
    const told = letters.length + (asked === null ? 0 : 1) + (hidden ? 1 : 0)
    const hint = who.inGroup ? [line('mail.hint', { count: told })] : []
    const done = line('verify.done', {
      ...named(order),
      grade: [`grade.${given}`],
      count: ids.length,
      minutes: credits.reduce((sum, { minutes }) => sum + minutes, 0),
    })
    const changed = [done, line('verify.changed', { left: [] }), ...hint]
    const lost = outcomeOfRefusal(situation, no('order.graded_already', { order: order.id }))
    return {
      say: [done, ...verifiedLines(order.id, found, who.inGroup, policy), ...hint],
      writes: [
        giveGrade(v),
        recordIfChanged(
          {
            action: 'order.verify',
            subject: `order:${order.id}`,
            communityId: order.community_id,
            detail: { round: order.round, grade: given, servers: ids.length },
          },
          { actorId: me.id, message: key, at: now },
        ),
        otherwise(key, JSON.stringify(lost)),
        ...creditServers(v, credits),
        instead(key, JSON.stringify(outcomeOf(situation, { say: changed })), someLeftOut(ids, order.id, key)),
        fill(key, '$.say[0].params.count', creditedCount(order.id, key)),
        fill(key, '$.say[0].params.minutes', creditedMinutes(order.id, key)),
        fill(key, '$.say[1].params.left', namesLeftOut(ids, order.id, key)),
        recordEvent(
          { order: order.id, step, actor: me.id, ...(args.note ? { text: args.note } : {}) },
          { message: key, at: now },
          gradedBy(order.id, key),
        ),
        postAll(letters, now, toCredited(order.id, key)),
        postAll(
          [
            ...(asked === null ? [] : [voiceLetter(order, asked)]),
            ...(hidden ? [uncreditedLetter(order, me.id, found)] : []),
          ],
          now,
          gradedBy(order.id, key),
        ),
      ],
      speaks: true,
    }
  },
})
