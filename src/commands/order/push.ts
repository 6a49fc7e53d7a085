import type { Refusal } from '../../domain/refusal.ts'
import { refuse } from '../../domain/refusal.ts'
import { candidatesQuery } from '../../store/candidates.ts'
import { orderQuery } from '../../store/order.ts'
import { birthPlaceQuery, groupsOfPlaceQuery, placeOfOrder } from '../../store/order-place.ts'
import { proposerQuery } from '../../store/order-publish.ts'
import { placeToPlan } from '../../store/roster.ts'
import { openWishesQuery, placeOfWish } from '../../store/wish.ts'
import { wishUnitsQuery } from '../../store/wish-unit.ts'
import { args, optional } from '../args/args.ts'
import type { OrderForm } from '../args/order-fields.ts'
import { orderForm } from '../args/order-form.ts'
import { onlyOrderNumber } from '../args/order-number.ts'
import { type Decision, defineCommand } from '../define.ts'
import { registeredOrAppointed } from '../gates.ts'
import { publish } from './push-known.ts'
import { publishNew, soughtBy } from './push-new.ts'

/**
 * `/派单 7` publishes a request or approves an idea, `/派单 7｜人数：3` with changes; `/派单 标题｜…` publishes what is new
 * (R027). The card goes to every group of the community on both platforms; the one it was said in has it as the answer.
 * Refuses with order.*, arg.title.missing, group.unbound, push.where, push.keepers_only.
 */
export const push = defineCommand({
  name: '派单',
  aliases: [],
  topic: 'order',
  usage: '/派单 标题｜时间｜地点｜人数（或请求的编号）',
  example: '/派单 楼道清洁｜时间：11月28日 9:00-11:00｜地点：3栋｜人数：5',
  args: args({ order: optional(onlyOrderNumber), form: optional(orderForm) }),
  hidden: ({ roles }) => roles.length === 0,
  who: registeredOrAppointed,
  read: ({ sender, community, at, args: typed }) => {
    const number = numberOf(typed)
    const place = number === undefined ? placeToPlan(sender, community, []) : placeOfOrder(number)
    const ofWish = placeOfWish(number ?? 0)
    return {
      order: orderQuery(number ?? 0, sender),
      proposer: proposerQuery(number ?? 0),
      place: birthPlaceQuery(sender, place),
      groups: groupsOfPlaceQuery(place, number ?? 0),
      wishes: openWishesQuery(ofWish),
      units: wishUnitsQuery(ofWish),
      people: candidatesQuery(number === undefined ? soughtBy(typed.form, place, at) : { order: number }, at),
    }
  },
  decide: (situation): Decision | Refusal => {
    const { order, form } = situation.args
    const number = numberOf({ order, form })
    if (number !== undefined) return publish(number, form, situation)
    return form ? publishNew(form, situation) : refuse('arg.title.missing', { text: '' })
  },
})

/** The number of a request, alone or in front of what is changed (`7｜人数：3`). */
function numberOf({
  order,
  form,
}: {
  order?: number | undefined
  form?: OrderForm | undefined
}): number | undefined {
  const number = /^\s*#?\s*(\d{1,9})\s*(?:号单|号|单)?\s*$/u.exec(form?.title ?? '')?.[1]
  return order ?? (number === undefined ? undefined : Number(number))
}
