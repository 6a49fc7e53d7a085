import type { Refusal } from '../../domain/refusal.ts'
import { args, optional } from '../args/args.ts'
import { exchangeWords } from '../args/exchange-words.ts'
import { type Decision, defineCommand } from '../define.ts'
import { registeredOrAppointed } from '../gates.ts'
import { exchangeQueries } from './exchange-facts.ts'
import { forGoods } from './exchange-goods.ts'
import { asksForWhat, forHours } from './exchange-hours.ts'
import { listGoods } from './exchange-list.ts'
import { giveBack, redeem } from './exchange-pick-up.ts'
import { shelve, unshelve } from './exchange-shelf.ts'
import { showExchange } from './exchange-show.ts'
import { showStatement } from './exchange-statement.ts'

/**
 * The exchange of points in double entry: `/兑换 10分 时长` for hours 折算, apart from all hours of the ledger (R061); `/兑换 洗衣液`
 * for goods, which volunteers and residents only may have (R062). Who keeps the shelf: 上架, 下架, 核销; 退回 puts both sides
 * back. Alone it shows what one has, what one may have, and the statement.
 */
export const exchange = defineCommand({
  name: '兑换',
  aliases: ['exchange'],
  topic: 'hours',
  usage: '/兑换 10分 时长（或物品；书记：上架、下架、核销、退回）',
  example: '/兑换 10分 时长',
  args: args({ wish: optional(exchangeWords) }),
  who: registeredOrAppointed,
  read: (ask) => exchangeQueries(ask),
  decide: (situation): Decision | Refusal => {
    const { wish } = situation.args
    switch (wish?.does) {
      case undefined:
        return showExchange(situation)
      case 'list':
        return listGoods(situation, wish.page)
      case 'statement':
        return showStatement(situation, wish.period)
      case 'hours':
        return forHours(situation, wish)
      case 'points':
        return asksForWhat(situation, wish.points)
      case 'goods':
        return forGoods(situation, wish)
      case 'shelve':
        return shelve(situation, wish)
      case 'unshelve':
        return unshelve(situation, wish)
      case 'redeem':
        return redeem(situation, wish.code)
      case 'give_back':
        return giveBack(situation, wish.code)
    }
  },
})
