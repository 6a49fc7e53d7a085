import { no } from '../../domain/order/refusals.ts'
import { rulesOf } from '../../domain/order/rules.ts'
import { isRefusal, refuse } from '../../domain/refusal.ts'
import { line, offer } from '../../domain/say.ts'
import { assigneesQuery, joinOrder, takeFromList } from '../../store/assign.ts'
import { recordWhen } from '../../store/audit.ts'
import { claimBecame } from '../../store/claim.ts'
import { otherwise } from '../../store/inbox.ts'
import { orderQuery, recordEvent } from '../../store/order.ts'
import { groupsOfPlaceQuery, placeOfOrder } from '../../store/order-place.ts'
import { candidatesQuery } from '../../store/role.ts'
import { named as namedPeople } from '../../store/shifts-to-swap.ts'
import { fold } from '../../text/fold.ts'
import { args, optional, required } from '../args/args.ts'
import { orderNumber } from '../args/order-number.ts'
import { another, person } from '../args/person.ts'
import { rest } from '../args/rest.ts'
import { sure } from '../args/sure.ts'
import { defineCommand } from '../define.ts'
import { registeredOrAppointed } from '../gates.ts'
import { outcomeOfRefusal } from '../outcome.ts'
import { asksAgain, assignedMail, chooseAssignee, mayBePut } from './assignee.ts'
import { named } from './order-lines.ts'
import { onlyOffered, stepOn } from './order-standing.ts'

const longestNote = 200

/**
 * `/指派 12 @张三`: puts somebody on an order who has a free place of it; they hear it in private, with the contact. Who is
 * on leave or busy then only with a second word (确认); what else was said goes with the letter. Refuses with order.*, assign.*, claim.over.
 */
export const assign = defineCommand({
  name: '指派',
  aliases: [],
  topic: 'order',
  usage: '/指派 单号 @某人',
  example: '/指派 12 @张三',
  args: args({
    order: required(orderNumber, 'arg.order.missing'),
    name: required(person, 'arg.who.missing'),
    another: optional(another),
    sure: optional(sure),
    note: optional(rest),
  }),
  hidden: ({ roles }) => roles.length === 0,
  who: registeredOrAppointed,
  read: ({ args, sender, message, at }) => ({
    order: orderQuery(args.order, sender),
    people: candidatesQuery(message, fold(args.name), message.mentions, placeOfOrder(args.order)),
    standing: assigneesQuery(namedPeople(message, [fold(args.name)], message.mentions), args.order, at),
    groups: groupsOfPlaceQuery(placeOfOrder(args.order), args.order),
  }),
  decide: (situation) => {
    const { args, facts, who, key, now, policy } = situation
    const me = who.person
    if (!me) return refuse('who.unregistered')
    const [found] = facts.order
    const step = stepOn('assign', found, args.order, who)
    if (isRefusal(step)) return (step.refused === 'order.no_place' && found && onlyOffered(found)) || step
    const { order } = step
    if (args.another !== undefined)
      return refuse('assign.one', { order: order.id, name: args.name, text: args.another })
    if (args.note !== undefined && [...args.note].length > longestNote)
      return refuse('order.too_long', { part: ['order_part.note'], limit: longestNote })
    // To be done again by who did it: there is a place only where they were too few.
    if (order.state === 'reopened' && order.places !== null && order.taken >= order.places)
      return no('order.no_place', { order: order.id })
    const chosen = chooseAssignee(facts, order, who, {
      name: args.name,
      command: (one) => `/指派 ${order.id} @${one}`,
    })
    if (!('person' in chosen)) return chosen
    const refused = mayBePut(chosen, order, situation)
    if (refused) return refused
    const again = args.sure ? undefined : asksAgain(chosen, who, `/指派 ${order.id} @P${chosen.person.id}`)
    if (again) return again

    const to = chosen.person.id
    const what = { ...named(order), name: chosen.person.name ?? '' }
    const it = { order: order.id, person: to, by: me.id, key, now, most: rulesOf(policy).openClaims }
    const done = claimBecame(order.id, to, key, 'held')
    const lost = outcomeOfRefusal(situation, refuse('assign.gone', { order: order.id }))
    const by = { actorId: me.id, message: key, at: now }
    return {
      say: [line('assign.done', what)],
      offer: [offer('offer.order', `/订单 ${order.id}`, { order: order.id })],
      writes: [
        chosen.standing.claim === null ? joinOrder(it) : takeFromList(it),
        otherwise(key, JSON.stringify(lost)),
        recordEvent(
          {
            order: order.id,
            step: 'assign',
            actor: me.id,
            subject: to,
            ...(args.note ? { text: args.note } : {}),
          },
          by,
          done,
        ),
        recordWhen(
          { action: 'assign', subject: `order:${order.id} person:${to}`, communityId: order.community_id },
          by,
          done,
        ),
      ],
      mail: [assignedMail(order, to, situation, done, args.note)],
      tell: facts.groups
        .filter(({ id }) => id !== who.group?.id)
        .map(({ id }) => ({
          group: id,
          say: [line('group.assigned', what)],
          mention: [to],
          dedupe: `order/assigned/${order.id}/${key}/group/${id}`,
          when: done,
        })),
    }
  },
})
