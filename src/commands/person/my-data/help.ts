import { dayOf } from '../../../domain/calendar/shanghai.ts'
import { line } from '../../../domain/say.ts'
import { exchangedQuery } from '../../../store/exchange-standing.ts'
import { orderCountQuery, orderWordsQuery } from '../../../store/my-orders.ts'
import { supportPairsOfQuery, supportTextsOfQuery } from '../../../store/my-support.ts'
import { ownWishesQuery, pairingsOfQuery, pairWordsQuery } from '../../../store/pair-wish.ts'
import { ownWishOrdersQuery } from '../../../store/wish.ts'
import { named } from '../../order/order-lines.ts'
import { namedPair } from '../../support/support-lines.ts'
import { type Subject, shown, subject } from './subject.ts'

/** Whom they serve and with whom: orders, households, exchange, wishes, pairs. */
export const helpSubjects: readonly Subject[] = [
  subject(orderCountQuery, ([orders]) =>
    orders && orders.asked + orders.claims + orders.voices > 0 ? [line('mydata.orders', { ...orders })] : [],
  ),
  subject(
    (sender) => orderWordsQuery(sender, shown),
    (rows) => rows.map(({ order_id, text }) => line('mydata.order_text', { order: order_id, note: text })),
  ),
  subject(
    (sender) => supportPairsOfQuery(sender, shown),
    (rows) =>
      rows.map((pair) =>
        line('mydata.support', {
          ...namedPair(pair),
          state: [`support_state.${pair.state}`],
          visits: pair.visits,
        }),
      ),
  ),
  subject(
    (sender) => supportTextsOfQuery(sender, shown),
    (rows) => rows.map(({ text }) => line('mydata.support_text', { note: text })),
  ),
  subject(exchangedQuery, ([exchanged]) =>
    exchanged?.last ? [line('mydata.exchange', { ...exchanged, last: dayOf(exchanged.last) })] : [],
  ),
  subject(
    (sender) => ownWishOrdersQuery(sender, shown),
    (rows) =>
      rows.map((one) => line('mydata.wish', { ...named(one), household: [`household.${one.household}`] })),
  ),
  subject(pairingsOfQuery, ([pairs]) =>
    pairs && pairs.asked > 0 ? [line('mydata.pairs', { asked: pairs.asked, began: pairs.began })] : [],
  ),
  subject(
    (sender) => ownWishesQuery(sender, shown),
    (rows) => rows.map(({ wants, name }) => line(wants ? 'mydata.pair_wish' : 'mydata.pair_veto', { name })),
  ),
  subject(
    (sender) => pairWordsQuery(sender, shown),
    (rows) => rows.map(({ text }) => line('mydata.pair_text', { note: text })),
  ),
]
