import { dayOf, monthOf } from '../../domain/calendar/shanghai.ts'
import { statementMonth, statementOf } from '../../domain/exchange/statement.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { type Line, line, offer } from '../../domain/say.ts'
import type { Decision } from '../define.ts'
import { registered } from '../gates.ts'
import type { OfExchange } from './exchange-facts.ts'

/** The month's points in a line that balances: opening, earned, spent, given back, closing. */
export const statementLine = ({ facts }: OfExchange, month: string): Line[] =>
  facts.month.slice(0, 1).map((points) => line('exchange.statement', { month, ...statementOf(points) }))

/** `明细 [上月]`: a month's transactions and the statement that balances (R075). Refuses with exchange.in_group, exchange.period. */
export function showStatement(situation: OfExchange, period: string | undefined): Decision | Refusal {
  const { facts, who, at } = situation
  const refused = registered(who)
  if (refused) return refused
  if (who.inGroup) return refuse('exchange.in_group')
  const month = statementMonth(period, at)
  if (month === undefined) return refuse('exchange.period', { text: period ?? '' })
  const [points] = facts.month
  const { available = 0 } = facts.standing[0] ?? {}
  const closing = points ? statementOf(points).closing : 0
  const rows = facts.rows.map(({ kind, at, points, minutes, pieces, goods, settled }) => {
    const what = { day: dayOf(at), points, minutes, pieces, name: goods ?? '' }
    const state = settled === 'return' ? ['exchange.row_is_returned'] : []
    if (kind === 'hours') return line('exchange.row_hours', { ...what, state })
    if (kind === 'goods') return line('exchange.row_goods', { ...what, state })
    return goods === null ? line('exchange.row_hours_back', what) : line('exchange.row_goods_back', what)
  })
  const check =
    month !== monthOf(at)
      ? []
      : [line(closing === available ? 'exchange.check' : 'exchange.check_differs', { closing, available })]
  return {
    say: [
      ...statementLine(situation, month),
      ...(rows.length === 0 ? [line('exchange.no_rows')] : rows),
      ...check,
    ],
    offer: [offer('offer.exchange', '/兑换')],
  }
}
