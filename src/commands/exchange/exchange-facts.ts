import { addMonths, dayOf, monthOf, startOfDay } from '../../domain/calendar/shanghai.ts'
import { statementMonth } from '../../domain/exchange/statement.ts'
import type { RowsOf } from '../../store/d1.ts'
import { exchangesOfQuery, pointsOfMonthQuery, standingQuery } from '../../store/exchange-standing.ts'
import {
  goodsNamedQuery,
  goodsQuery,
  ownPickUpsQuery,
  pickUpsOfCodeQuery,
  shelfStatementQuery,
  shelvesQuery,
  waitingPickUpsQuery,
} from '../../store/goods.ts'
import { homeOf } from '../../store/visit.ts'
import { fold } from '../../text/fold.ts'
import type { ExchangeWords } from '../args/exchange-words.ts'
import type { Ask, Situation } from '../define.ts'

/** Goods, own codes and waiting people that an answer has room for; lines of a statement. */
const shown = { goods: 6, own: 2, waiting: 4, shelf: 4, rows: 7, page: 8 }

/** The year of an instant, from its first to its last, ms. */
export const yearOf = (at: number) => {
  const year = Number(dayOf(at).slice(0, 4))
  return { from: startOfDay(`${year}-01-01`), to: startOfDay(`${year + 1}-01-01`) }
}

/** A month, from its first instant to its last, ms. */
const monthSpan = (month: string) => ({
  from: startOfDay(`${month}-01`),
  to: startOfDay(`${addMonths(month, 1)}-01`),
})

/** What `/兑换` reads: one's points, what may be had for them, and the shelf for who keeps it. */
export function exchangeQueries({
  args: { wish },
  sender,
  community,
  message,
  at,
}: Ask<{ wish: ExchangeWords | undefined }>) {
  const inGroup = message.conversation.kind === 'group'
  const listed = wish === undefined
  const page = wish?.does === 'list' ? { size: shown.page, page: wish.page } : undefined
  const month = (wish?.does === 'statement' && statementMonth(wish.period, at)) || monthOf(at)
  const key = wish && 'name' in wish ? fold(wish.name) : ''
  const code = wish && 'code' in wish ? wish.code : ''
  const rows = wish?.does === 'statement' ? shown.rows : 0
  return {
    standing: standingQuery(sender, yearOf(at)),
    month: pointsOfMonthQuery(sender, month, monthSpan(month)),
    rows: exchangesOfQuery(sender, monthSpan(month), rows),
    goods: goodsQuery(
      inGroup && (listed || page) ? community : homeOf(sender),
      page ?? { size: shown.goods, page: 1 },
    ),
    named: goodsNamedQuery(sender, community, inGroup, key),
    own: ownPickUpsQuery(sender, listed ? shown.own : 0),
    shelves: shelvesQuery(sender, community, inGroup),
    shelf: shelfStatementQuery(
      sender,
      community,
      inGroup,
      page ?? { size: listed && !inGroup ? shown.shelf : 0, page: 1 },
    ),
    waiting: waitingPickUpsQuery(sender, community, inGroup, listed && !inGroup ? shown.waiting : 0),
    ofCode: pickUpsOfCodeQuery(sender, community, inGroup, code),
  }
}

export const goodsOnPage = shown.page

export type OfExchange = Situation<unknown, RowsOf<ReturnType<typeof exchangeQueries>>>
