import { rulesOf } from '../../domain/order/rules.ts'
import { isRefusal, refuse } from '../../domain/refusal.ts'
import { line, offer } from '../../domain/say.ts'
import { assigneesQuery, joinOrder, replaceOn, takeFromList } from '../../store/assign.ts'
import { recordWhen } from '../../store/audit.ts'
import { claimBecame } from '../../store/claim.ts'
import { otherwise } from '../../store/inbox.ts'
import { orderQuery, recordEvent } from '../../store/order.ts'
import { groupsOfPlaceQuery, placeOfOrder } from '../../store/order-place.ts'
import { candidatesQuery } from '../../store/role.ts'
import { named as namedPeople } from '../../store/shifts-to-swap.ts'
import { fold } from '../../text/fold.ts'
import { args, required } from '../args/args.ts'
import { orderNumber } from '../args/order-number.ts'
import { replacement } from '../args/person.ts'
import { defineCommand } from '../define.ts'
import { registeredOrAppointed } from '../gates.ts'
import { outcomeOfRefusal } from '../outcome.ts'
import { replacedOn, typedIn } from '../roster/replaced.ts'
import { asksAgain, assignedMail, chooseAssignee, mayBePut } from './assignee.ts'
import { named } from './order-lines.ts'
import { onlyOffered, stepOn } from './order-standing.ts'

/**
 * `/改派 12 张三 李四`: somebody else goes instead of who holds a place; with one name where only one person holds one.
 * Refuses with order.*, reassign.*, assign.*, claim.over.
 */
export const reassign = defineCommand({
  name: '改派',
  aliases: [],
  topic: 'order',
  usage: '/改派 单号 原来的人 新的人',
  example: '/改派 12 张三 李四',
  args: args({
    order: required(orderNumber, 'arg.order.missing'),
    names: required(replacement, 'arg.who.missing'),
  }),
  hidden: ({ roles }) => roles.length === 0,
  who: registeredOrAppointed,
  read: ({ args, sender, message, at }) => {
    const { from, to } = typedIn(args.names)
    // Two names are told apart by what was typed, not by who was mentioned.
    const mentions = from === undefined ? message.mentions : []
    const place = placeOfOrder(args.order)
    return {
      order: orderQuery(args.order, sender),
      people: candidatesQuery(message, fold(to), mentions, place),
      standing: assigneesQuery(namedPeople(message, [fold(to)], mentions), args.order, at),
      groups: groupsOfPlaceQuery(place, args.order),
    }
  },
  decide: (situation) => {
    const { args, facts, who, key, now, policy } = situation
    const me = who.person
    if (!me) return refuse('who.unregistered')
    const step = stepOn('reassign', facts.order[0], args.order, who)
    if (isRefusal(step)) return step
    const { order } = step
    const offered = onlyOffered(order)
    if (offered) return offered
    const typed = typedIn(args.names)
    if (typed.third !== undefined)
      return refuse('reassign.three', { order: order.id, from: typed.from, to: typed.to, text: typed.third })
    const from = replacedOn(order, typed.from)
    if (isRefusal(from)) return from
    const command = (to: string) => `/改派 ${order.id} @P${from.id} @${to}`
    const chosen = chooseAssignee(facts, order, who, { name: typed.to, command })
    if (!('person' in chosen)) return chosen
    if (chosen.person.id === from.id) return refuse('reassign.same', { name: from.name, order: order.id })
    const refused = mayBePut(chosen, order, situation)
    if (refused) return refused
    const to = chosen.person.id
    const again = typed.sure ? undefined : asksAgain(chosen, who, command(`P${to}`))
    if (again) return again

    const what = { ...named(order), from: from.name, to: chosen.person.name ?? '' }
    const it = { order: order.id, person: to, by: me.id, key, now, most: rulesOf(policy).openClaims }
    const done = claimBecame(order.id, to, key, 'held')
    const lost = outcomeOfRefusal(situation, refuse('assign.gone', { order: order.id }))
    const by = { actorId: me.id, message: key, at: now }
    return {
      say: [line('reassign.done', what)],
      offer: [offer('offer.order', `/订单 ${order.id}`, { order: order.id })],
      writes: [
        replaceOn(from.id, it),
        chosen.standing.claim === null
          ? joinOrder(it, claimBecame(order.id, from.id, key, 'released'))
          : takeFromList(it, claimBecame(order.id, from.id, key, 'released')),
        otherwise(key, JSON.stringify(lost)),
        recordEvent({ order: order.id, step: 'reassign', actor: me.id, subject: to }, by, done),
        recordWhen(
          {
            action: 'reassign',
            subject: `order:${order.id} person:${to}`,
            communityId: order.community_id,
            detail: { from: from.id },
          },
          by,
          done,
        ),
      ],
      mail: [
        assignedMail(order, to, situation, done),
        {
          to: from.id,
          say: [line('mail.order_replaced', named(order))],
          dedupe: `order/replaced/${order.id}/${key}/${from.id}`,
          when: done,
        },
      ],
      tell: facts.groups
        .filter(({ id }) => id !== who.group?.id)
        .map(({ id }) => ({
          group: id,
          say: [line('reassign.done', what)],
          mention: [to],
          dedupe: `order/assigned/${order.id}/${key}/group/${id}`,
          when: done,
        })),
    }
  },
})
